"""Date spellings: days and months in the ways that people write them, converted to ISO 8601.

Ambiguous spellings are not converted: `3.4.2018` is in April to some readers and in March to others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.archive.text.characters import to_ascii
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
MAX_LENGTH = 60
TIME = re.compile(r"[t,\s]+[0-9]{1,2}[:.][0-9]{2}(?::[0-9.]+)?\s*(?:[ap]\.?m\.?)?\s*(?:z|utc|gmt|[+-][0-9:]{2,5})?")
"""A time of day after a date; reports give days."""
RANGE = re.compile(r"\s+-+\s+|\s*[\u2013\u2014]\s*|\s+(?:to|until|and)\s+|\s*\.\.+\s*|\s*/\s*")
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
    dates = _dates(text.strip().lower())
    return dates[0] if len(dates) == 1 else None


def possible_dates(text: str) -> list[str]:
    """Return the dates as which `text` can be read, in ISO 8601; a time of day is ignored.

    >>> possible_dates("04/02/2018 7:06 PM")
    ['2018-02-04', '2018-04-02']
    """
    words = text.strip().lower()
    if not 6 <= len(words) <= MAX_LENGTH:
        return []
    time = TIME.search(words)
    return _dates(words[: time.start()] if time and time.end() == len(words) else words)


def _dates(words: str) -> list[str]:
    return sorted({iso_date for reading in _readings(words) if (iso_date := _iso_date(*reading))})


def suggest_day(text: str) -> str | None:
    """Return what to write for `text`, which is not a day in EDTF; None if it cannot be read as a day."""
    days = [day for day in possible_dates(to_ascii(text)) if len(day) == len("2018-04-22")]
    if len(days) > 1:
        return "write " + " or ".join(f"{day} ({_in_words(day)})" for day in days)
    return f"write {days[0]}" if days else None


def suggest_date(text: str) -> str | None:
    """Return what to write for `text`, which is not in EDTF; None if it is neither a date nor an interval."""
    dates = possible_dates(to_ascii(text))
    if len(dates) == 1:
        return f"write {dates[0]}"
    parts = RANGE.split(text if len(text) <= MAX_LENGTH else "")
    ends = [possible_dates(to_ascii(part)) for part in parts]
    if len(ends) == 2 and all(len(end) == 1 for end in ends):
        return "write {}/{}".format(*sorted(end[0] for end in ends))
    return suggest_day(text)


def _in_words(day: str) -> str:
    year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1].capitalize()} {year}"


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
