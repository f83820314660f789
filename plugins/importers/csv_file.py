"""CSV files: the rows of a `.csv`, `.csv.gz` or `.zip` file of any size, as a stream.

A file in another encoding than UTF-8 is recognised by its byte order mark or its NUL bytes. Bytes that are not UTF-8
become surrogates, which `text_repair` reads as Windows-1252. charset-normalizer is not used, because it guesses the
encoding of a whole file, and the files that this reads are UTF-8 with a few foreign bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple, NoReturn

from plugins.archive.problems import ArchiveError, Problem

MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""Byte order marks, the longer ones first, and the encoding of each."""
MAX_LINE = 1 << 20
"""Characters of a line, and of a cell."""
MAX_BYTES = 4 << 30
"""Bytes of a file after decompression. The global UCDP GED has 0.25 GB."""
MAX_RATIO = 100
"""Bytes of a file after decompression for each compressed byte; CSV files have about ten."""
RATIO_FROM = 64 << 20
"""Bytes from which the ratio applies."""
DAMAGED = (
    EOFError,
    zlib.error,
    lzma.LZMAError,
    gzip.BadGzipFile,
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
)
"""What the standard library raises for damaged, encrypted and unusual compressed files."""


class Record(NamedTuple):
    """One row: its cells, its text with line ends, the line that it starts on, and its number (1 is the first row)."""

    cells: list[str]
    text: str
    line: int
    number: int


class CsvSource(NamedTuple):
    """The lines of an open file; `name` is that of the file, or of the file inside an archive."""

    name: str
    lines: Iterator[str]


@contextmanager
def open_source(path: Path, encoding: str = "") -> Iterator[CsvSource]:
    """Open a file, compressed or not. Raises OSError and ArchiveError, also while the lines are read.

    Without an `encoding`, it is recognised. Reading lines of a given encoding can also raise UnicodeDecodeError.
    """
    with path.open("rb") as file:
        try:
            if zipfile.is_zipfile(file):
                with zipfile.ZipFile(file) as archive:
                    member = _only_table(path, archive)
                    with archive.open(member) as stream:
                        yield CsvSource(
                            Path(member.filename).name, _lines(path, stream, member.compress_size, encoding)
                        )
                return
            file.seek(0)
            is_gzip = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            if is_gzip:
                with gzip.GzipFile(fileobj=file) as unzipped:
                    yield CsvSource(path.name, _lines(path, unzipped, path.stat().st_size, encoding))
            else:
                yield CsvSource(path.name, _lines(path, file, path.stat().st_size, encoding))
        except DAMAGED as error:
            refuse(path, f"cannot be decompressed ({error})", "download it again, or give the CSV file inside it")


def read_records(path: Path, lines: Iterator[str], separator: str) -> Iterator[Record]:
    """Yield the rows that have a cell, the header included. Raises ArchiveError where the file is not CSV."""
    taken: list[str] = []
    line = number = 0
    limit = csv.field_size_limit(MAX_LINE)
    reader = csv.reader(_recorded(lines, taken), delimiter=separator, strict=True)
    try:
        for cells in reader:
            number += 1
            if any(map(str.strip, cells)):
                yield Record(cells, "".join(taken), line + 1, number)
            line += len(taken)
            taken.clear()
    except csv.Error as error:
        refuse(path, f"is not CSV ({error})", "check the quotation marks of this row", line + 1, "row")
    finally:
        csv.field_size_limit(limit)


def find_separator(header: str, names: Sequence[str]) -> str:
    """Return the separator with which a header has the most of `names`; a comma if it has none of them."""
    wanted = {name.casefold() for name in names}

    def matches(separator: str) -> int:
        return len(wanted & {cell.strip(' "\ufeff').casefold() for cell in header.strip().split(separator)})

    return max(",;\t|", key=matches)


def refuse(path: Path, what: str, remedy: str, line: int = 1, field: str = "file") -> NoReturn:
    """Raise ArchiveError with one problem of the file."""
    raise ArchiveError([Problem(str(path), line, 1, field, what, remedy)])


def _only_table(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """Return the only CSV file of an archive. Nothing is ever extracted to a path that the archive names."""
    names = [member for member in archive.infolist() if member.filename.lower().endswith(".csv")]
    tables = [m for m in names if not m.is_dir() and not m.filename.startswith("__MACOSX/")]
    if not tables:
        refuse(path, "contains no CSV file", "give the file inside it, saved as CSV")
    if len(tables) > 1:
        listed = ", ".join(member.filename for member in tables[:5])
        refuse(path, f"contains {len(tables)} CSV files: {listed}", "extract them and import each file by itself")
    return tables[0]


def _lines(path: Path, stream: IO[bytes] | gzip.GzipFile, compressed: int, given: str) -> Iterator[str]:
    """Yield the lines of a file with their ends. Bytes that are not of the encoding become surrogates."""
    bounded: io.BufferedReader = io.BufferedReader(
        _BoundedStream(path, stream, max(RATIO_FROM, MAX_RATIO * compressed))
    )
    encoding = given or _encoding(bounded.peek(4096)[:4096])
    wide = encoding.startswith(("utf-16", "utf-32"))
    errors = "surrogateescape" if not wide else "strict" if given else "replace"
    text = io.TextIOWrapper(bounded, encoding, errors, newline="")
    number = 0
    while line := text.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE and not line.endswith(("\r", "\n")):
            refuse(path, f"has a line of more than {MAX_LINE:,} characters", "give a CSV file", number, "row")
        yield line


def _encoding(start: bytes) -> str:
    """Return the encoding of a file by its first bytes. A NUL byte is half of a Latin letter in UTF-16."""
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return encoding
    if b"\0" in start[:2]:
        return "utf-16-be" if start[:1] == b"\0" else "utf-16-le"
    return "utf-8"


def _recorded(lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


class _BoundedStream(io.RawIOBase):
    """A stream that is refused after `limit` bytes, so that a small file cannot fill the disk ("zip bomb")."""

    def __init__(self, path: Path, stream: IO[bytes] | gzip.GzipFile, limit: int) -> None:
        self._path, self._stream, self._left = path, stream, min(limit, MAX_BYTES)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            refuse(self._path, "is too large after decompression", "give the CSV file inside it, or import it in parts")
        buffer[: len(data)] = data
        return len(data)
