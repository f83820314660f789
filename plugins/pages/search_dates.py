"""Search dates: the words by which a span of days is found, so that any range that touches it finds it.

The index knows whole words only, no ranges. The calendar is a tree (year, month, day); a span is the fewest of its
parts that make it up. A span carries each of its parts with all that holds it (`2018`, `2018-04`, `2018-04-22`), and
each part that holds others once more with a mark (`2018-04~`). A range asks for its own parts and, with the mark, for
what holds them: so an event known to the year only needs two words, and is found by any day of that year.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

WHOLE = "~"
"""Stands behind a year or month all of whose days belong to the span."""


def when_words(first: date, last: date) -> tuple[str, ...]:
    """Return the words of the span from `first` to `last`, both included.

    >>> when_words(date(2018, 4, 22), date(2018, 4, 22))
    ('2018', '2018-04', '2018-04-22')
    >>> when_words(date(2018, 4, 1), date(2018, 4, 30))
    ('2018', '2018-04', '2018-04~')
    """
    words: dict[str, None] = {}
    for part in calendar_parts(first, last):
        words |= dict.fromkeys((part[:4], part[:7], part))
        if len(part) < len("2018-04-22"):
            words[part + WHOLE] = None
    return tuple(words)


def calendar_parts(first: date, last: date) -> Iterator[str]:
    """List the fewest years, months and days that make up a span.

    >>> list(calendar_parts(date(2017, 12, 30), date(2019, 1, 31)))
    ['2017-12-30', '2017-12-31', '2018', '2019-01']
    """
    at, end = first.toordinal(), last.toordinal()
    while at <= end:
        day = date.fromordinal(at)
        part, at = next((text, stop + 1) for text, stop in _beginning_on(day) if stop <= end)
        yield part


def _beginning_on(day: date) -> Iterator[tuple[str, int]]:
    """List the parts of the calendar that begin on `day`, the longest first, each with the ordinal of its last day."""
    if (day.month, day.day) == (1, 1):
        yield day.isoformat()[:4], date(day.year, 12, 31).toordinal()
    if day.day == 1:
        end = calendar.monthrange(day.year, day.month)[1]
        yield day.isoformat()[:7], day.replace(day=end).toordinal()
    yield day.isoformat(), day.toordinal()
