"""Dates in the subset of EDTF that reports use: day, month, year, interval, and `~` for approximate.

EDTF is the Extended Date/Time Format of the Library of Congress, levels 0 and 1. All other forms are errors, so that
the program never guesses a precision.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import Literal

import msgspec

Precision = Literal["day", "month", "year"]
POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(~?)")
YEAR, MONTH, DAY = "(?!0000)[0-9]{4}", "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
DAY_PATTERN = f"{YEAR}-{MONTH}-{DAY}"
EDTF_PATTERN = f"{YEAR}(-{MONTH}(-{DAY})?)?~?"
"""Regular expressions for the JSON Schema; they do not check the length of months."""


class DateSpan(msgspec.Struct, frozen=True):
    """The days from `first` to `last` inclusive, with the precision of the start.

    `text` is the EDTF as written; `interval` is true for the form `a/b`.
    """

    text: str
    first: date
    last: date
    precision: Precision
    approximate: bool = False
    interval: bool = False


class DateFormatError(ValueError):
    """The text is not a date in a documented form; the message gives the reason."""


def parse_day(text: str) -> date:
    """Parse `2018-04-22`; raises DateFormatError."""
    span = parse_edtf(text)
    if span.precision != "day" or span.interval or span.approximate:
        raise DateFormatError(f"'{text}' is not a single day")
    return span.first


@lru_cache(maxsize=65536)
def parse_edtf(text: str) -> DateSpan:
    """Parse `2018`, `2018-04`, `2018-04-22~` or `2018-04-22/2018-04-25`; raises DateFormatError."""
    start, slash, end = text.partition("/")
    opening = _parse_point(start, text)
    if not slash:
        return opening
    closing = _parse_point(end, text)
    if closing.last < opening.first:
        raise DateFormatError(f"'{text}' ends before it starts")
    approximate = opening.approximate or closing.approximate
    return DateSpan(text, opening.first, closing.last, opening.precision, approximate, interval=True)


def _parse_point(text: str, whole: str) -> DateSpan:
    """Parse one end of the date `whole`, which messages show."""
    match = POINT.fullmatch(text)
    if match is None:
        raise DateFormatError(f"'{whole}' is not a date")
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    try:
        first, last, precision = _days(year or 0, month, day)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise DateFormatError(f"'{whole}' is not in the calendar") from error
    return DateSpan(text, first, last, precision, approximate=bool(match[4]))


def _days(year: int, month: int | None, day: int | None) -> tuple[date, date, Precision]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31), "year"
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month"
    return date(year, month, day), date(year, month, day), "day"
