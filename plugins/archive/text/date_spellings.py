"""Date spellings: days and months in the ways that people write them, converted to ISO 8601.

Ambiguous spellings are not converted: `3.4.2018` is in April to some readers and in March to others.
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
    """Return the date `text` as `2018-04-22` or `2018-04`; None if it is not a date or is ambiguous.

    >>> to_iso_date("22.4.2018"), to_iso_date("April 22, 2018"), to_iso_date("3/4/2018")
    ('2018-04-22', '2018-04-22', None)
    """
    dates = {iso_date for reading in _readings(text.strip().lower()) if (iso_date := _iso_date(*reading))}
    return dates.pop() if len(dates) == 1 else None


def _readings(text: str) -> Iterator[tuple[str, str | int, str]]:
    """Yield each way to read `text` as year, month and day; the date may not exist."""
    if match := YEAR_FIRST.fullmatch(text) or COMPACT.fullmatch(text):
        yield match[1], match[match.re.groups - 1], match[match.re.groups]
    elif match := YEAR_LAST.fullmatch(text):
        yield match[4], match[3], match[1]
        yield match[4], match[1], match[3]
    elif match := DAY_IN_WORDS.fullmatch(text):
        yield match[3], _month_number(match[2]), match[1]
    elif match := MONTH_IN_WORDS.fullmatch(text):
        yield match[3], _month_number(match[1]), match[2] or ""


def _month_number(word: str) -> int:
    """Return the number of the month whose name begins with `word`, or 0."""
    return next((number for number, name in enumerate(MONTHS, 1) if name.startswith(word)), 0)


def _iso_date(year: str, month: str | int, day: str) -> str | None:
    text = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    try:
        return parse_edtf(text).text
    except DateFormatError:
        return None
