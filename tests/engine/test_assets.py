"""Assets: the theme's files under a digest, the archive's accent among the style's tokens."""

from pathlib import Path

import pytest

from plugins.engine.assets import assets

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """Return a theme of a few files."""
    for name, text in {
        "static/css/zebra.css": "z{}",
        "static/css/tokens.css": "t{}",
        "static/css/layers.css": "l{}",
        "static/css/apple.css": "a{}",
        "static/js/site.js": "1",
        "static/js/search.js": "2",
        "static/icon.svg": "<svg/>",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def style_of(theme: Path, accent: str = "#123456") -> tuple[str, str]:
    """Return the path and the text of the style sheet."""
    files, named = assets(theme, accent)
    (sheet,) = (file for file in files if file.path == named["stylesheet"])
    return sheet.path, sheet.data.decode()


def test_the_style_is_one_file_in_order(theme: Path) -> None:
    """Layers come first, tokens next with the accent after them, the rest by name."""
    _, text = style_of(theme)
    accent = "@layer tokens { :root { --accent-base: #123456; } }"
    assert text.splitlines() == ["l{}", "t{}", accent, "a{}", "z{}"]


def test_a_change_changes_the_address(theme: Path) -> None:
    """A file may be kept for ever: what it holds and where it is change together."""
    before = style_of(theme)
    assert style_of(theme) == before
    assert style_of(theme, "#654321")[0] != before[0]
    (theme / "static/css/apple.css").write_text("b{}", "utf-8")
    assert style_of(theme)[0] != before[0]


def test_scripts_change_together(theme: Path) -> None:
    """Scripts that import each other by name stand in one folder, whose address is that of them all."""
    _, before = assets(theme, "#123456")
    (theme / "static/js/search.js").write_text("3", "utf-8")
    _, after = assets(theme, "#123456")
    assert before["script"] != after["script"]
    assert Path(after["script"]).parent == Path(after["search_script"]).parent


def test_what_pages_load_is_published() -> None:
    """Each file that the chrome links is among those that are published; the real theme's too."""
    files, named = assets(ROOT / "theme", "#123456")
    assert set(named.values()) <= {file.path for file in files}
