"""Weeks: on which day they begin where a language is spoken, and what their days are called."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel import Locale


@lru_cache
def first_weekday(lang: str) -> int:
    """Return the day with which weeks begin, 0 for Monday (Unicode CLDR)."""
    return int(Locale.parse(lang, sep="-").first_week_day)


def weekday_column(day: date, lang: str) -> int:
    """Return how many days of its week are before a day.

    >>> column(date(2018, 4, 1), "en"), column(date(2018, 4, 1), "en-US")
    (6, 0)
    """
    return (day.weekday() - first_weekday(lang)) % 7


def weekday_letters(lang: str) -> tuple[str, ...]:
    """Return the shortest names of the days, in the order of a week.

    >>> weekday_letters("en-US")
    ('S', 'M', 'T', 'W', 'T', 'F', 'S')
    """
    names = Locale.parse(lang, sep="-").days["stand-alone"]["narrow"]
    return tuple(names[(first_weekday(lang) + n) % 7] for n in range(7))
