"""Articles: the news reports cited by a GED row.

`source_article` has the form `"OFFICE,YEAR-MONTH-DAY,headline"`, several joined by `;`. Headlines may contain commas
and quotes.
"""

from __future__ import annotations

import re
from itertools import zip_longest

import msgspec

from plugins.archive.text.dates import DateFormatError, DateSpan, parse_edtf

SEPARATOR = re.compile(r'"\s*;\s*"(?=[^"]*?,\s*\d{4}-\d{2}-\d{2}\s*,)')
"""Between two quoted articles. A `";"` inside a headline is not followed by an office and a date."""
ARTICLE = re.compile(r"(?P<office>.+?)\s*,\s*(?P<day>\d{4}-\d{2}-\d{2})\s*,\s*(?P<headline>.*)", re.DOTALL)
HEADLINE_LENGTH, OFFICE_LENGTH = 500, 200
"""Characters of a headline and of the name of a publisher; the rest is cut off."""


class Article(msgspec.Struct, frozen=True, omit_defaults=True):
    """One article. `office` is its publisher and `day` its ISO date; both are empty if the row does not name them."""

    office: str
    headline: str
    day: str = ""

    @property
    def published(self) -> DateSpan | None:
        """The day of publication, None if it is unknown or not in the calendar."""
        try:
            return parse_edtf(self.day)
        except DateFormatError:
            return None


def parse_articles(article: str, offices: str = "", days: str = "", headlines: str = "") -> tuple[Article, ...]:
    """Return a row's distinct articles in order. The other columns are used if `article` has another form."""
    text = article.strip()
    quoted = len(text) > 1 and text[0] == text[-1] == '"'
    matches = [ARTICLE.fullmatch(part.strip()) for part in (SEPARATOR.split(text[1:-1]) if quoted else [text])]
    articles = [_article(match["office"], match["headline"], match["day"]) for match in matches if match]
    if len(articles) < len(matches):
        untyped = [Article("", _shorten(text.strip('"')))] if text.strip('" ') else []
        articles = _from_columns(offices, days, headlines) or untyped
    return tuple(dict.fromkeys(articles))


def _article(office: str, headline: str, day: str) -> Article:
    headline = _shorten(headline.strip().replace('""', '"')) or "(no headline recorded)"
    return Article(_shorten(office.strip(), OFFICE_LENGTH), headline, day.strip()[:10])


def _from_columns(offices: str, days: str, headlines: str) -> list[Article]:
    """Pair the items of the three columns. Headlines are split only if there is one for each office."""
    names = [name.strip() for name in offices.split(";") if name.strip()]
    dates = [day.strip() for day in days.split(";")]
    titles = headlines.split(";") if headlines.count(";") == len(names) - 1 else [headlines] * len(names)
    rows = zip_longest(names, titles, dates[: len(names)], fillvalue="")
    return [_article(name, title, day) for name, title, day in rows]


def _shorten(text: str, length: int = HEADLINE_LENGTH) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
