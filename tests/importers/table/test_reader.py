"""Reading tables: encodings and separators are recognised if they are certain, and asked about otherwise."""

import gzip
from pathlib import Path

import pytest

from plugins.archive.problems import ArchiveError
from plugins.importers import csv_file
from plugins.importers.table.map import FileFormat
from plugins.importers.table.reader import CsvFile, open_csv

TEXT = 'Événement;Lieu\r\nAttaque;"Deir; ez-Zor"\r\nعبوة;Łódź\r\n'
ROWS = [["Attaque", "Deir; ez-Zor"], ["عبوة", "Łódź"]]


def open_bytes(folder: Path, data: bytes, form: FileFormat | None = None, columns: tuple[str, ...] = ()) -> CsvFile:
    path = folder / "t.csv"
    path.write_bytes(data)
    return open_csv(path, form or FileFormat(), columns)


def cells(file: CsvFile) -> list[list[str]]:
    return [[row.text(key) for key in file.header.keys] for row in file.rows()]


def question(folder: Path, data: bytes, form: FileFormat | None = None, columns: tuple[str, ...] = ()) -> str:
    """Return the only problem of a file, without its path."""
    try:
        problems = [problem for row in open_bytes(folder, data, form, columns).rows() for problem in row.problems]
    except ArchiveError as error:
        problems = list(error.problems)
    assert len(problems) == 1
    return str(problems[0]).removeprefix(f"{folder}/")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_with_a_mark_are_recognised(tmp_path: Path, encoding: str) -> None:
    """UTF-8 needs no byte order mark; UTF-16 and UTF-32 do."""
    assert cells(open_bytes(tmp_path, TEXT.encode(encoding))) == ROWS
    assert cells(open_bytes(tmp_path, TEXT.encode("utf-16-be").join([b"\xfe\xff", b""]))) == ROWS


def test_an_encoding_without_a_mark_is_asked_about(tmp_path: Path) -> None:
    """The question shows how the cell reads in some encodings; the answer is used."""
    data = "lieu;quoi\r\nParis;x\r\nNîmes;été\r\n".encode("windows-1252")
    assert question(tmp_path, data) == (
        "t.csv:3:1: row 3, lieu: is not UTF-8; it reads 'Nîmes' in windows-1252, windows-1256, windows-1250; "
        "'Nоmes' in windows-1251 — give the encoding: --encoding windows-1252 or another"
    )
    assert cells(open_bytes(tmp_path, data, FileFormat(encoding="windows-1252")))[1] == ["Nîmes", "été"]
    header = question(tmp_path, "été;lieu\r\nx;y\r\n".encode("windows-1252"))
    assert header.startswith("t.csv:1:1: header: is not UTF-8; it reads 'été' in windows-1252")
    assert "has bytes that are not ascii" in question(tmp_path, b"a;b\r\nx;\xff\r\n", FileFormat(encoding="ascii"))
    assert "'klingon' is not a known encoding" in question(tmp_path, b"a;b\r\n", FileFormat(encoding="klingon"))
    assert "give its encoding: --encoding utf-16-le" in question(tmp_path, TEXT.encode("utf-16-le"))
    assert cells(open_bytes(tmp_path, TEXT.encode("utf-16-le"), FileFormat(encoding="utf-16-le"))) == ROWS
    assert "has bytes that are not utf-16" in question(tmp_path, b"\xff\xfea\0;\0b\0\r\0\n\0\x00\xd8\x00\xd8\n\0")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_recognised(tmp_path: Path, separator: str) -> None:
    """The separator divides all rows into the same number of cells."""
    text = separator.join(["a", "b, c; d"]) + "\n" + separator.join(["1", "2"]) + "\n"
    text = text.replace("b, c; d", '"b, c; d"')
    assert open_bytes(tmp_path, text.encode()).separator == separator


def test_a_separator_that_is_not_certain_is_asked_about(tmp_path: Path) -> None:
    """The columns of the map, a `sep=` line or the option settle it."""
    data = b"a;b,c\n1;2,3\n"
    expected = "t.csv:1:1: file: its cells can be separated by comma or semicolon — give the separator: --separator ';'"
    assert question(tmp_path, data) == expected
    assert open_bytes(tmp_path, data, columns=("b,c",)).separator == ";"
    assert open_bytes(tmp_path, data, FileFormat(separator=",")).separator == ","
    stated = open_bytes(tmp_path, b"\xef\xbb\xbfsep=;\r\n" + data)
    assert (stated.separator, cells(stated), [row.line for row in stated.rows()]) == (";", [["1", "2,3"]], [3])
    assert [row.number for row in stated.rows()] == [2]  # Excel does not show the line
    assert open_bytes(tmp_path, b"a\n1\n").separator == ","


def test_rows_know_their_place(tmp_path: Path) -> None:
    """A problem has the line and column of its cell, and the row's number in a spreadsheet."""
    file = open_bytes(tmp_path, b'#,place,n\n#id,#adm1,\n1,"two\nlines",x\n\n,,\n2,"a ""b"", c",y\n')
    rows = list(file.rows())
    assert [(row.line, row.number) for row in rows] == [(3, 3), (7, 6)]
    places = [(p.line, p.column, p.field) for row in rows for p in [row.problem("n", "", "")]]
    assert places == [(4, 8, "row 3, n"), (7, 16, "row 6, n")]


def test_rows_that_are_not_csv_are_bad_rows(tmp_path: Path) -> None:
    """A wrong quotation mark spoils its row; one that is never closed spoils the rest of the file."""
    file = open_bytes(tmp_path, b'a,b\n"x"y,1\n2,3\n4\n5,6,7\n8,9,\n')
    found = [(row.number, [problem.what for problem in row.problems]) for row in file.rows()]
    assert found[0] == (2, ["is not CSV (',' expected after '\"')"])
    assert found[1:] == [
        (3, []),
        (4, ["has 1 cells, the header has 2"]),
        (5, ["has 3 cells, the header has 2"]),
        (6, []),
    ]
    endless = question(tmp_path, b'a,b\n1,2\n3,"x\n' + b"4,5\n" * 9)
    assert endless == "t.csv:3:1: row: a cell does not end — close the quotation mark that opens in this row"


def test_compressed_files_are_read(tmp_path: Path) -> None:
    """A `.gz` file is read as a stream."""
    assert cells(open_bytes(tmp_path, gzip.compress(TEXT.encode("utf-16")))) == ROWS


def test_no_line_is_endless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without line ends is refused before it fills the memory."""
    monkeypatch.setattr(csv_file, "MAX_LINE", 64)
    assert "has a line of more than 64 characters" in question(tmp_path, b"a,b\n" + b"x" * 999)
    assert question(tmp_path, b"\xef\xbb\xbf\n") == "t.csv:1:1: file: is empty — choose another file"
