"""The check of a tool's output finds missing reports and reports on the wrong page."""

from pathlib import Path

import pytest

from benchmarks.tools import OutputSize, ToolError, check_output, output_size


def write(folder: Path, stem: str, text: str) -> None:
    path = folder / "reports" / stem / "index.html"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


def test_each_page_must_contain_its_code(tmp_path: Path) -> None:
    write(tmp_path, "a", "<p>word-a</p>")
    write(tmp_path, "b", "<p>word-a</p>")
    check_output(tmp_path, {"a": "word-a"})
    for codes in ({"a": "word-a", "b": "word-b"}, {"c": "word-c"}):
        with pytest.raises(ToolError, match="lacks 1 of"):
            check_output(tmp_path, codes)


def test_output_size(tmp_path: Path) -> None:
    """Pages, files and bytes are counted."""
    write(tmp_path, "a", "12345")
    (tmp_path / "feed.xml").write_text("123", encoding="utf-8")
    assert output_size(tmp_path) == OutputSize(pages=1, files=2, bytes=8)
