"""Conventions of style sheets, scripts and fonts: design tokens, layers, logical properties, file names."""

import re
from pathlib import Path

import pytest
from PIL import ImageFont

THEME = Path(__file__).resolve().parents[2] / "theme"
STYLES = sorted((THEME / "static/css").glob("*.css"))
MACROS = sorted((THEME / "templates/macros").glob("*.html"))
LAYERS = ("tokens", "base", "layout", "components")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\("
    r"|:\s*[^;{]*\b(?:white|black|red|green|blue|gr[ae]y|silver|navy|teal|orange|yellow|purple)\b",
    re.I,
)
PHYSICAL = re.compile(
    r"^\s*(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|(?:min-|max-)?(?:width|height))\s*:"
    r"|:\s*(?:left|right)\s*;|\b(?:margin|padding|inset):(?:\s+[^\s;]+){4};|border-(?:top|bottom)-(?:left|right)-radius",
    re.M,
)


def rules(style: Path) -> str:
    return COMMENT.sub("", style.read_text("utf-8")).strip()


def test_layers_are_declared_once_in_order() -> None:
    assert rules(THEME / "static/css/layers.css") == f"@layer {', '.join(LAYERS)};"


@pytest.mark.parametrize("style", [s for s in STYLES if s.name != "layers.css"], ids=lambda style: style.name)
def test_every_rule_is_in_a_layer(style: Path) -> None:
    text = rules(style)
    assert re.match(rf"@layer ({'|'.join(LAYERS)}) \{{", text)
    depth, ends = 0, []
    for index, character in enumerate(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if character == "}" and depth == 0:
            ends.append(index)
    assert ends == [len(text) - 1], "a rule follows the end of the layer"


@pytest.mark.parametrize("style", [s for s in STYLES if s.name != "tokens.css"], ids=lambda style: style.name)
def test_colours_are_tokens(style: Path) -> None:
    assert COLOUR.findall(rules(style)) == []


@pytest.mark.parametrize("style", [s for s in STYLES if s.name != "tokens.css"], ids=lambda style: style.name)
def test_font_sizes_are_tokens_or_relative(style: Path) -> None:
    """Print and drawings may use pt and px."""
    sizes = re.findall(r"font-size:\s*([^;]+);", rules(style))
    known = re.compile(r"var\(--size-[a-z0-9-]+\)|[\d.]+(?:em|%|pt|px)|inherit")
    assert [size for size in sizes if not known.fullmatch(size)] == []


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_every_token_used_is_defined(style: Path) -> None:
    everywhere = rules(THEME / "static/css/tokens.css") + rules(style)
    defined = set(re.findall(r"(--[a-z0-9-]+)\s*:", everywhere))
    assert set(re.findall(r"var\((--[a-z0-9-]+)", rules(style))) <= defined


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_rules_use_logical_properties(style: Path) -> None:
    """Right-to-left pages are mirrored. Media queries may use `width`."""
    assert PHYSICAL.findall(rules(style)) == []


@pytest.mark.parametrize("macro", MACROS, ids=lambda macro: macro.stem)
def test_macro_file_and_style_sheet_have_the_same_name(macro: Path) -> None:
    assert (THEME / f"static/css/{macro.stem}.css").is_file()
    assert (
        re.search(rf"{{% macro (?:\w+_)?{macro.stem.removesuffix('s')}s?\(", macro.read_text("utf-8"))
        or macro.stem == "counts"
    )


def test_only_fonts_are_loaded_and_only_by_the_style_sheet() -> None:
    for file in (*STYLES, *(THEME / "static/js").rglob("*.js")):
        text = COMMENT.sub("", file.read_text("utf-8"))
        fetched = re.findall(r"@import|url\([^)]*\)|https?://", text)
        assert all(one.startswith('url("../fonts/') and file.name == "fonts.css" for one in fetched), file.name


def test_fonts_are_within_60_kb_and_all_used() -> None:
    fonts = {font.name: font.stat().st_size for font in (THEME / "static/fonts").glob("*.woff2")}
    assert sum(fonts.values()) <= 60_000
    assert set(re.findall(r"fonts/([^\"]+)", rules(THEME / "static/css/fonts.css"))) == fonts.keys()


def test_fonts_have_the_letters_of_transliterations() -> None:
    """One file has Latin, European letters and transliterated Arabic, so no page loads a second file."""
    letters = "AZaz09ÀÿĀſʿʾāīūḥṣḍṭẓġḏṯḫǧšžčêğıİ‘’“”„–—…·•€"
    for font in (THEME / "static/fonts").glob("*.woff2"):
        drawn = ImageFont.truetype(font, 20)
        missing = bytes(drawn.getmask("\uffff"))
        assert [letter for letter in letters if bytes(drawn.getmask(letter)) == missing] == [], font.name


def test_only_tokens_depend_on_the_theme() -> None:
    """A colour has its light and dark value in one place."""
    for style in STYLES:
        assert "prefers-color-scheme" not in rules(style), style.name
        assert style.name == "tokens.css" or "data-theme" not in rules(style), style.name
