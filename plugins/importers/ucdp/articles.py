"""Articles: the reports that a GED row rests on, read out of its source columns.

`source_article` holds `"OFFICE,YEAR-MONTH-DAY,headline"`, several joined by `;`. Headlines may hold commas and quotes.
"""

from __future__ import annotations

import re
from itertools import zip_longest

import msgspec

from plugins.archive.text.dates import DateFormatError, DateSpan, parse_edtf

SEAM = re.compile(r'"\s*;\s*"(?=[^"]*?,\s*\d{4}-\d{2}-\d{2}\s*,)')
"""Where one quoted article ends and the next begins; a headline's own `";"` is followed by no office and date."""
ARTICLE = re.compile(r"(?P<office>.+?)\s*,\s*(?P<day>\d{4}-\d{2}-\d{2})\s*,\s*(?P<headline>.*)", re.DOTALL)
HEADLINE_LIMIT = 500


class Article(msgspec.Struct, frozen=True):
    """One report; `office` is who published it, empty when the row does not say."""

    office: str
    headline: str
    published: DateSpan | None = None


def parse_articles(article: str, offices: str = "", days: str = "", headlines: str = "") -> tuple[Article, ...]:
    """Return a row's articles in its order, each once; the other columns stand in where `article` has another form.

    >>> parse_articles('"SOHR,2018-04-01,One, two";"Airwars,2018-04-02,R3184"')[1].headline
    'R3184'
    """
    text = article.strip()
    quoted = len(text) > 1 and text[0] == text[-1] == '"'
    parts = SEAM.split(text[1:-1]) if quoted else [text]
    found = [_article(part) for part in parts]
    if text and all(found):
        return tuple(dict.fromkeys(entry for entry in found if entry))
    return tuple(dict.fromkeys(_from_columns(offices, days, headlines))) or _plain(text)


def _article(text: str) -> Article | None:
    match = ARTICLE.fullmatch(text.strip())
    return _made(match["office"], match["headline"], match["day"]) if match else None


def _made(office: str, headline: str, day: str) -> Article:
    headline = _shortened(headline.strip().replace('""', '"')) or "(no headline recorded)"
    return Article(office.strip(), headline, _published(day))


def _from_columns(offices: str, days: str, headlines: str) -> list[Article]:
    """Pair the three columns, each a list with semicolons; a headline that holds one itself is left whole."""
    names = [name.strip() for name in offices.split(";") if name.strip()]
    dated = [day.strip() for day in days.split(";")]
    titles = headlines.split(";") if headlines.count(";") == len(names) - 1 else [headlines] * len(names)
    rows = zip_longest(names, titles, dated[: len(names)], fillvalue="")
    return [_made(name, title, day) for name, title, day in rows]


def _plain(text: str) -> tuple[Article, ...]:
    """Take free words as the title of something whose publisher is not told."""
    return (Article("", _shortened(text.strip('"'))),) if text.strip('" ') else ()


def _published(day: str) -> DateSpan | None:
    try:
        return parse_edtf(day.strip()[:10])
    except DateFormatError:
        return None


def _shortened(text: str) -> str:
    return text if len(text) <= HEADLINE_LIMIT else text[: HEADLINE_LIMIT - 1].rstrip() + "…"
