"""Date formats: how the dates of a column are written, with `strptime` directives or by a name.

Months can be written in English or in the language of the map. Times of day are read and dropped. A day or a month
that is written as 0, X or ? is unknown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import yaml
from babel import Locale
from babel.localedata import locale_identifiers

from plugins.archive.schema.field_types import Text
from plugins.archive.schema.reader import Invalid, Reader

DAY, MONTH, YEAR = r"(?P<day>\d{1,2}|[xX?]{1,2})", r"(?P<month>\d{1,2}|[xX?]{1,2})", r"(?P<year>\d{4})"
NAME = r"(?P<name>[^\W\d_][^\d,/]*?)\.?"
"""The name of a month: words in any script, also abbreviated with a dot."""
SEPARATOR = r"\s*[-./\s]\s*"
TIME = r"(?:[T\s,]\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s*(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?"
OF = r"(?:st|nd|rd|th|er|\.|º)?\s*(?:of\s+|de\s+)?"
"""What may follow the number of a day before the name of a month."""
DIRECTIVES = {
    "Y": YEAR,
    "y": r"(?P<short>\d{2})",
    "m": MONTH,
    "d": DAY,
    "B": NAME,
    "b": NAME,
    "H": r"\d{1,2}",
    "I": r"\d{1,2}",
    "M": r"\d{2}",
    "S": r"\d{2}",
    "f": r"\d+",
    "p": r"[AaPp]\.?[Mm]\.?",
    "z": r"(?:Z|[+-]\d{2}:?\d{2})",
    "A": r"[^\W\d_]+",
    "a": r"[^\W\d_]+\.?",
    "%": "%",
}
DIRECTIVE = re.compile(r"%(.?)|(\s+)|([^%\s]+)")
YEAR_FIRST = (
    rf"{YEAR}(?:(?P<sep>[-./])\s?{MONTH}(?:(?P=sep)\s?{DAY})?)?{TIME}",
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
)
IN_WORDS = (
    rf"(?:{DAY}{OF}[-\s]*)?{NAME}[\s,-]+(?:de\s+)?{YEAR}{TIME}",
    rf"{NAME}\s+{DAY}(?:st|nd|rd|th)?,?\s+{YEAR}{TIME}",
    rf"{MONTH}[-./]{YEAR}",
)
NAMED: dict[str, tuple[str, ...]] = {
    "year-month-day": YEAR_FIRST,
    "day-month-year": (rf"{DAY}{SEPARATOR}{MONTH}{SEPARATOR}{YEAR}\.?{TIME}", *IN_WORDS),
    "month-day-year": (rf"{MONTH}{SEPARATOR}{DAY}{SEPARATOR}{YEAR}\.?{TIME}", *IN_WORDS),
    "excel": (r"(?P<serial>\d{1,6})(?:[.,]\d+)?",),
}
"""Regular expressions of the formats that have a name."""
DATE_ORDERS = ("day-month-year", "month-day-year")
CERTAIN_NAME = "year-month-day"
CERTAIN = (*YEAR_FIRST, *IN_WORDS)
"""Forms that can be read in one way only."""
EITHER_ORDER = re.compile(rf"(\d{{1,2}}){SEPARATOR}(\d{{1,2}}){SEPARATOR}\d{{4}}\.?{TIME}")
EXCEL_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's dates from 1 March 1900 on; earlier ones count a day that did not exist."""
FIRST_SERIAL = 61


@dataclass(frozen=True, slots=True)
class DateFormat:
    """One format: its text in the map, and the regular expressions of its forms."""

    text: str
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class DateFormatText:
    """A date format as a map writes it."""

    def read(self, node: yaml.Node, reader: Reader, name: str) -> DateFormat | Invalid:
        text = Text(100).read(node, reader, name)
        if isinstance(text, Invalid):
            return text
        remedy = f"write directives such as %d.%m.%Y, or one of {', '.join(NAMED)}"
        if text in NAMED:
            return named_format(text)
        if "%" not in text:
            return reader.error(node, name, f"'{text}' is not a date format", remedy)
        unknown = next((match[1] for match in DIRECTIVE.finditer(text) if match[0][0] == "%"
                        and match[1] not in DIRECTIVES), None)  # fmt: skip
        if unknown is not None:
            return reader.error(node, name, f"%{unknown} is not a known directive", remedy)
        try:
            pattern = re.compile("".join(_expressions(text)))
        except re.error:
            return reader.error(node, name, f"'{text}' has one directive twice", remedy)
        if not {"year", "short"} & pattern.groupindex.keys():
            return reader.error(node, name, f"'{text}' has no year", "add %Y or %y")
        return DateFormat(text, (pattern,))


def named_format(name: str) -> DateFormat:
    """Return the format called `name`; raises KeyError."""
    return DateFormat(name, _compiled(NAMED[name]))


def certain_format() -> DateFormat:
    """Return the format of dates that can be read in one way only."""
    return DateFormat(CERTAIN_NAME, _compiled(CERTAIN))


@lru_cache
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, patterns))


def _expressions(text: str) -> Iterator[str]:
    for match in DIRECTIVE.finditer(text):
        if match[2]:
            yield r"\s+"
        else:
            yield re.escape(match[3]) if match[3] else DIRECTIVES[match[1]]


class DateMismatchError(ValueError):
    """The text is not a date in one of the formats, or not one of the calendar: what is wrong, and a remedy."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


def read_date(text: str, formats: tuple[DateFormat, ...], lang: str) -> str:
    """Return `text` as `2018-04-22`, `2018-04` or `2018`; raises DateMismatchError."""
    matches = (pattern.fullmatch(text) for form in formats for pattern in form.patterns)
    for match in matches:
        if match and (parts := _parts(match.groupdict(), lang)):
            return join_date(*parts)
    known = " or ".join(form.text for form in formats)
    what = f"'{text}' is not a date of the form {known}"
    raise DateMismatchError(what, "write it as 2018-04-22, or describe it with 'formats' and 'lang' in the map")


def _parts(groups: Mapping[str, str | None], lang: str) -> tuple[int, int, int] | None:
    """Return year, month and day, 0 where unknown; None if the name of the month is not known."""
    if serial := groups.get("serial"):
        day = EXCEL_EPOCH + timedelta(int(serial)) if int(serial) >= FIRST_SERIAL else None
        return (day.year, day.month, day.day) if day else None
    short = groups.get("short")
    year = _century(int(short)) + int(short) if short else int(groups.get("year") or 0)
    name = groups.get("name")
    month = month_names(lang).get(word_key(name), 0) if name else _number(groups.get("month"))
    if name and not month:
        return None
    return year, month, _number(groups.get("day"))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _century(year: int) -> int:
    """Return the century of a year of two digits, as POSIX `strptime` does: 69–99 are in the 20th."""
    return 1900 if year >= 69 else 2000


def join_date(year: int, month: int, day: int) -> str:
    """Return a date as precise as its parts are known, 0 being unknown; raises DateMismatchError."""
    try:
        date(year, month or 1, day or 1)
    except ValueError as error:
        what = f"year {year}, month {month}, day {day} is not in the calendar"
        raise DateMismatchError(what, "correct the date") from error
    if not month:
        return f"{year:04}"
    return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"


def word_key(word: str) -> str:
    """Return a word in the form in which months and words such as 'about' are compared."""
    return unicodedata.normalize("NFKC", word).casefold().strip(" .")


@lru_cache
def month_names(lang: str) -> Mapping[str, int]:
    """Return the number of each name of a month in English and in the language `lang`, long or abbreviated.

    A language without a country has the names of all its countries: April is both أبريل and نيسان in Arabic.
    """
    locales = [Locale("en")]
    if lang:
        given = Locale.parse(lang, sep="-")
        more = () if given.territory else (name for name in locale_identifiers() if name.startswith(f"{given}_"))
        locales += [given, *map(Locale.parse, more)]
    names: dict[str, set[int]] = {"sept": {9}}
    for months in (locale.months[context] for locale in locales for context in ("format", "stand-alone")):
        for width in ("wide", "abbreviated"):
            for number, name in months[width].items():
                names.setdefault(word_key(name), set()).add(number)
    return {name: numbers.pop() for name, numbers in names.items() if len(numbers) == 1}
