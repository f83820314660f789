"""Attached files: what reports link to, and whether those that are no pictures are what they are called.

They are published byte for byte. A table is opened by spreadsheet programs, which take some cells for formulas and so
may run what a stranger wrote ("CSV injection", OWASP): such cells are refused, for escaping them would alter the data.
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

SIGNATURES = {".pdf": (b"%PDF", "PDF"), ".xlsx": (b"PK", "XLSX"), ".ods": (b"PK", "ODS")}
"""How files begin that are told by it, by the ending of their names, and what they are called."""
SHOWN = 40
"""Characters of a cell that a message shows."""
SEPARATORS = ",;\t"
"""What separates cells: which of these does is for each reader's program to choose, so no choice may make a formula."""
STARTS = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
"""How a formula begins; the last four are the wide signs of East Asian keyboards."""
NUMBER = r"[+-]?([0-9]+([.,][0-9]+)*|[.,][0-9]+)([eE][+-]?[0-9]+)?%?"


def linked_files(bodies: Iterable[tuple[str, Body]], folder: Folder) -> list[str]:
    """List the files that bodies (each with its file's path) show or link to, of those that are there, in order."""
    named = {f"{path.removesuffix('.md')}/{file.name}" for path, body in bodies for file in body.attachments}
    return sorted(named & folder.attachments)


def check_attachments(files: Iterable[str], folder: Folder, problems: list[Problem]) -> None:
    """Note what is wrong with those of the linked `files` that are no pictures; raises OSError."""
    for path in files:
        ending = posixpath.splitext(path)[1].lower()
        if is_image(path):
            continue
        if (folder.root / path).stat().st_size > ATTACHMENT_BYTES:
            what = f"is larger than {ATTACHMENT_BYTES >> 20} MiB"
            problems.append(Problem(path, 1, 1, "file", what, "make it smaller, or link to where it is kept"))
        elif ending == ".csv":
            _check_table(path, folder, problems)
        elif ending in SIGNATURES:
            sign, name = SIGNATURES[ending]
            if folder.read(path, len(sign))[: len(sign)] != sign:
                remedy = f"save it as {name}, or name it as what it is"
                problems.append(Problem(path, 1, 1, "file", f"is named as {name}, and is none", remedy))


def check_images(
    files: Iterable[str], folder: Folder, problems: list[Problem], reader: ImageReader = read_image
) -> dict[str, Image]:
    """Return the images among the linked `files` by path; problems of the others are added. Raises OSError."""
    images: dict[str, Image] = {}
    for path in filter(is_image, files):
        try:
            images[path] = reader(folder.root / path)
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
    """List the cells of a table that begin a formula, when `separator` stands between cells."""
    begins = _formula(separator).match
    lines: list[str] = []
    first = 1
    try:
        for row in csv.reader(_noted(text, lines), delimiter=separator):
            if any(map(begins, row)):
                written = "".join(lines)
                for cell, start in zip(row, _starts(written, separator), strict=False):
                    if begins(cell):
                        yield _refused(path, cell, first + written.count("\n", 0, start), _column(written, start))
            first += len(lines)
            lines.clear()
    except csv.Error:
        what = f"has a cell of more than {csv.field_size_limit():,} characters"
        yield Problem(path, first, 1, "file", what, "close its quotation mark, or shorten it")


def _formula(separator: str) -> re.Pattern[str]:
    """Return how a formula begins; a plain number is none, nor is one before a separator of another choice."""
    others = SEPARATORS.replace(separator, "")
    return re.compile(rf"(?!{NUMBER}([{others}]|\Z)){STARTS}")


def _refused(path: str, cell: str, line: int, column: int) -> Problem:
    what = f"the cell '{cell[:SHOWN]}{'…' * (len(cell) > SHOWN)}' begins as a formula, which a spreadsheet would run"
    return Problem(path, line, column, "file", what, "begin it with another character, or write a plain number")


def _noted(text: str, lines: list[str]) -> Iterator[str]:
    """List the lines of `text`, adding each to `lines`."""
    for line in io.StringIO(text):
        lines.append(line)
        yield line


def _starts(row: str, separator: str) -> Iterator[int]:
    """List where each cell of a row begins in its text, as `csv` tells them apart."""
    cell = re.compile(rf'(?:"[^"]*(?:""[^"]*)*"?)?[^{separator}]*')
    start = 0
    while found := cell.match(row, start):
        yield start
        start = found.end() + 1


def _column(row: str, start: int) -> int:
    return start - row.rfind("\n", 0, start)
