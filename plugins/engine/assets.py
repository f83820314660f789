"""Assets: the theme's style, scripts and icon as they are published, each under a digest of its content."""

from __future__ import annotations

import hashlib
from pathlib import Path

from plugins.archive import urls as paths
from plugins.pages.output import File

FIRST_STYLES = ("layers.css", "tokens.css", "base.css", "layout.css")
SCRIPTS = {"script": "site.js", "search_script": "search.js"}


def assets(theme: Path, accent: str) -> tuple[list[File], dict[str, str]]:
    """Return the files to publish and, by the name that the chrome knows it by, the path of each that pages load."""
    static = theme / "static"
    style = _style(static / "css", accent)
    scripts = {file.name: file.read_bytes() for file in sorted((static / "js").glob("*.js"))}
    icon = (static / "icon.svg").read_bytes()
    together = _digest(b"\0".join(scripts.values()))
    files = [File(paths.static(together, name), data) for name, data in scripts.items()]
    sheet, picture = (
        File(paths.static(_digest(style), "site.css"), style),
        File(paths.static(_digest(icon), "icon.svg"), icon),
    )
    named = {name: paths.static(together, script) for name, script in SCRIPTS.items()}
    return [*files, sheet, picture], named | {"stylesheet": sheet.path, "icon": picture.path}


def _style(folder: Path, accent: str) -> bytes:
    """Join the style sheets, the tokens early and the archive's accent right after them."""
    names = sorted(file.name for file in folder.glob("*.css"))
    ordered = [name for name in FIRST_STYLES if name in names] + [name for name in names if name not in FIRST_STYLES]
    parts = [(folder / name).read_text("utf-8").strip() for name in ordered]
    parts.insert(ordered.index("tokens.css") + 1, f"@layer tokens {{ :root {{ --accent-base: {accent}; }} }}")
    return ("\n".join(parts) + "\n").encode()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]
