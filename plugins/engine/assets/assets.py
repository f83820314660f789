"""Assets: the theme's style sheet, scripts, fonts and icon, each published under a digest of its content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from rcssmin import cssmin

from plugins.archive import urls as paths
from plugins.engine.assets.scripts import bundle_scripts
from plugins.pages.outputs import File

FIRST_STYLES = ("layers.css", "tokens.css", "fonts.css", "base.css", "layout.css")
LAST_STYLES = ("forced_colors.css", "print.css")
"""These override the components, so they come after them."""
SCRIPTS = {"script": "site.js", "search_script": "search.js", "contribute_script": "contribute.js"}
"""The bundles that templates link, by their names in the layout; `site.js` imports the others when needed."""
FONTS = {"font": "sitrep-serif.woff2", "italic_font": "sitrep-serif-italic.woff2"}
"""The fonts that templates preload, by their names in the layout."""
FONT_URL = re.compile(r'url\("\.\./fonts/([^"]+)"\)')
LAYER = re.compile(r"\s*(?:/\*.*?\*/\s*)*(@layer [a-z]+) \{(.*)\}\s*", re.S)
"""A style sheet of the theme: one layer with all of its rules."""


def publish_assets(theme: Path, accent: str) -> tuple[list[File], dict[str, str]]:
    """Return the files to publish, and the paths of those that pages load by their names in the layout.

    Scripts share one folder, because they import each other by name. Raises KeyError if a style sheet names a font that
    does not exist, and ScriptError if the scripts can't be joined.
    """
    static = theme / "static"
    bundles = bundle_scripts(static / "js")
    digest = _digest(b"\0".join(bundles.values()))
    scripts = [File(paths.static(digest, name), data) for name, data in bundles.items()]
    fonts = {file.name: _hashed(file.name, file.read_bytes()) for file in sorted((static / "fonts").glob("*.woff2"))}
    stylesheet = _hashed("site.css", _style(static / "css", accent, fonts))
    icon = _hashed("icon.svg", (static / "icon.svg").read_bytes())
    named = {name: paths.static(digest, script) for name, script in SCRIPTS.items() if script in bundles}
    named |= {name: fonts[font].path for name, font in FONTS.items()}
    named |= {"stylesheet": stylesheet.path, "icon": icon.path}
    return [*scripts, *fonts.values(), stylesheet, icon], named


def _style(folder: Path, accent: str, fonts: Mapping[str, File]) -> bytes:
    """Join and minify the style sheets, with the archive's accent colour after the tokens and the fonts' final URLs."""
    names = sorted((file.name for file in folder.glob("*.css")), key=_order)
    parts = [_minify((folder / name).read_text("utf-8")) for name in names]
    parts.insert(names.index("tokens.css") + 1, f"@layer tokens{{:root{{--accent-base:{accent}}}}}")
    style = FONT_URL.sub(lambda found: f'url("../{fonts[found[1]].path.removeprefix(paths.STATIC)}")', "".join(parts))
    return (style + "\n").encode()


def _order(name: str) -> tuple[int, int, str]:
    """Return the sort key of a style sheet."""
    if name in FIRST_STYLES:
        return 0, FIRST_STYLES.index(name), name
    return 2 if name in LAST_STYLES else 1, 0, name


def _minify(style: str) -> str:
    """Minify a style sheet; the list of layers has no braces and stays as it is.

    rcssmin reads the rules of a layer as declarations and removes the space in `a :is(b)`, so it gets the rules alone.
    """
    layer = LAYER.fullmatch(style)
    return f"{layer[1]}{{{cssmin(layer[2])}}}" if layer else style.strip()


def _hashed(name: str, data: bytes) -> File:
    return File(paths.static(_digest(data), name), data)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]
