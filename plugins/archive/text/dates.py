"""Dates: the part of EDTF that reports use: day, month, year, interval, and `~` for approximate.

The grammar is the subset of the Extended Date/Time Format (Library of Congress, levels 0 and 1) that the report
format documents; all else is refused, so that no precision is ever guessed.
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
"""What a pattern can say of the dates that are read here: all but how long a month is."""


class DateSpan(msgspec.Struct, frozen=True):
    """A dated span: `first` to `last` inclusive, with the precision of its start.

    `text` is the EDTF as written; `interval` tells whether it was written as `a/b`.
    """

    text: str
    first: date
    last: date
    precision: Precision
    approximate: bool = False
    interval: bool = False


class DateFormatError(ValueError):
    """The text is no date of the documented forms; the message says why."""


def parse_day(text: str) -> date:
    """Read `2018-04-22`; raises DateFormatError."""
    when = parse_edtf(text)
    if when.precision != "day" or when.interval or when.approximate:
        raise DateFormatError(f"'{text}' is not one day")
    return when.first


@lru_cache(maxsize=65536)
def parse_edtf(text: str) -> DateSpan:
    """Read any documented form (`2018`, `2018-04`, `2018-04-22~`, `2018-04-22/2018-04-25`); raises DateFormatError."""
    start, slash, end = text.partition("/")
    opening = _point(start)
    if not slash:
        return opening
    closing = _point(end)
    if closing.last < opening.first:
        raise DateFormatError(f"'{text}' ends before it starts")
    vague = opening.approximate or closing.approximate
    return DateSpan(text, opening.first, closing.last, opening.precision, vague, interval=True)


def _point(text: str) -> DateSpan:
    match = POINT.fullmatch(text)
    if match is None:
        raise DateFormatError(f"'{text}' is not a date")
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    try:
        first, last, precision = _span(year or 0, month, day)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise DateFormatError(f"'{text}' is not in the calendar") from error
    return DateSpan(text, first, last, precision, approximate=bool(match[4]))


def _span(year: int, month: int | None, day: int | None) -> tuple[date, date, Precision]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31), "year"
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month"
    return date(year, month, day), date(year, month, day), "day"
