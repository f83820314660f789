"""Dates of rows: cells read as the archive's dates, and the order of day and month found from all rows of a column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from babel import Locale
from babel.dates import format_date

from plugins.archive.problems import ArchiveError
from plugins.archive.text.dates import DateFormatError, DateSpan, parse_edtf
from plugins.archive.text.plurals import plural
from plugins.importers.table.date_formats import (
    DATE_ORDERS,
    EITHER_ORDER,
    DateFormat,
    DateMismatchError,
    certain_format,
    join_date,
    named_format,
    read_date,
    word_key,
)
from plugins.importers.table.map import DateColumns, DatePart, TableMap
from plugins.importers.table.reader import CsvFile
from plugins.importers.table.row import Row

ABOUT = ("about", "around", "approximately", "approx", "circa", "ca", "c", "~", "≈")
UNKNOWN = frozenset(("unknown", "not known", "n/a", "na", "?", "??", "-", "–", "—", "null", "none"))
DATE_FORMS = {"day": "d MMMM y", "month": "MMMM y", "year": "y"}
"""The form of a date by its precision (Unicode UTS 35), as on the site's pages."""
ORDER_REMEDY = "give the order: --date-order day-month-year or --date-order month-day-year"


def date_text(span: DateSpan, lang: str) -> str:
    """Return the start of a date in the language `lang`, as precise as it is known."""
    locale = Locale.parse(lang or "en", sep="-")
    return str(format_date(span.first, DATE_FORMS[span.precision], locale=locale))


def date_parts(table: TableMap) -> Iterator[DatePart]:
    """List all dates that a map reads from a file."""
    yield table.event.date
    if table.event.date.end:
        yield table.event.date.end
    yield from (source.published for source in table.sources if source.published)


@dataclass(slots=True)
class OrderEvidence:
    """The order of day and month in one column: the first row that proves each order."""

    day_first: Row | None = None
    month_first: Row | None = None
    ambiguous: Row | None = None
    count: int = 0
    """The dates that can be read both ways; `ambiguous` is the first row with one."""

    def add(self, row: Row, text: str) -> None:
        """Add the date `text` of a row."""
        match = EITHER_ORDER.fullmatch(text)
        if not match:
            return
        first, second = int(match[1]), int(match[2])
        if first > 12 >= second:
            self.day_first = self.day_first or row
        elif second > 12 >= first:
            self.month_first = self.month_first or row
        elif first != second:
            self.ambiguous = self.ambiguous or row
            self.count += 1

    def order(self, column: str) -> str:
        """Return the order that the dates prove; raises ArchiveError if they prove none, or both."""
        if self.day_first and self.month_first:
            row, other = sorted((self.day_first, self.month_first), key=lambda row: row.line)
            what = f"'{other.text(column)}' has another order of day and month than row {row.number}"
            raise ArchiveError([other.problem(column, what, f"correct one of the two, or {ORDER_REMEDY}")])
        if self.ambiguous and not self.day_first and not self.month_first:
            text, dates = self.ambiguous.text(column), plural(self.count, "date")
            what = f"'{text}' can begin with the day or with the month; {dates} of this column can, and none settles it"
            raise ArchiveError([self.ambiguous.problem(column, what, ORDER_REMEDY)])
        return DATE_ORDERS[1] if self.month_first else DATE_ORDERS[0]


def find_orders(file: CsvFile, table: TableMap, given: str = "") -> dict[str, str]:
    """Return the order of day and month of each column without formats: the one given, or the one that all rows prove.

    Raises ArchiveError if it is not clear.
    """
    parts = {part.column: part for part in date_parts(table) if part.column and not part.formats}
    if given:
        return dict.fromkeys(parts, given)
    evidence = {column: OrderEvidence() for column in parts}
    for row in file.rows() if parts else ():
        for column, part in parts.items():
            evidence[column].add(row, _without_about(row.text(column), _keys(ABOUT, part.about))[0])
    return {column: found.order(column) for column, found in evidence.items()}


@dataclass(slots=True)
class DateReader:
    """Reads the dates of a file. `orders` has the order of day and month of each column without formats."""

    lang: str
    orders: Mapping[str, str] = field(default_factory=dict)

    def span(self, row: Row, columns: DateColumns) -> DateSpan | None:
        """Return the date of an event; None after adding a problem to the row."""
        before = len(row.problems)
        start = self.point(row, columns)
        if not start:
            if len(row.problems) == before:
                row.error(_main_column(columns), "has no date; an event needs at least a year", "fill it in")
            return None
        try:
            start = _with_precision(start, str(row.code(columns.precision) or "day"))
            end = self.point(row, columns.end) if columns.end else ""
            return parse_edtf(start if not end or end == start else f"{start}/{end}")
        except DateFormatError as error:
            row.error(_main_column(columns), str(error), "correct the date")
        return None

    def point(self, row: Row, part: DatePart) -> str:
        """Return one date as EDTF; empty if it is unknown, or after adding a problem to the row."""
        try:
            return self._column(row, part) if part.column else self._three_columns(row, part)
        except DateMismatchError as error:
            row.error(_main_column(part), error.what, error.remedy)
        return ""

    def _column(self, row: Row, part: DatePart) -> str:
        text = row.text(part.column)
        if not text or word_key(text) in UNKNOWN:
            return ""
        plain, about = _without_about(text, _keys(ABOUT, part.about))
        return read_date(plain, self._formats(part), self.lang) + "~" * about

    def _three_columns(self, row: Row, part: DatePart) -> str:
        year, month, day = (self._number(row, name, part) for name in (part.year, part.month, part.day))
        return join_date(year, month, day) if year else ""

    def _number(self, row: Row, column: str, part: DatePart) -> int:
        text = row.text(column) if column else ""
        if not text or word_key(text) in UNKNOWN:
            return 0
        match = re.fullmatch(r"(\d{1,4})(?:\.0*)?", text)
        if match is None:
            raise DateMismatchError(f"'{text}' in '{column}' is not a number", "correct it")
        return int(match[1])

    def _formats(self, part: DatePart) -> tuple[DateFormat, ...]:
        if part.formats:
            return part.formats
        order = self.orders.get(part.column)
        return (certain_format(), named_format(order)) if order else (certain_format(),)


def _main_column(part: DatePart) -> str:
    return part.column or part.year


def _keys(*words: Iterable[str]) -> frozenset[str]:
    return frozenset(word_key(word) for group in words for word in group)


def _without_about(text: str, words: frozenset[str]) -> tuple[str, bool]:
    """Return a date without the words at its start or end that mean about, and whether it had one."""
    match = re.fullmatch(r"([~≈])?\s*(.*?)\s*([~≈])?", text)
    assert match is not None
    plain, about = match[2], bool(match[1] or match[3])
    for word in sorted(words, key=len, reverse=True):
        found = re.fullmatch(rf"(?:\(?{re.escape(word)}[.)]*\s+(.*)|(.*)\s+\(?{re.escape(word)}[.)]*)", plain, re.I)
        if word not in "~≈" and found:
            return found[1] or found[2], True
    return plain, about


def _with_precision(start: str, precision: str) -> str:
    """Return a date no more exact than `precision`, which is `day`, `about`, `month` or `year`."""
    if precision == "about":
        return start if start.endswith("~") else f"{start}~"
    lengths = {"month": len("2018-04"), "year": len("2018")}
    return start.rstrip("~")[: lengths[precision]] if precision in lengths else start
