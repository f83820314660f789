"""Style and scripts: colours are tokens, every rule is in a layer, and a macro's style bears its name."""

import re
from pathlib import Path

import pytest

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
    r"|:\s*(?:left|right)\s*;",
    re.M,
)


def rules(style: Path) -> str:
    return COMMENT.sub("", style.read_text("utf-8")).strip()


def test_the_layers_are_named_once_and_in_order() -> None:
    assert rules(THEME / "static/css/layers.css") == f"@layer {', '.join(LAYERS)};"


@pytest.mark.parametrize("style", [s for s in STYLES if s.name != "layers.css"], ids=lambda style: style.name)
def test_every_rule_is_in_a_layer(style: Path) -> None:
    text = rules(style)
    assert re.match(rf"@layer ({'|'.join(LAYERS)}) \{{", text)
    depth, ends = 0, []
    for place, sign in enumerate(text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "}" and depth == 0:
            ends.append(place)
    assert ends == [len(text) - 1], "a rule stands after the layer's end"


@pytest.mark.parametrize("style", [s for s in STYLES if s.name != "tokens.css"], ids=lambda style: style.name)
def test_colours_are_tokens(style: Path) -> None:
    assert COLOUR.findall(rules(style)) == []


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_every_token_used_is_defined(style: Path) -> None:
    everywhere = rules(THEME / "static/css/tokens.css") + rules(style)
    defined = set(re.findall(r"(--[a-z0-9-]+)\s*:", everywhere))
    assert set(re.findall(r"var\((--[a-z0-9-]+)", rules(style))) <= defined


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_no_rule_knows_left_from_right(style: Path) -> None:
    """Logical properties turn with the direction of the script; media queries may ask for a width."""
    assert PHYSICAL.findall(rules(style)) == []


@pytest.mark.parametrize("macro", MACROS, ids=lambda macro: macro.stem)
def test_a_macro_and_its_style_share_one_name(macro: Path) -> None:
    assert (THEME / f"static/css/{macro.stem}.css").is_file()
    assert (
        re.search(rf"{{% macro {macro.stem.removesuffix('s')}s?\(", macro.read_text("utf-8")) or macro.stem == "counts"
    )


def test_nothing_is_fetched_from_elsewhere() -> None:
    for file in (*STYLES, *(THEME / "static/js").glob("*.js")):
        assert not re.search(r"@import|url\(|https?://", COMMENT.sub("", file.read_text("utf-8"))), file.name
