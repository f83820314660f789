"""Attachments: checks of the files that reports link to.

They are published byte for byte. Spreadsheet programs run some cells of a table as formulas ("CSV injection", OWASP).
Such cells are rejected, because escaping them would change the data.
"""

from __future__ import annotations

import csv
import io
import posixpath
import re
from collections.abc import Iterable, Iterator

from plugins.archive.body import Body
from plugins.archive.files.folder import Folder
from plugins.archive.images import Image, ImageError, ImageReader, is_image, read_image
from plugins.archive.limits import ATTACHMENT_BYTES
from plugins.archive.problems import Problem, limit_problems
from plugins.archive.schema.front_matter import decode_text

SIGNATURES = {".pdf": (b"%PDF", 1024, "PDF"), ".xlsx": (b"PK", 2, "XLSX"), ".ods": (b"PK", 2, "ODS")}
"""The signature of a format, the number of bytes that contain it, and the format's name, by file ending.

Viewers accept a PDF whose header is anywhere in the first 1024 bytes (ISO 32000-1, note 13 of annex H.3 in the edition
of Adobe), and many programs write an empty line before it.
"""
MAX_QUOTE = 40
"""Characters of a cell that a message quotes."""
SEPARATORS = ",;\t"
"""Possible cell separators. The reader's program chooses one, so each is checked."""
FORMULA_START = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
"""The first character of a formula; the last four are full-width characters of East Asian keyboards."""
NUMBER = r"[+-]?([0-9]+([.,][0-9]+)*|[.,][0-9]+)([eE][+-]?[0-9]+)?%?"


def linked_files(bodies: Iterable[tuple[str, Body]], folder: Folder) -> list[str]:
    """Return the existing files that bodies (each with its file's path) show or link to, sorted."""
    named = {f"{path.removesuffix('.md')}/{file.name}" for path, body in bodies for file in body.attachments}
    return sorted(named & folder.attachments)


def check_attachments(files: Iterable[str], folder: Folder, problems: list[Problem]) -> None:
    """Check the linked `files` except images. Raises OSError."""
    for path in files:
        ending = posixpath.splitext(path)[1].lower()
        if is_image(path):
            continue
        if folder.file(path).stat().st_size > ATTACHMENT_BYTES:
            what = f"is larger than {ATTACHMENT_BYTES >> 20} MiB"
            problems.append(Problem(path, 1, 1, "file", what, "make it smaller, or link to a copy elsewhere"))
        elif ending == ".csv":
            _check_table(path, folder, problems)
        elif ending in SIGNATURES:
            signature, length, name = SIGNATURES[ending]
            if signature not in folder.read(path, length)[:length]:
                remedy = f"save it as {name}, or rename it"
                problems.append(Problem(path, 1, 1, "file", f"has the ending of {name} but another format", remedy))


def check_images(
    files: Iterable[str], folder: Folder, problems: list[Problem], reader: ImageReader = read_image
) -> dict[str, Image]:
    """Return the valid images among the linked `files` by path, and add the problems of others. Raises OSError."""
    images: dict[str, Image] = {}
    for path in filter(is_image, files):
        try:
            images[path] = reader(folder.file(path))
        except ImageError as error:
            problems.append(Problem(path, 1, 1, "file", error.what, error.remedy))
    return images


def _check_table(path: str, folder: Folder, problems: list[Problem]) -> None:
    text = decode_text(folder.read(path, ATTACHMENT_BYTES), path, problems, ATTACHMENT_BYTES) or ""
    found: dict[tuple[int, int], Problem] = {}
    for separator in SEPARATORS:
        if separator in text or separator == SEPARATORS[0]:
            for problem in limit_problems(_formulas(path, text, separator)):
                found.setdefault((problem.line, problem.column), problem)
    problems.extend(limit_problems(sorted(found.values())))


def _formulas(path: str, text: str, separator: str) -> Iterator[Problem]:
    """List the cells that begin like a formula, with cells separated by `separator`."""
    is_formula = _formula_pattern(separator).match
    lines: list[str] = []
    first_line = 1
    try:
        for row in csv.reader(_record_lines(text, lines), delimiter=separator):
            if any(map(is_formula, row)):
                row_text = "".join(lines)
                for cell, start in zip(row, cell_offsets(row_text, separator), strict=False):
                    if is_formula(cell):
                        line = first_line + row_text.count("\n", 0, start)
                        yield _formula_problem(path, cell, line, start - row_text.rfind("\n", 0, start))
            first_line += len(lines)
            lines.clear()
    except csv.Error:
        what = f"has a cell of more than {csv.field_size_limit():,} characters"
        yield Problem(path, first_line, 1, "file", what, "close its quotation mark, or shorten it")


def _formula_pattern(separator: str) -> re.Pattern[str]:
    """Return a pattern of the start of a formula. Numbers are not formulas, even before another separator."""
    others = SEPARATORS.replace(separator, "")
    return re.compile(rf"(?!{NUMBER}([{others}]|\Z)){FORMULA_START}")


def _formula_problem(path: str, cell: str, line: int, column: int) -> Problem:
    quote = f"{cell[:MAX_QUOTE]}{'…' * (len(cell) > MAX_QUOTE)}"
    what = f"the cell '{quote}' begins like a formula, which a spreadsheet would run"
    return Problem(path, line, column, "file", what, "begin it with another character, or write a plain number")


def _record_lines(text: str, lines: list[str]) -> Iterator[str]:
    for line in io.StringIO(text):
        lines.append(line)
        yield line


def cell_offsets(row: str, separator: str) -> Iterator[int]:
    """Yield the offset of each cell in the text of a row, split as `csv` does. Does not end after the last cell."""
    cell = re.compile(rf'(?:"[^"]*(?:""[^"]*)*"?)?[^{separator}]*')
    start = 0
    while found := cell.match(row, start):
        yield start
        start = found.end() + 1
