"""CSV rows: typed cell values. Problems have the line and column of the cell; adjusted values are recorded."""

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
from plugins.importers.adjustments import Adjustment, Adjustments
from plugins.importers.csv_file import Record
from plugins.importers.text_repair import repair

DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
INTEGER = re.compile(r"\d{1,9}(?:\.0*)?|\d(?:\.\d+)?[eE]\+?0?\d")
"""A whole number, also as R and spreadsheets write it: `3.0`, `1e+05`."""
DEGREES = re.compile(r"-?\d{1,4}(?:\.\d+)?(?:[eE]-?\d{1,2})?")
DAY_REMEDY = "write year-month-day, as in 2018-04-22 (4/5/2018 could be read in two ways)"
MAX_COUNT = 100_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """The file that rows come from: its path, its separator, its column names by the names of the codebook."""

    path: str
    separator: str
    columns: Mapping[str, str]
    adjustments: Adjustments
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: its cells by the names of the codebook, in the order of the file."""

    table: Table
    record: Record
    cells: Mapping[str, str]

    def error(self, column: str, what: str, remedy: str) -> None:
        """Add a problem of the cell in `column`, under the name that the column has in the file."""
        raw = self.record.text
        start = next(islice(cell_offsets(raw, self.table.separator), list(self.cells).index(column), None))
        line = self.record.line + raw.count("\n", 0, start)
        offset = start - (raw.rfind("\n", 0, start) + 1)
        name = self.table.columns.get(column, column)
        self.table.problems.append(Problem(self.table.path, line, offset + 1, name, what, remedy))

    def adjust(self, kind: Adjustment) -> None:
        """Record that a value of this row was adjusted."""
        self.table.adjustments.add(kind, self.record.number)

    def text(self, *columns: str, limit: int = 0) -> str:
        """Return the first of `columns` that has a value, repaired, and cut to `limit` characters if that is not 0."""
        for column in columns:
            text, adjusted = repair(self.cells.get(column, ""))
            if text:
                if adjusted:
                    self.adjust(adjusted)
                if limit and len(text) > limit:
                    self.adjust("length")
                    text = f"{text[: limit - 1].rstrip()}…"
                return text
        return ""

    def required(self, column: str, limit: int = 0) -> str:
        """Return a text; report an empty cell."""
        text = self.text(column, limit=limit)
        if not text:
            self.error(column, "is empty", "fill it in")
        return text

    def day(self, column: str) -> date | None:
        """Return a calendar day, or None if the cell is empty. A time of day after the date is ignored."""
        text = self.text(column)
        with suppress(ValueError):
            if match := DAY.fullmatch(text):
                return date(int(match[1]), int(match[2]), int(match[3]))
        if text:
            self.error(column, f"'{text}' is not a date", DAY_REMEDY)
        return None

    def integer(self, column: str) -> int | None:
        """Return a whole number, or None if the cell is empty."""
        text = self.text(column)
        if INTEGER.fullmatch(text) and float(text).is_integer() and float(text) <= MAX_COUNT:
            return int(float(text))
        self._reject(column, text, f"a whole number from 0 to {MAX_COUNT}")
        return None

    def code(self, column: str, most: int, kind: Adjustment) -> int | None:
        """Return a code from 1 to `most`. Any other value is left out and recorded as an adjustment of `kind`."""
        text = self.text(column)
        if INTEGER.fullmatch(text) and float(text).is_integer() and 1 <= float(text) <= most:
            return int(float(text))
        if text:
            self.adjust(kind)
        return None

    def degrees(self, column: str, most: float) -> float | None:
        """Return a latitude or longitude, or None if the cell is empty. Files with semicolons have decimal commas."""
        text = self.text(column)
        number = text.replace(",", ".") if self.table.separator != "," else text
        if DEGREES.fullmatch(number) and math.fabs(float(number)) <= most:
            return round(float(number), 6)
        self._reject(column, text, f"a number from {-most:g} to {most:g}")
        return None

    def _reject(self, column: str, text: str, expected: str) -> None:
        if text:
            self.error(column, f"'{text}' is not {expected}", f"write {expected}")
