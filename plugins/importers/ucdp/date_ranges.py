"""Spans: how exactly an event is dated, as EDTF and in words."""

from __future__ import annotations

import calendar
from datetime import date

from plugins.archive.text.dates import DateSpan, parse_edtf

MONTHS = (
    "",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
LONG = 7
"""Days; what is dated no closer belongs to no day's digest proper and is told apart."""
MONTH_PRECISION, YEAR_PRECISION = 4, 5


def when_of(first: date, last: date, precision: int | None) -> DateSpan:
    """Return an event's date: a day, an interval, or a month or year that UCDP could not divide."""
    whole = precision or 0
    if whole >= YEAR_PRECISION and (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return parse_edtf(f"{first:%Y}")
    month = date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    if whole >= MONTH_PRECISION and (first.day, last) == (1, month):
        return parse_edtf(f"{first:%Y-%m}")
    return parse_edtf(first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}")


def days(when: DateSpan) -> int:
    """Return how many days an event may have happened on."""
    return (when.last - when.first).days + 1


def day_words(day: date, *, year: bool = True) -> str:
    """Return a day as running text has it: `22 April 2018`."""
    words = f"{day.day} {MONTHS[day.month]}"
    return f"{words} {day.year}" if year else words


def span_words(when: DateSpan) -> str:
    """Return a span in words: `on 6 or 7 April`, `between 19 and 23 April`, `over the whole of April 2018`."""
    first, last = when.first, when.last
    if when.precision == "year" and not when.interval:
        return f"over the whole of {first.year}"
    if when.precision == "month" and not when.interval:
        return f"over the whole of {MONTHS[first.month]} {first.year}"
    if first.year != last.year:
        return f"between {day_words(first)} and {day_words(last)}"
    if days(when) == 2 and first.month == last.month:
        return f"on {first.day} or {day_words(last, year=False)}"
    if days(when) == 2:
        return f"on {day_words(first, year=False)} or {day_words(last, year=False)}"
    opening = str(first.day) if first.month == last.month else day_words(first, year=False)
    return f"between {opening} and {day_words(last, year=False)}"
