"""Rows: the cells of one row as clean text, numbers and codes, with problems at the line and column of the cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from plugins.archive.files.attachments import cell_offsets
from plugins.archive.problems import Problem
from plugins.archive.text.characters import HIDDEN_CHARACTERS, INVISIBLE_IN_WORD, TAG_CHARACTERS, VISIBLE
from plugins.importers.table.columns import column_key
from plugins.importers.table.map import Code

GROUPED = re.compile(r"\d{1,3}(?:([ ,.'’\u00a0\u202f\u066c])\d{3})(?:\1\d{3})*")
"""A number with a separator between groups of three digits."""
WHOLE = re.compile(r"\d{1,9}(?:[.,\u066b]0*)?")
DEGREES = re.compile(r"[-+−]?\d{1,3}(?:[.,\u066b]\d+)?(?:[eE]-?\d{1,2})?°?")
PAIR = re.compile(r"\(?\s*(\S+?)\s*(?:[;/\s]|,\s)\s*(\S+?)\s*\)?|\(?(-?[\d.]+),(-?[\d.]+)\)?")
"""A latitude and a longitude in one cell. A comma is followed by a space, unless both numbers have points."""
MAX_COUNT = 100_000_000


class Header(NamedTuple):
    """The columns of a file: the names as written, by key, and the key of each cell."""

    names: Mapping[str, str]
    keys: tuple[str, ...]


@dataclass(slots=True)
class Row:
    """One row. `number` counts rows as a spreadsheet does, from 1 for the header; `raw` is the row's text."""

    path: str
    line: int
    number: int
    raw: str
    separator: str
    header: Header
    cells: Mapping[str, str]
    decimal: str = ""
    empty: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)

    def error(self, column: str, what: str, remedy: str) -> None:
        """Add a problem of the cell in `column`."""
        self.problems.append(self.problem(column, what, remedy))

    def problem(self, column: str, what: str, remedy: str) -> Problem:
        """Return a problem at the cell in `column`, or at the start of the row if that is empty."""
        index = self.header.keys.index(column) if column in self.header.names else 0
        start = next(islice(cell_offsets(self.raw, self.separator), index, None))
        line = self.line + self.raw.count("\n", 0, start)
        offset = start - (self.raw.rfind("\n", 0, start) + 1)
        name = (
            f"row {self.number}, {self.header.names[column]}" if column in self.header.names else f"row {self.number}"
        )
        return Problem(self.path, line, offset + 1, name, what, remedy)

    def text(self, column: str) -> str:
        """Return the clean text of a cell; empty for a cell without visible text, or with a value that means this."""
        return self._value(self.cells.get(column, ""))

    def parts(self, column: str, separator: str) -> list[str]:
        """Return the values of a cell, split at `separator` if there is one."""
        cell = self.cells.get(column, "")
        return [part for text in (cell.split(separator) if separator else [cell]) if (part := self._value(text))]

    def _value(self, cell: str) -> str:
        text = clean(cell)
        return "" if self.empty and column_key(text) in self.empty else text

    def code(self, code: Code) -> str | int:
        """Return the meaning of a code; empty for an empty cell, or after adding a problem."""
        if not code.column:
            return code.value
        text = self.text(code.column)
        found = code.values.get(column_key(text), code.other)
        if found == "" and text:
            self.error(code.column, f"'{text}' has no meaning in the map", "add it to 'values', or give 'other'")
        return found if text else ""

    def count(self, column: str) -> int | None:
        """Return a number of deaths; None if the cell is empty, or after adding a problem."""
        text = self.text(column)
        if not text:
            return None
        number = self._whole(column, text)
        if number is not None and number > MAX_COUNT:
            self.error(column, f"'{text}' is more than {MAX_COUNT:,}", "correct it")
            return None
        return number

    def _whole(self, column: str, text: str) -> int | None:
        """Return a whole number. The comma in `1,234` separates thousands; in `1,000` it can also be decimal."""
        if grouped := GROUPED.fullmatch(text):
            is_clear = grouped[1] not in ".," or text.count(grouped[1]) > 1 or not text.endswith("000")
            if is_clear or self.decimal not in ("", grouped[1]):
                return int(re.sub(r"\D", "", text))
            if not self.decimal:
                what = f"'{text}' can be {int(text[: grouped.start(1)])} or {re.sub(r'[.,]', '', text)}"
                self.error(column, what, "give the decimal separator: --decimal . or --decimal ,")
                return None
        if WHOLE.fullmatch(text):
            return int(re.split(r"[.,\u066b]", text)[0])
        self.error(column, f"'{text}' is not a whole number", "correct it, or add it to 'empty' in the map")
        return None

    def degrees(self, column: str, text: str, most: float) -> float | None:
        """Return a latitude or longitude, with a decimal point or comma."""
        if DEGREES.fullmatch(text):
            number = float(re.sub(r"[,\u066b]", ".", text.rstrip("°").replace("−", "-")))
            if abs(number) <= most:
                return round(number, 6)
        self.error(column, f"'{text}' is not a number from {-most:g} to {most:g}", "correct it")
        return None


def clean(text: str) -> str:
    r"""Return the text of a cell on one line, without characters that are invisible where they are not needed.

    >>> clean("Al\u200bMayadin,\\n in \x07Syria")
    'AlMayadin, in Syria'
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()  # nearly every cell
    if not text.isascii():
        text = INVISIBLE_IN_WORD.sub(lambda match: match[0][0], TAG_CHARACTERS.sub("", text))
    plain = " ".join(HIDDEN_CHARACTERS.sub(" ", text).split())
    return plain if plain.isascii() or VISIBLE.search(plain) else ""
