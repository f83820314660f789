"""GED events: the rows of the UCDP Georeferenced Event Dataset, typed.

Codes are those of the GED codebook (Högbladh 2019). Facts of the data set are not errors: what an analyst cannot
correct is imported as it is meant, and recorded as an adjustment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from plugins.archive.model.report import Deaths
from plugins.archive.text.slugs import slugify
from plugins.importers.csv_row import CsvRow
from plugins.importers.ucdp.articles import Article, parse_articles
from plugins.importers.ucdp.ged_file import GedFile

ARTICLE_COLUMNS = ("source_article", "source_office", "source_date", "source_headline")
ID_COLUMNS = {
    "side_a_id": "side_a_new_id",
    "side_b_id": "side_b_new_id",
    "dyad_id": "dyad_new_id",
    "conflict_id": "conflict_new_id",
}
"""The columns with UCDP's ids of the sides, of the pair of sides and of the conflict."""
UCDP_ID = re.compile(r"([1-9]\d*)(?:\.0*)?")
STATUSES = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
CIVILIANS = "Civilians"
PLACE_LENGTH = 300
NAME_LENGTH = 200
SIDE_LENGTH = 2_000
ID_LENGTH = 60
"""Characters of a place, of a country or division, of the actors of one side, of an id; the rest is cut off."""


class Victims(msgspec.Struct, frozen=True):
    """The deaths of the best estimate by status."""

    side_a: int
    side_b: int
    civilians: int
    unknown: int


class GedEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row. Names are spelled as in the file; `victims` is None if the row does not give the status of all dead.

    `division` and `district` are the first-level and second-level division. Ids of UCDP are empty if a row has none.
    """

    id: str
    violence: int
    first: date
    last: date
    date_precision: int | None = None
    country: str
    division: str = ""
    district: str = ""
    place: str = ""
    place_precision: int | None = None
    coordinates: tuple[float, float] | None = None
    side_a: str
    side_b: str
    side_a_id: str = ""
    side_b_id: str = ""
    dyad_id: str = ""
    conflict_id: str = ""
    deaths: Deaths
    victims: Victims | None = None
    articles: tuple[Article, ...] = ()


def read_events(file: GedFile, first: date = date.min, last: date = date.max) -> Iterator[tuple[CsvRow, GedEvent]]:
    """Yield the events that start from `first` to `last`, with their rows, in the order of the file.

    Problems of these rows, and of every unreadable start date, are added to the file's problems.
    """
    for row in file.rows():
        start = row.day("date_start")
        if start is None and not row.text("date_start"):
            row.error("date_start", "is empty", "fill it in")
        if (start is None or first <= start <= last) and (event := _event(row, start)):
            yield row, event


def _event(row: CsvRow, start: date | None) -> GedEvent | None:
    """Return the event of `row`, or None if the row has problems; all of them are added."""
    problems = row.table.problems
    before = len(problems)
    end, deaths, coordinates = row.day("date_end"), _deaths(row), _coordinates(row)
    country, side_a = row.required("country", NAME_LENGTH), _side(row, "side_a")
    side_b, event_id = _side(row, "side_b"), _event_id(row)
    if len(problems) > before or start is None or deaths is None:
        return None
    start, end = _in_order(row, start, end)
    return GedEvent(
        id=event_id,
        violence=_violence(row, side_a, side_b),
        first=start,
        last=end,
        date_precision=row.code("date_prec", 5, "precision"),
        country=country,
        division=row.text("adm_1", limit=NAME_LENGTH),
        district=row.text("adm_2", limit=NAME_LENGTH),
        place=row.text("where_coordinates", "where_description", limit=PLACE_LENGTH),
        place_precision=row.code("where_prec", 7, "precision"),
        coordinates=coordinates,
        side_a=side_a,
        side_b=side_b,
        deaths=deaths,
        victims=_victims(row, deaths),
        articles=parse_articles(*map(row.text, ARTICLE_COLUMNS)),
        **{name: _ucdp_id(row.text(column)) for name, column in ID_COLUMNS.items()},
    )


def _side(row: CsvRow, column: str) -> str:
    """Return the actors of a side, separated by commas, each with a name that a registry can hold."""
    text = row.required(column, SIDE_LENGTH)
    shortened = ",".join(part[:NAME_LENGTH] for part in text.split(","))
    if shortened != text:
        row.adjust("length")
    return shortened


def _event_id(row: CsvRow) -> str:
    text = row.text("id")
    if match := UCDP_ID.fullmatch(text):
        return match[1]
    if not slugify(text) or len(text) > ID_LENGTH:
        row.error("id", "has no letter or digit" if len(text) <= ID_LENGTH else "is too long", "give the event an id")
    return text


def _ucdp_id(text: str) -> str:
    """Return an id without the `.0` that spreadsheets add; empty if it is not a positive number."""
    match = UCDP_ID.fullmatch(text)
    return match[1] if match else ""


def _in_order(row: CsvRow, start: date, end: date | None) -> tuple[date, date]:
    """Return the first and the last day."""
    if end is None:
        row.adjust("end")
        return start, start
    if end < start:
        row.adjust("dates")
        return end, start
    return start, end


def _coordinates(row: CsvRow) -> tuple[float, float] | None:
    latitude, longitude = row.degrees("latitude", 90), row.degrees("longitude", 180)
    return None if latitude is None or longitude is None else (latitude, longitude)


def _deaths(row: CsvRow) -> Deaths | None:
    """Return the estimates in ascending order. The best one is never changed, because totals are sums of it."""
    before = len(row.table.problems)
    low, best, high = (row.integer(name) for name in ("low", "best", "high"))
    if len(row.table.problems) > before:
        return None
    if low is None or best is None or high is None:
        sums = [count for name in STATUSES if (count := row.integer(name)) is not None]
        known = [one for one in (best, sum(sums) if len(sums) == len(STATUSES) else None, low, high) if one is not None]
        if not known:
            row.error("best", "is empty, and so are low, high and the columns of deaths", "fill it in")
            return None
        best = known[0]
        low, high = best if low is None else low, best if high is None else high
        row.adjust("deaths")
    if not low <= best <= high:
        row.adjust("estimates")
    return Deaths(min(low, best), best, max(best, high))


def _violence(row: CsvRow, side_a: str, side_b: str) -> int:
    """Return the type of violence. In files without this column it follows from the sides."""
    inferred = STATE_BASED if "Government of " in f"{side_a}, {side_b}" else NON_STATE
    stated = row.code("type_of_violence", ONE_SIDED, "violence")
    return stated or (ONE_SIDED if side_b == CIVILIANS else inferred)


def _victims(row: CsvRow, deaths: Deaths) -> Victims | None:
    columns = [row.integer(name) for name in STATUSES]
    counts = [count for count in columns if count is not None]
    return Victims(*counts) if len(counts) == len(columns) and sum(counts) == deaths.best else None
