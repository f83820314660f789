"""CSV rows: typed cell values, with problems reported at the line and column of the cell."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice

from plugins.archive.files.attachments import cell_offsets
from plugins.archive.problems import Problem
from plugins.archive.text.characters import HIDDEN_CHARACTERS

DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
INTEGER = re.compile(r"\d{1,9}(?:\.0*)?")
DEGREES = re.compile(r"-?\d{1,4}(?:\.\d+)?(?:[eE]-?\d{1,2})?")
DAY_REMEDY = "write year-month-day, as in 2018-04-22 (4/5/2018 could be read in two ways)"


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: its cells by column name. `raw` is the row's text, in which the columns of problems are counted."""

    path: str
    line: int
    raw: str
    cells: Mapping[str, str]
    problems: list[Problem]

    def error(self, column: str, what: str, remedy: str) -> None:
        """Add a problem of the cell in `column`."""
        start = next(islice(cell_offsets(self.raw, ","), list(self.cells).index(column), None))
        line = self.line + self.raw.count("\n", 0, start)
        offset = start - (self.raw.rfind("\n", 0, start) + 1)
        self.problems.append(Problem(self.path, line, offset + 1, column, what, remedy))

    def text(self, *columns: str) -> str:
        """Return the first of `columns` that has a value, without hidden characters and repeated spaces."""
        found = (self.cells[column] for column in columns if self.cells.get(column, "").strip())
        return " ".join(HIDDEN_CHARACTERS.sub(" ", next(found, "")).split())

    def required(self, column: str) -> str:
        """Return a text; report an empty cell."""
        text = self.text(column)
        if not text:
            self.error(column, "is empty", "fill it in")
        return text

    def day(self, column: str) -> date | None:
        """Return a calendar day. A time of day after the date is ignored."""
        text = self.required(column)
        with suppress(ValueError):
            if match := DAY.fullmatch(text):
                return date.fromisoformat(match[1])
        if text:
            self.error(column, f"'{text}' is not a date", DAY_REMEDY)
        return None

    def integer(self, column: str, least: int = 0, most: int = 100_000_000) -> int | None:
        """Return a whole number from `least` to `most`; `3.0` is accepted."""
        text = self.required(column)
        if INTEGER.fullmatch(text) and least <= int(float(text)) <= most:
            return int(float(text))
        self._reject(column, text, f"a whole number from {least} to {most}")
        return None

    def optional_integer(self, column: str, least: int = 0, most: int = 100_000_000) -> int | None:
        """Return a whole number, or None if the column is missing or the cell is empty."""
        return self.integer(column, least, most) if self.text(column) else None

    def degrees(self, column: str, most: float) -> float | None:
        """Return a latitude or longitude."""
        text = self.required(column)
        if DEGREES.fullmatch(text) and math.fabs(float(text)) <= most:
            return round(float(text), 6)
        self._reject(column, text, f"a number from {-most:g} to {most:g}")
        return None

    def _reject(self, column: str, text: str, expected: str) -> None:
        if text:
            self.error(column, f"'{text}' is not {expected}", f"write {expected}")
