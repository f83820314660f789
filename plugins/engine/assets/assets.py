"""Assets: the theme's style, scripts, fonts and icon as they are published, each under a digest of its content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from rcssmin import cssmin

from plugins.archive import urls as paths
from plugins.engine.assets.scripts import MORE, scripts
from plugins.pages.outputs import File

FIRST_STYLES = ("layers.css", "tokens.css", "fonts.css", "base.css", "layout.css")
LAST_STYLES = ("forced_colors.css", "print.css")
"""What overrides components, whatever they are called."""
SCRIPTS = {"script": "site.js", "more_script": MORE}
FIRST_FONT = "sitrep-serif.woff2"
"""The font that every page shows at its top, which is asked for before the style sheet says so."""
FONT = re.compile(r'url\("\.\./fonts/([^"]+)"\)')
"""A font as the theme's style sheets name it: from their folder to that of the fonts."""
LAYER = re.compile(r"\s*(?:/\*.*?\*/\s*)*(@layer [a-z]+) \{(.*)\}\s*", re.S)
"""A style sheet of the theme: all of its rules in one layer."""


def publish_assets(theme: Path, accent: str) -> tuple[list[File], dict[str, str]]:
    """Return the files to publish and, by the name that the chrome knows it by, the path of each that pages load.

    Raises KeyError where a style sheet names a font that is not there, ScriptError where scripts can't be joined.
    """
    static = theme / "static"
    joined = scripts(static / "js", ["site.js"])
    together = _digest(b"\0".join(joined.values()))
    files = [File(paths.static(together, name), data) for name, data in joined.items()]
    fonts = {file.name: _alone(file.name, file.read_bytes()) for file in sorted((static / "fonts").glob("*.woff2"))}
    sheet = _alone("site.css", _style(static / "css", accent, fonts))
    icon = _alone("icon.svg", (static / "icon.svg").read_bytes())
    named = {name: paths.static(together, script) for name, script in SCRIPTS.items()}
    named |= {"stylesheet": sheet.path, "icon": icon.path, "font": fonts[FIRST_FONT].path}
    return [*files, *fonts.values(), sheet, icon], named


def _style(folder: Path, accent: str, fonts: Mapping[str, File]) -> bytes:
    """Join the style sheets: tokens early, the accent right after them, fonts at their published addresses."""
    ordered = sorted((file.name for file in folder.glob("*.css")), key=_place)
    parts = [_smaller((folder / name).read_text("utf-8")) for name in ordered]
    parts.insert(ordered.index("tokens.css") + 1, f"@layer tokens{{:root{{--accent-base:{accent}}}}}")
    whole = FONT.sub(lambda found: f'url("../{fonts[found[1]].path.removeprefix(paths.STATIC)}")', "".join(parts))
    return (whole + "\n").encode()


def _place(name: str) -> tuple[int, int, str]:
    """Return where a style sheet stands among all of them."""
    if name in FIRST_STYLES:
        return 0, FIRST_STYLES.index(name), name
    return 2 if name in LAST_STYLES else 1, 0, name


def _smaller(style: str) -> str:
    """Return a style sheet without what is for people; the line that puts the layers in order stays as it is.

    rcssmin takes a layer's rules for declarations, and the space in `a :is(b)` away; so it gets them without the layer.
    """
    layer = LAYER.fullmatch(style)
    return f"{layer[1]}{{{cssmin(layer[2])}}}" if layer else style.strip()


def _alone(name: str, data: bytes) -> File:
    """Return a file that stands under the digest of its own content."""
    return File(paths.static(_digest(data), name), data)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]
