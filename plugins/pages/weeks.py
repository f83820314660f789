"""Weeks: the first day of the week and the names of weekdays by language."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel import Locale


@lru_cache
def first_weekday(lang: str) -> int:
    """Return the first day of the week, 0 for Monday (Unicode CLDR)."""
    return int(Locale.parse(lang, sep="-").first_week_day)


def weekday_column(day: date, lang: str) -> int:
    """Return the index of a day in its week.

    >>> weekday_column(date(2018, 4, 1), "en"), weekday_column(date(2018, 4, 1), "en-US")
    (6, 0)
    """
    return (day.weekday() - first_weekday(lang)) % 7


def weekday_letters(lang: str) -> tuple[str, ...]:
    """Return the shortest names of the weekdays, in the order of the week.

    >>> weekday_letters("en-US")
    ('S', 'M', 'T', 'W', 'T', 'F', 'S')
    """
    names = Locale.parse(lang, sep="-").days["stand-alone"]["narrow"]
    return tuple(names[(first_weekday(lang) + n) % 7] for n in range(7))
