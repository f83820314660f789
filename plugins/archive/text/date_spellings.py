"""Date spellings: days and months as people write them, in the one form that the archive keeps.

Only what can be read in one way is read: `3.4.2018` is in April to some and in March to others, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.archive.text.dates import DateFormatError, parse_edtf

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
YEAR_FIRST = re.compile(r"([0-9]{4})([-./ ])([0-9]{1,2})\2([0-9]{1,2})\.?")
YEAR_LAST = re.compile(r"([0-9]{1,2})([-./ ]|\. )([0-9]{1,2})\2([0-9]{4})")
COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
DAY_IN_WORDS = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?\.? +(?:of +)?([a-z]{3,9})\.?,? +([0-9]{4})")
MONTH_IN_WORDS = re.compile(r"([a-z]{3,9})\.?(?: +([0-9]{1,2})(?:st|nd|rd|th)?)?,? +([0-9]{4})")


def to_iso_date(text: str) -> str | None:
    """Return the date `text` as `2018-04-22` or `2018-04`; None when it is none, or could be two.

    >>> iso("22.4.2018"), iso("April 22, 2018"), iso("3/4/2018")
    ('2018-04-22', '2018-04-22', None)
    """
    found = {point for reading in _readings(text.strip().lower()) if (point := _valid(*reading))}
    return found.pop() if len(found) == 1 else None


def _readings(text: str) -> Iterator[tuple[str, str | int, str]]:
    """List every way to read `text` as year, month and day, also those that the calendar does not have."""
    if match := YEAR_FIRST.fullmatch(text) or COMPACT.fullmatch(text):
        yield match[1], match[match.re.groups - 1], match[match.re.groups]
    elif match := YEAR_LAST.fullmatch(text):
        yield match[4], match[3], match[1]
        yield match[4], match[1], match[3]
    elif match := DAY_IN_WORDS.fullmatch(text):
        yield match[3], _month(match[2]), match[1]
    elif match := MONTH_IN_WORDS.fullmatch(text):
        yield match[3], _month(match[1]), match[2] or ""


def _month(word: str) -> int:
    """Return the number of a month by its name or the beginning of it; 0 for any other word."""
    return next((number for number, name in enumerate(MONTHS, 1) if name.startswith(word)), 0)


def _valid(year: str, month: str | int, day: str) -> str | None:
    point = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    try:
        return parse_edtf(point).text
    except DateFormatError:
        return None
