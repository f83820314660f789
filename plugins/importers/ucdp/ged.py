"""GED events: the rows of any CSV release of the UCDP Georeferenced Event Dataset, checked and typed.

Column names and codes are those of the GED codebook (Högbladh 2019). Only the columns in REQUIRED must exist.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date

import msgspec

from plugins.archive.model.report import Deaths
from plugins.archive.problems import Problem
from plugins.archive.text.spelling import slugify
from plugins.importers.ucdp.articles import Article, parse_articles
from plugins.importers.ucdp.csv_row import CsvRow

NAMES = ("country", "side_a", "side_b")
REQUIRED = ("id", "date_start", "date_end", *NAMES, "latitude", "longitude", "best", "low", "high")
ARTICLE_COLUMNS = ("source_article", "source_office", "source_date", "source_headline")
ID_COLUMNS = {
    "side_a_id": "side_a_new_id",
    "side_b_id": "side_b_new_id",
    "dyad_id": "dyad_new_id",
    "conflict_id": "conflict_new_id",
}
"""The columns with UCDP's ids of the sides, of the pair of sides and of the conflict."""
UCDP_ID = re.compile(r"([1-9]\d*)(?:\.0*)?")
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
CIVILIANS = "Civilians"
PLACE_LENGTH = 300
"""Characters of a place description; the rest is cut off."""


class Victims(msgspec.Struct, frozen=True):
    """The deaths of the best estimate by status."""

    side_a: int
    side_b: int
    civilians: int
    unknown: int


class GedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One row. Names are spelled as in the file; `victims` is None if the row does not give the status of all dead.

    `division` and `district` are the first-level and second-level division. Ids of UCDP are empty if a row has none.
    """

    id: str
    violence: int
    first: date
    last: date
    date_precision: int | None
    country: str
    division: str
    district: str = ""
    place: str
    place_precision: int | None
    coordinates: tuple[float, float]
    side_a: str
    side_b: str
    side_a_id: str = ""
    side_b_id: str = ""
    dyad_id: str = ""
    conflict_id: str = ""
    deaths: Deaths
    victims: Victims | None
    articles: tuple[Article, ...]


def read_events(text: str, path: str, first: date, last: date, problems: list[Problem]) -> list[GedEvent]:
    """Return the events that start from `first` to `last`, sorted by day and then in the order of the file.

    Problems of these rows, and of every unreadable start date, are added to `problems`; `path` is used in messages.
    """
    events: list[GedEvent] = []
    seen: dict[str, int] = {}
    for row in _rows(text, path, problems):
        start = row.day("date_start")
        if start is not None and not first <= start <= last:
            continue
        event = _event(row, start)
        name = row.text("id")
        if name in seen:
            row.error("id", f"'{name}' is also the id of line {seen[name]}", "keep one of the two rows")
        seen.setdefault(name, row.line)
        events.extend([event] if event else [])
    return sorted(events, key=lambda event: event.first)


def _rows(text: str, path: str, problems: list[Problem]) -> Iterator[CsvRow]:
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if missing := [name for name in REQUIRED if name not in header]:
            remedy = "use a CSV release of UCDP GED, separated by commas"
            problems.extend(Problem(path, 1, 1, name, "the column is missing", remedy) for name in missing)
            return
        end = reader.line_num
        for cells in reader:
            raw, line, end = "".join(lines[end : reader.line_num]), end + 1, reader.line_num
            if len(cells) == len(header):
                yield CsvRow(path, line, raw, dict(zip(header, cells, strict=True)), problems)
            elif cells:
                what = f"the row has {len(cells)} cells, the header {len(header)}"
                problems.append(Problem(path, line, 1, "row", what, "quote cells that contain commas"))
    except csv.Error as error:
        problems.append(Problem(path, reader.line_num, 1, "row", f"is not CSV ({error})", "fix the quotes here"))


def _event(row: CsvRow, start: date | None) -> GedEvent | None:
    """Return the event of `row`, or None if the row has problems; all of them are added."""
    before = len(row.problems)
    end, latitude, longitude = row.day("date_end"), row.degrees("latitude", 90), row.degrees("longitude", 180)
    deaths = _deaths(row)
    names = {name: row.required(name) for name in NAMES}
    date_precision, place_precision = row.optional_integer("date_prec", 1, 5), row.optional_integer("where_prec", 1, 7)
    violence, victims = _violence(row, names["side_a"], names["side_b"]), _victims(row, deaths)
    if start is not None and end is not None and end < start:
        row.error("date_end", f"{end} is before date_start, {start}", "correct one of the two")
    if not slugify(row.required("id")):
        row.error("id", "has no letter or digit", "give the event an id")
    if len(row.problems) > before or start is None or end is None or latitude is None or longitude is None:
        return None
    return GedEvent(
        id=row.text("id").removesuffix(".0"),
        violence=violence,
        first=start,
        last=end,
        date_precision=date_precision,
        division=row.text("adm_1"),
        district=row.text("adm_2"),
        place=row.text("where_coordinates", "where_description")[:PLACE_LENGTH],
        place_precision=place_precision,
        coordinates=(latitude, longitude),
        deaths=deaths,
        victims=victims,
        **{name: _ucdp_id(row.text(column)) for name, column in ID_COLUMNS.items()},
        articles=parse_articles(*map(row.text, ARTICLE_COLUMNS)),
        **names,
    )


def _ucdp_id(text: str) -> str:
    """Return an id without the `.0` that spreadsheets add; empty if it is not a positive number."""
    match = UCDP_ID.fullmatch(text)
    return match[1] if match else ""


def _deaths(row: CsvRow) -> Deaths:
    low, best, high = (row.integer(name) for name in ("low", "best", "high"))
    if low is None or best is None or high is None:
        return Deaths(0, 0, 0)
    if not low <= best <= high:
        what = f"low {low}, best {best} and high {high} are not in ascending order"
        row.error("best", what, "correct the estimates")
    return Deaths(low, best, high)


def _violence(row: CsvRow, side_a: str, side_b: str) -> int:
    """Return the type of violence; in files without this column it follows from the sides."""
    inferred = STATE_BASED if "Government of " in f"{side_a}, {side_b}" else NON_STATE
    stated = row.optional_integer("type_of_violence", STATE_BASED, ONE_SIDED)
    return stated or (ONE_SIDED if side_b == CIVILIANS else inferred)


def _victims(row: CsvRow, deaths: Deaths) -> Victims | None:
    columns = [row.optional_integer(f"deaths_{name}") for name in ("a", "b", "civilians", "unknown")]
    counts = [count for count in columns if count is not None]
    return Victims(*counts) if len(counts) == len(columns) and sum(counts) == deaths.best else None
