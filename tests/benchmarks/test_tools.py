"""The check of every tool's output: a report that is missing, or whose page holds another, is found."""

from pathlib import Path

import pytest

from benchmarks.tools import OutputSize, ToolError, check_output, output_size


def write(folder: Path, stem: str, text: str) -> None:
    place = folder / "reports" / stem / "index.html"
    place.parent.mkdir(parents=True)
    place.write_text(text, encoding="utf-8")


def test_every_report_must_be_there_with_its_own_word(tmp_path: Path) -> None:
    write(tmp_path, "a", "<p>word-a</p>")
    write(tmp_path, "b", "<p>word-a</p>")
    check_output(tmp_path, {"a": "word-a"})
    for codes in ({"a": "word-a", "b": "word-b"}, {"c": "word-c"}):
        with pytest.raises(ToolError, match="lacks 1 of"):
            check_output(tmp_path, codes)


def test_pages_files_and_bytes_are_counted(tmp_path: Path) -> None:
    write(tmp_path, "a", "12345")
    (tmp_path / "feed.xml").write_text("123", encoding="utf-8")
    assert output_size(tmp_path) == OutputSize(pages=1, files=2, bytes=8)
