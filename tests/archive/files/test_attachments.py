"""Attachments: no formulas in tables, formats that match the file ending, and a size limit."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive import limits
from plugins.archive.files.attachments import check_attachments
from plugins.archive.files.folder import Folder
from plugins.archive.problems import Problem
from tests.archive.test_sites import problems_of

Copy = Callable[[str], Path]
STEM = "reports/2020/2020-01-01-first-light"
WHAT = "begins like a formula, which a spreadsheet would run"


def problems_in(root: Path, data: bytes, name: str = "a.csv") -> list[str]:
    """Return the problems of one file, each with its position."""
    (root / name).write_bytes(data)
    problems: list[Problem] = []
    check_attachments([name], Folder(root, (), (), frozenset({name})), problems)
    return [f"{problem.line}:{problem.column}: {problem.what}" for problem in problems]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,=1+1\n", "2:3: the cell '=1+1'"),
        ("a,b\r\n1,@SUM(A1)\r\n", "2:3: the cell '@SUM(A1)'"),
        ("\ufeff=x,b\n", "1:1: the cell '=x'"),
        ('"a\nb ""c""",x,"+cmd|\' /C calc\'!A0"\n', "2:12: the cell '+cmd|' /C calc'!A0'"),
        ("a;b\n1;-2+3\n", "2:3: the cell '-2+3'"),
        ("a\tb\n1\t=1\n", "2:3: the cell '=1'"),
        ('a,"\t=1"\n', "1:3: the cell '\t=1'"),
        ('a,"\r=1"\n', "1:3: the cell '\n=1'"),
        ("دير,\uff1d1\n", "1:5: the cell '\uff1d1'"),
        ("\"-1,cmd|'x'!A0\",b\n", "1:1: the cell '-1,cmd|'x'!A0'"),
    ],
)
def test_formula_is_rejected(text: str, message: str, tmp_path: Path) -> None:
    """A formula is reported at its position, quoted or not, with any of the usual separators."""
    assert problems_in(tmp_path, text.encode())[:1] == [f"{message} {WHAT}"]


@pytest.mark.parametrize(
    "text", ["", "a,b\n-1,+2.5\n-3e-4,-1,5%\n", "-3.5;Aleppo\n-1,5;x\n", 'a=b,"x, -y",e@f\n', "-1.5\tx\n"]
)
def test_numbers_and_words_are_allowed(text: str, tmp_path: Path) -> None:
    """Numbers can be negative, and words can contain the characters."""
    assert problems_in(tmp_path, text.encode()) == []


@given(st.lists(st.lists(st.sampled_from(["=x", "a", 'b"c', "d\ne", "f,g", "-1", ""]), min_size=1), min_size=1))
def test_every_formula_is_found(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    """Every formula is reported at its first character, whatever the other cells are."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    lines = text.getvalue().split("\n")
    found = problems_in(tmp_path_factory.getbasetemp(), text.getvalue().encode())
    most = min(limits.PROBLEMS, sum(row.count("=x") for row in rows))
    places = [tuple(map(int, one.split(":")[:2])) for one in found[:most]]
    assert [lines[line - 1][column - 1 : column + 1] for line, column in places] == ["=x"] * most


@pytest.mark.timeout(30)
def test_hostile_table_is_bounded(tmp_path: Path) -> None:
    """A row of millions of cells with formulas at its end takes seconds, and gives a hundred problems."""
    assert len(problems_in(tmp_path, b"," * (4 << 20) + b"=,-" * 200)) == limits.PROBLEMS + 1
    (found,) = problems_in(tmp_path, b'"' + b"x" * 200_000)
    assert found == "1:1: has a cell of more than 131,072 characters"


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.csv", b"a\n\xff", "2:1: is not UTF-8"),
        ("a.csv", b"a\0", "1:2: contains the control character U+0000"),
        ("a.pdf", b"<html>", "1:1: has the ending of PDF but another format"),
        ("a.pdf", b"x" * 1021 + b"%PDF", "1:1: has the ending of PDF but another format"),
        ("a.xlsx", b"\nPK\3\4", "1:1: has the ending of XLSX but another format"),
        ("a.xlsx", b"", "1:1: has the ending of XLSX but another format"),
        ("A.ODS", b"=1", "1:1: has the ending of ODS but another format"),
    ],
)
def test_format_that_does_not_match_the_ending(name: str, data: bytes, what: str, tmp_path: Path) -> None:
    """A table is text; other files begin with the signature of their format."""
    assert problems_in(tmp_path, data, name) == [what]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7"),
        ("a.pdf", b"\n%PDF-1.4\n%%EOF"),
        ("a.pdf", b"x" * 1020 + b"%PDF"),
        ("a.xlsx", b"PK\3\4"),
        ("a.ods", b"PK\3\4"),
    ],
)
def test_format_that_matches_the_ending(name: str, data: bytes, tmp_path: Path) -> None:
    assert problems_in(tmp_path, data, name) == []


@pytest.mark.parametrize("name", ["a.zip", "a.csv", "a.txt"])
def test_largest_allowed_file(name: str, tmp_path: Path) -> None:
    """A file of 16 MiB is allowed; one more byte is an error."""
    (tmp_path / name).write_bytes(b"")
    for size, found in ((limits.ATTACHMENT_BYTES, []), (limits.ATTACHMENT_BYTES + 1, ["is larger than 16 MiB"])):
        problems: list[Problem] = []
        (tmp_path / name).write_bytes(b"word,\n" * (size // 6) + b"x" * (size % 6))
        check_attachments([name], Folder(tmp_path, (), (), frozenset({name})), problems)
        assert [one.what for one in problems] == found


def test_only_linked_files_are_checked(small_site: Copy) -> None:
    """An unlinked table is not published, so it is only checked once a report links to it."""
    content = small_site("small")
    (content / STEM).mkdir(exist_ok=True)
    (content / STEM / "log.csv").write_text("=1\n", "utf-8")
    assert problems_of(content) == ""
    with (content / f"{STEM}.md").open("a", encoding="utf-8") as file:
        file.write("\n[The log](2020-01-01-first-light/log.csv)\n")
    assert problems_of(content).startswith(f"{STEM}/log.csv:1:1: file: the cell '=1' {WHAT} — begin it with")
