"""Assets: the theme's files under a digest of their content, with the archive's accent among the tokens."""

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
        "static/fonts/sitrep-serif-italic.woff2": "i",
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
    (stylesheet,) = (file for file in files if file.path == named["stylesheet"])
    return stylesheet.path, stylesheet.data.decode()


def test_style_sheets_are_joined_in_order_without_comments(theme: Path) -> None:
    """The order is layers, tokens, accent, the others by name, print."""
    _, text = style_of(theme)
    accent = "@layer tokens{:root{--accent-base:#123456}}"
    before, _, after = text.partition('@layer base{a{src:url("')
    assert before == "@layer a, b;@layer tokens{t{top:0}}" + accent
    assert after.endswith('")}}@layer base{z{top:calc(1px + 2px)}}@layer base{p{top:0}}\n')


def test_minifying_keeps_descendant_selectors(theme: Path) -> None:
    """A space before `:` means "descendant" and stays, in layers and conditions, and in the real theme."""
    rule = ".a :is(b, c) > :first-child { top: 0 }"
    within = f"@layer base {{\n  {rule}\n  @media (a) {{ {rule} @supports (b: c) {{ {rule} }} }}\n}}\n"
    (theme / "static/css/apple.css").write_text(f"/* Why. */\n{within}", "utf-8")
    _, text = style_of(theme)
    assert text.count(".a :is(b,c)>:first-child{top:0}") == 3
    descends = re.compile(r"[\w)\]]\s+:[a-z]")
    source = "".join(file.read_text("utf-8") for file in (ROOT / "theme/static/css").glob("*.css"))
    _, published = style_of(ROOT / "theme")
    assert len(descends.findall(re.sub(r"/\*.*?\*/", "", source, flags=re.S))) == len(descends.findall(published))


def test_font_urls_in_the_style_sheet_lead_to_published_files(theme: Path) -> None:
    files, named = publish_assets(theme, "#123456")
    path, text = style_of(theme)
    (address,) = re.findall(r'url\("([^"]+)"\)', text)
    assert posixpath.normpath(posixpath.join(posixpath.dirname(path), address)) == named["font"]
    assert {file.data for file in files if file.path == named["font"]} == {b"f"}
    assert not any(file.path.endswith(".txt") for file in files)


def test_missing_font_is_an_error(theme: Path) -> None:
    (theme / "static/css/apple.css").write_text('a{src:url("../fonts/other.woff2")}', "utf-8")
    with pytest.raises(KeyError, match=r"other\.woff2"):
        publish_assets(theme, "#123456")


def test_minifying_scripts_removes_comments_and_keeps_strings(theme: Path) -> None:
    files, named = publish_assets(theme, "#123456")
    texts = {file.path: file.data.decode() for file in files}
    assert texts[named["script"]] == 'if(a)import("./search.js");\n'
    assert "`two\n  // lines`" in texts[named["search_script"]]


def test_changed_style_sheet_gets_a_new_path(theme: Path) -> None:
    """Browsers may cache a file forever, because a changed file has another path."""
    before = style_of(theme)
    assert style_of(theme) == before
    assert style_of(theme, "#654321")[0] != before[0]
    (theme / "static/css/apple.css").write_text("b{}", "utf-8")
    assert style_of(theme)[0] != before[0]


def test_scripts_share_one_folder(theme: Path) -> None:
    """Scripts import each other by name, so the folder's digest is that of all of them."""
    _, before = publish_assets(theme, "#123456")
    (theme / "static/js/search.js").write_text("export const words = 3;", "utf-8")
    _, after = publish_assets(theme, "#123456")
    assert before["script"] != after["script"]
    assert Path(after["script"]).parent == Path(after["search_script"]).parent


def test_linked_assets_of_the_real_theme_are_published() -> None:
    files, named = publish_assets(ROOT / "theme", "#123456")
    assert set(named.values()) <= {file.path for file in files}
    assert {"script", "search_script", "contribute_script"} <= named.keys()
