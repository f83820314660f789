"""Assets: the theme's files under a digest, the archive's accent among the style's tokens."""

import posixpath
import re
from pathlib import Path

import pytest

from plugins.engine.assets.assets import publish_assets

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """Return a theme of a few files."""
    for name, text in {
        "static/css/zebra.css": "@layer base {\n  z {\n    top: calc(1px + 2px);\n  }\n}\n",
        "static/css/tokens.css": "@layer tokens {\n  t {\n    top: 0;\n  }\n}\n",
        "static/css/layers.css": "@layer a, b;",
        "static/css/apple.css": '/* Why. */\n@layer base {\n  a { src: url("../fonts/sitrep-serif.woff2"); }\n}\n',
        "static/css/print.css": "@layer base {\n  p { top: 0 }\n}\n",
        "static/fonts/sitrep-serif.woff2": "f",
        "static/fonts/OFL.txt": "the licence",
        "static/js/site.js": '// Why.\nif (a) import("./search.js");\n',
        "static/js/search.js": "export const words = `two\n  // lines`;\n",
        "static/icon.svg": "<svg/>",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def style_of(theme: Path, accent: str = "#123456") -> tuple[str, str]:
    """Return the path and the text of the style sheet."""
    files, named = publish_assets(theme, accent)
    (sheet,) = (file for file in files if file.path == named["stylesheet"])
    return sheet.path, sheet.data.decode()


def test_the_style_is_one_file_in_order(theme: Path) -> None:
    """Layers come first, tokens next with the accent after them, print last, the rest by name; no comment is left."""
    _, text = style_of(theme)
    accent = "@layer tokens{:root{--accent-base:#123456}}"
    before, _, after = text.partition('@layer base{a{src:url("')
    assert before == "@layer a, b;@layer tokens{t{top:0}}" + accent
    assert after.endswith('")}}@layer base{z{top:calc(1px + 2px)}}@layer base{p{top:0}}\n')


def test_no_selector_changes_what_it_selects(theme: Path) -> None:
    """A space before `:` says 'within', and stays: in layers, and in the conditions in them; in the real theme too."""
    rule = ".a :is(b, c) > :first-child { top: 0 }"
    within = f"@layer base {{\n  {rule}\n  @media (a) {{ {rule} @supports (b: c) {{ {rule} }} }}\n}}\n"
    (theme / "static/css/apple.css").write_text(f"/* Why. */\n{within}", "utf-8")
    _, text = style_of(theme)
    assert text.count(".a :is(b,c)>:first-child{top:0}") == 3
    descends = re.compile(r"[\w)\]]\s+:[a-z]")
    source = "".join(file.read_text("utf-8") for file in (ROOT / "theme/static/css").glob("*.css"))
    _, published = style_of(ROOT / "theme")
    assert len(descends.findall(re.sub(r"/\*.*?\*/", "", source, flags=re.S))) == len(descends.findall(published))


def test_fonts_stand_where_the_style_looks_for_them(theme: Path) -> None:
    """What the style names, seen from its own place, is a file that is published, under a digest of its own."""
    files, named = publish_assets(theme, "#123456")
    sheet, text = style_of(theme)
    (address,) = re.findall(r'url\("([^"]+)"\)', text)
    assert posixpath.normpath(posixpath.join(posixpath.dirname(sheet), address)) == named["font"]
    assert {file.data for file in files if file.path == named["font"]} == {b"f"}
    assert not any(file.path.endswith(".txt") for file in files)


def test_a_font_that_is_not_there_is_an_error(theme: Path) -> None:
    (theme / "static/css/apple.css").write_text('a{src:url("../fonts/other.woff2")}', "utf-8")
    with pytest.raises(KeyError, match=r"other\.woff2"):
        publish_assets(theme, "#123456")


def test_scripts_say_the_same_in_less(theme: Path) -> None:
    """Comments go, texts stay to the letter."""
    files, named = publish_assets(theme, "#123456")
    texts = {file.path: file.data.decode() for file in files}
    assert texts[named["script"]] == 'if(a)import("./more.js").then((more)=>more.run["search.js"]());\n'
    assert "`two\n  // lines`" in texts[named["more_script"]]


def test_a_change_changes_the_address(theme: Path) -> None:
    """A file may be kept for ever: what it holds and where it is change together."""
    before = style_of(theme)
    assert style_of(theme) == before
    assert style_of(theme, "#654321")[0] != before[0]
    (theme / "static/css/apple.css").write_text("b{}", "utf-8")
    assert style_of(theme)[0] != before[0]


def test_scripts_change_together(theme: Path) -> None:
    """Scripts that import each other by name stand in one folder, whose address is that of them all."""
    _, before = publish_assets(theme, "#123456")
    (theme / "static/js/search.js").write_text("export const words = 3;", "utf-8")
    _, after = publish_assets(theme, "#123456")
    assert before["script"] != after["script"]
    assert Path(after["script"]).parent == Path(after["more_script"]).parent


def test_what_pages_load_is_published() -> None:
    """Each file that the chrome links is among those that are published; the real theme's too."""
    files, named = publish_assets(ROOT / "theme", "#123456")
    assert set(named.values()) <= {file.path for file in files}
