"""Cells: the values of one row of a table, typed, each problem noted at the line and column where it stands."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plugins.archive.problems import Problem
from plugins.archive.text.characters import HIDDEN_CHARACTERS

DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
WHOLE = re.compile(r"\d{1,9}(?:\.0*)?")
NUMBER = re.compile(r"-?\d{1,4}(?:\.\d+)?(?:[eE]-?\d{1,2})?")


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a CSV file: its cells by column name, and its text for finding a cell's place."""

    path: str
    line: int
    raw: str
    header: Sequence[str]
    cells: Mapping[str, str]
    problems: list[Problem]

    def refuse(self, column: str, what: str, remedy: str) -> None:
        """Note a problem of the cell in `column`."""
        start = offsets(self.raw)[list(self.header).index(column)]
        line = self.line + self.raw.count("\n", 0, start)
        place = start - (self.raw.rfind("\n", 0, start) + 1)
        self.problems.append(Problem(self.path, line, place + 1, column, what, remedy))

    def text(self, *columns: str) -> str:
        """Return the first of `columns` that is there and not empty, without hidden characters and double spaces."""
        found = (self.cells[column] for column in columns if self.cells.get(column, "").strip())
        return " ".join(HIDDEN_CHARACTERS.sub(" ", next(found, "")).split())

    def required(self, column: str) -> str:
        """Return a text that must not be empty."""
        text = self.text(column)
        if not text:
            self.refuse(column, "is empty", "fill it in")
        return text

    def day(self, column: str) -> date | None:
        """Return a calendar day; a time after it is passed over."""
        text = self.required(column)
        match = DAY.fullmatch(text)
        try:
            if match:
                return date.fromisoformat(match[1])
        except ValueError:
            match = None
        if text:
            remedy = "write year-month-day, as in 2018-04-22 (4/5/2018 could be read in two ways)"
            self.refuse(column, f"'{text}' is not a date", remedy)
        return None

    def whole(self, column: str, least: int = 0, most: int = 100_000_000) -> int | None:
        """Return a whole number, also when it is written `3.0`."""
        text = self.required(column)
        if WHOLE.fullmatch(text) and least <= int(float(text)) <= most:
            return int(float(text))
        if text:
            wanted = f"a whole number from {least} to {most}"
            self.refuse(column, f"'{text}' is not {wanted}", f"write {wanted}")
        return None

    def perhaps(self, column: str, least: int = 0, most: int = 100_000_000) -> int | None:
        """Return a whole number, or None where the column is missing or the cell empty."""
        return self.whole(column, least, most) if self.text(column) else None

    def degrees(self, column: str, most: float) -> float | None:
        """Return a latitude or longitude."""
        text = self.required(column)
        if NUMBER.fullmatch(text) and math.fabs(float(text)) <= most:
            return round(float(text), 6)
        if text:
            wanted = f"a number from {-most:g} to {most:g}"
            self.refuse(column, f"'{text}' is not {wanted}", f"write {wanted}")
        return None


def offsets(raw: str) -> list[int]:
    """Return where each cell of a record begins in its text.

    >>> offsets('1,"a,b",c')
    [0, 2, 8]
    """
    starts, quoted = [0], False
    for place, sign in enumerate(raw):
        if sign == '"':
            quoted = not quoted
        elif sign == "," and not quoted:
            starts.append(place + 1)
    return starts
