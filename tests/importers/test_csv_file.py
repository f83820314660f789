"""CSV files are read as a stream: compressed or not, in any Unicode encoding, and never without a bound."""

import csv
import gzip
import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.problems import ArchiveError
from plugins.importers import csv_file
from plugins.importers.csv_file import Record, find_separator, open_source, read_records

TEXT = 'id,place\r\n1,"Kissin, a\nvillage"\r\n2,Çınar\r\n'
RECORDS = [
    Record(["id", "place"], "id,place\r\n", 1, 1),
    Record(["1", "Kissin, a\nvillage"], '1,"Kissin, a\nvillage"\r\n', 2, 2),
    Record(["2", "Çınar"], "2,Çınar\r\n", 4, 3),
]


def records(path: Path) -> list[Record]:
    with open_source(path) as source:
        return list(read_records(path, source.lines, ","))


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("compression", ["", "gzip", "zip"])
def test_encodings_and_compressions(tmp_path: Path, encoding: str, compression: str) -> None:
    """The name of the file does not matter. A file of a zip archive may be next to others that are no CSV files."""
    data = TEXT.encode(encoding)
    data = gzip.compress(data) if compression == "gzip" else data
    data = zipped(readme__txt=b"x", ged__CSV=data) if compression == "zip" else data
    path = tmp_path / "file"
    path.write_bytes(data)
    assert records(path) == RECORDS


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=2, max_size=3), min_size=1))
def test_rows_are_those_of_the_csv_module(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    """The texts of the rows joined are the file, and each row has its line and its number."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    path = tmp_path_factory.mktemp("csv") / "file.csv"
    path.write_bytes(("x,y\r\n" + buffer.getvalue()).encode())
    found = records(path)
    expected = [cells for cells in csv.reader(io.StringIO(buffer.getvalue(), newline="")) if any(map(str.strip, cells))]
    assert [record.cells for record in found[1:]] == expected
    lines = list(io.StringIO("x,y\r\n" + buffer.getvalue(), newline=""))
    assert all("".join(lines[one.line - 1 :]).startswith(one.text) for one in found)


def test_bytes_that_are_not_utf8_are_kept(tmp_path: Path) -> None:
    """They become surrogates, which the repair of texts reads as Windows-1252."""
    path = tmp_path / "file.csv"
    path.write_bytes(b"id,place\n1,Caf\xe9 \xc3\xa9\n")
    assert records(path)[1].cells == ["1", "Caf\udce9 é"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (zipped(readme__txt=b"x"), "contains no CSV file"),
        (zipped(a__csv=b"x", b__csv=b"y"), "contains 2 CSV files: a.csv, b.csv"),
        (zipped(a__csv=b"id,place\n" * 900)[:60] + zipped(a__csv=b"x" * 900)[60:], "cannot be decompressed"),
        (gzip.compress(b"id,place\n" * 9000)[:-20], "cannot be decompressed"),
        (b"id,place\n" + b"x" * (csv_file.MAX_LINE + 1), "has a line of more than"),
        (b'id,place\n1,"x\n2,y\n', "is not CSV (unexpected end of data)"),
        (b'id,place\n1,"x"y\n', "is not CSV"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, data: bytes, what: str) -> None:
    """Each message names the file and what to do."""
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(ArchiveError) as caught:
        records(path)
    (problem,) = caught.value.problems
    assert problem.path == str(path)
    assert problem.what.startswith(what)
    assert problem.remedy


def test_a_path_in_an_archive_is_never_used(tmp_path: Path) -> None:
    """A file that an archive wants to put elsewhere is read, and written nowhere."""
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../outside.csv", TEXT)
    assert records(path) == RECORDS
    assert [file.name for file in tmp_path.iterdir()] == ["evil.zip"]


@pytest.mark.parametrize("compress", [gzip.compress, lambda data: zipped(ged__csv=data)])
def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compress) -> None:  # type: ignore[no-untyped-def]
    """A file that decompresses to far more than a table does is refused, with little memory."""
    monkeypatch.setattr(csv_file, "RATIO_FROM", 1 << 20)
    path = tmp_path / "bomb"
    path.write_bytes(compress(b"0,0\n" * (4 << 20)))
    tracemalloc.start()
    try:
        with pytest.raises(ArchiveError, match="is too large after decompression"), open_source(path) as source:
            for _ in read_records(path, source.lines, ","):
                pass
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("header", "separator"), [("id,best", ","), ('"id";"best"', ";"), ("\ufeffid\tbest", "\t"), ("", ",")]
)
def test_the_separator_is_that_of_the_header(header: str, separator: str) -> None:
    """A header without any of the names has commas."""
    assert find_separator(header, ["ID", "best"]) == separator
