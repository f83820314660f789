"""Reader: the rows of a CSV file, as a stream. Encoding and separator are recognised if certain, else asked about."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from plugins.archive.text.characters import HIDDEN_CHARACTERS
from plugins.archive.text.spelling import closest_match
from plugins.importers.csv_file import MARKS, open_source, refuse
from plugins.importers.table.columns import column_key
from plugins.importers.table.map import FileFormat
from plugins.importers.table.row import Header, Row

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
LEGACY = ("windows-1252", "windows-1251", "windows-1256", "windows-1250")
"""Encodings that the question about an encoding shows; any other can be given."""
SAMPLE_ROWS = 50
"""Rows that a separator must divide into the same number of cells."""
QUOTE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file of known encoding and separator. `first` is the line of the header, 2 if there is a `sep=` line."""

    path: Path
    encoding: str
    separator: str
    header: Header
    form: FileFormat
    first: int = 1
    asked: bool = False

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not empty. Raises ArchiveError if the rest of the file cannot be read."""
        with _lines(self.path, self.encoding) as lines:
            for number, (line, raw, cells, fault) in enumerate(_records(self.path, lines, self.separator, self.first)):
                row_number = number + 1
                if number and (fault or any(map(str.strip, cells))) and not (number == 1 and _is_hxl(cells)):
                    yield self._row(line, row_number, raw, cells, fault)

    def _row(self, line: int, number: int, raw: str, cells: list[str], fault: str) -> Row:
        keys = self.header.keys
        named = dict(zip(keys, cells, strict=False))
        empty = frozenset(map(column_key, self.form.empty))
        decimal = self.form.decimal
        row = Row(str(self.path), line, number, raw, self.separator, self.header, named, decimal, empty)
        if fault:
            row.error("", f"is not CSV ({fault})", "correct the quotation marks of this row")
        elif len(cells) < len(keys) or any(map(str.strip, cells[len(keys) :])):
            what = f"has {len(cells)} cells, the header has {len(keys)}"
            row.error("", what, "put cells that contain the separator in quotation marks")
        if wrong := next((key for key, cell in named.items() if _undecoded(cell)), None):
            row.error(wrong, *_encoding_question(named[wrong], self.encoding, self.asked))
        return row


def open_csv(path: Path, form: FileFormat, columns: Sequence[str] = ()) -> CsvFile:
    """Recognise how a file is written. `columns` are names that its header is expected to have.

    Raises ArchiveError with a question that names the option, if this is not certain; also OSError.
    """
    with open_source(path, "latin-1") as source:
        start = next(source.lines, "").encode("latin-1")
    marked = next((encoding for mark, encoding in MARKS if start.startswith(mark)), "")
    encoding = marked or form.encoding or "utf-8"
    if not marked and not form.encoding and b"\0" in start:
        refuse(path, "contains NUL bytes, so it is not UTF-8", "give its encoding: --encoding utf-16-le")
    try:
        "".encode(encoding)
    except LookupError:
        refuse(path, f"'{encoding}' is not a known encoding", "write a name such as windows-1252")
    with _lines(path, encoding) as lines:
        sample = "".join(islice(lines, SAMPLE_ROWS * 4))
    stated, text = _sep_line(sample)
    if not text.strip():
        refuse(path, "is empty", "choose another file")
    wanted = "\t" if form.separator == "tab" else form.separator
    separator = wanted or stated or _separator(path, text, columns)
    cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    if wrong := next(filter(_undecoded, cells), None):
        refuse(path, *_encoding_question(wrong, encoding, bool(form.encoding)), field="header")
    names = [" ".join(HIDDEN_CHARACTERS.sub(" ", cell).split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    keys = tuple(map(column_key, names))
    header = Header(dict(zip(keys, names, strict=True)), keys)
    return CsvFile(path, encoding, separator, header, form, 2 if stated else 1, bool(form.encoding or marked))


@contextmanager
def _lines(path: Path, encoding: str) -> Iterator[Iterator[str]]:
    """Open the lines of a file with their ends. Bytes that are not of the encoding become surrogates."""
    with open_source(path, encoding) as source:
        try:
            yield source.lines
        except UnicodeDecodeError as error:
            refuse(path, f"has bytes that are not {error.encoding}", "save the file again as UTF-8")


def _sep_line(text: str) -> tuple[str, str]:
    """Return the separator that Excel's first line `sep=;` states, if there is one, and the text without that line."""
    line, end, rest = text.partition("\n")
    stated = line.strip("\r\"'\ufeff")
    if stated.lower().startswith("sep=") and stated[4:] in SEPARATORS:
        return stated[4:], rest
    return "", f"{line}{end}{rest}"


def _records(path: Path, lines: Iterator[str], separator: str, first: int) -> Iterator[tuple[int, str, list[str], str]]:
    """Yield the line, the text and the cells of each record, the header included, and what is wrong with it."""
    taken: list[str] = []
    line = first
    reader = csv.reader(_recorded(islice(lines, first - 1, None), taken), delimiter=separator, strict=True)
    while True:
        fault, cells = "", []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            fault = str(error)
            if "field larger" in fault or "unexpected end" in fault:
                remedy = "close the quotation mark that opens in this row"
                refuse(path, "a cell does not end", remedy, line, "row")
        yield line, "".join(taken), cells, fault
        line += len(taken)
        taken.clear()


def _recorded(lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


def _separator(path: Path, text: str, columns: Sequence[str]) -> str:
    """Return the only separator that divides the sample into the expected columns, or into equal rows."""
    rows = {separator: _sample(text, separator) for separator in SEPARATORS}
    wide = [separator for separator, sample in rows.items() if len(sample[0]) > 1]
    found = [one for one in wide if set(columns) <= set(map(column_key, rows[one][0]))] if columns else []
    found = found or [one for one in wide if len({len(row) for row in rows[one]}) == 1]
    if len(found) == 1 or not wide:
        return found[0] if found else ","
    if len(wide) == 1:
        return wide[0]
    names = " or ".join(SEPARATORS[separator] for separator in wide)
    refuse(path, f"its cells can be separated by {names}", "give the separator: --separator ';'")


def _sample(text: str, separator: str) -> list[list[str]]:
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if row]
    except csv.Error:
        return [[]]
    return rows[:SAMPLE_ROWS] or [[]]


def _is_hxl(cells: list[str]) -> bool:
    """Return whether this is the second header of the Humanitarian Exchange Language: `#date,#adm1+name`."""
    return any(cells) and all(not cell.strip() or cell.strip().startswith("#") for cell in cells)


def _undecoded(cell: str) -> bool:
    """Return whether a cell has bytes that are not of the encoding."""
    return not cell.isascii() and any("\udc80" <= letter <= "\udcff" for letter in cell)


def _encoding_question(cell: str, encoding: str, asked: bool) -> tuple[str, str]:
    """Return what is wrong with a cell whose bytes are not of the encoding, and the question to the user."""
    data = cell.encode("utf-8", "surrogateescape")
    if asked:
        return f"has bytes that are not {encoding}", "correct the cell, or give another --encoding"
    readings: dict[str, list[str]] = {}
    for name in LEGACY:
        if _decodes(data, name):
            readings.setdefault(data.decode(name)[:QUOTE_LENGTH], []).append(name)
    texts = "; ".join(f"'{text}' in {', '.join(names)}" for text, names in readings.items())
    return f"is not UTF-8; it reads {texts}", "give the encoding: --encoding windows-1252 or another"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        return data.decode(encoding).isprintable()
    except UnicodeDecodeError:
        return False


def missing_column_remedy(name: str, header: Header) -> str:
    """Return what to do about a column that a file does not have."""
    near = closest_match(name, header.names.values())
    return f"did you mean '{near}'?" if near else f"its columns are {', '.join(header.names.values())}"
