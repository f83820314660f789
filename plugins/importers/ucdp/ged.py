"""GED rows: events of the UCDP Georeferenced Event Dataset as frozen values, read from any of its CSV releases.

Columns are those of the GED codebook; only those of NEEDED must be there, and others may be.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

import msgspec

from plugins.archive.problems import Problem
from plugins.archive.text.spelling import slugify
from plugins.importers.ucdp.articles import Article, parse_articles
from plugins.importers.ucdp.csv_row import Row

NEEDED = (
    "id",
    "date_start",
    "date_end",
    "country",
    "side_a",
    "side_b",
    "latitude",
    "longitude",
    "best",
    "low",
    "high",
)
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
CIVILIANS = "Civilians"


class Victims(msgspec.Struct, frozen=True):
    """The dead of the best estimate by whom they belonged to."""

    side_a: int
    side_b: int
    civilians: int
    unknown: int


class GedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One row: one event. Names are as UCDP spells them; `victims` is None in files without these columns."""

    id: str
    violence: int
    first: date
    last: date
    date_precision: int | None
    country: str
    division: str
    place: str
    place_precision: int | None
    latitude: float
    longitude: float
    side_a: str
    side_b: str
    low: int
    best: int
    high: int
    victims: Victims | None
    articles: tuple[Article, ...]


def read_events(text: str, path: str, first: date, last: date, problems: list[Problem]) -> list[GedEvent]:
    """Return the events of a CSV that start from `first` to `last`, in the order of days, then of the file.

    Every problem of their rows is added to `problems`, and every date that cannot be read. `path` is for messages.
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
            row.refuse("id", f"'{name}' stands in line {seen[name]} too", "keep one of the two rows")
        seen.setdefault(name, row.line)
        events.extend([event] if event else [])
    return sorted(events, key=lambda event: event.first)


def _rows(text: str, path: str, problems: list[Problem]) -> Iterator[Row]:
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if not _has_columns(header, path, problems):
            return
        done = reader.line_num
        for cells in reader:
            raw, line, done = "".join(lines[done : reader.line_num]), done + 1, reader.line_num
            if len(cells) == len(header):
                yield Row(path, line, raw, header, dict(zip(header, cells, strict=True)), problems)
            elif cells:
                what = f"the row has {len(cells)} cells, the header {len(header)}"
                problems.append(Problem(path, line, 1, "row", what, "quote cells that hold commas"))
    except csv.Error as error:
        problems.append(Problem(path, reader.line_num, 1, "row", f"is not CSV ({error})", "mend the quotes here"))


def _has_columns(header: list[str], path: str, problems: list[Problem]) -> bool:
    missing = [name for name in NEEDED if name not in header]
    for name in missing:
        remedy = "use a CSV release of UCDP GED, separated by commas"
        problems.append(Problem(path, 1, 1, name, "the column is missing", remedy))
    return not missing


def _event(row: Row, start: date | None) -> GedEvent | None:
    """Return the event of `row`, or None after noting every problem of it."""
    before = len(row.problems)
    end, place = row.day("date_end"), (row.degrees("latitude", 90), row.degrees("longitude", 180))
    counts = [row.whole(name) for name in ("low", "best", "high")]
    names = {name: row.required(name) for name in ("country", "side_a", "side_b")}
    precisions = row.perhaps("date_prec", 1, 5), row.perhaps("where_prec", 1, 7)
    violence, victims = _violence(row, names["side_a"], names["side_b"]), _victims(row)
    _check_order(row, start, end, counts)
    if not slugify(row.required("id")):
        row.refuse("id", "holds no letter or digit", "give the event an id")
    if len(row.problems) > before or start is None or end is None or None in (*place, *counts):
        return None
    return GedEvent(
        id=row.text("id").removesuffix(".0"),
        violence=violence,
        first=start,
        last=end,
        date_precision=precisions[0],
        division=row.text("adm_1"),
        place=row.text("where_coordinates", "where_description")[:300],
        place_precision=precisions[1],
        latitude=place[0] or 0.0,
        longitude=place[1] or 0.0,
        low=counts[0] or 0,
        best=counts[1] or 0,
        high=counts[2] or 0,
        victims=victims,
        articles=parse_articles(*map(row.text, ("source_article", "source_office", "source_date", "source_headline"))),
        **names,
    )


def _check_order(row: Row, start: date | None, end: date | None, counts: list[int | None]) -> None:
    if start is not None and end is not None and end < start:
        row.refuse("date_end", f"{end} is before date_start, {start}", "correct one of the two")
    low, best, high = (-1 if count is None else count for count in counts)
    if -1 not in (low, best, high) and not low <= best <= high:
        row.refuse("best", f"low {low}, best {best}, high {high} do not rise", "correct the estimates")


def _violence(row: Row, side_a: str, side_b: str) -> int:
    """Return the type of violence, worked out from the sides in files that do not have the column."""
    stated = row.perhaps("type_of_violence", STATE_BASED, ONE_SIDED)
    if stated is not None or row.text("type_of_violence"):
        return stated or STATE_BASED
    if side_b == CIVILIANS:
        return ONE_SIDED
    return STATE_BASED if "Government of " in f"{side_a}, {side_b}" else NON_STATE


def _victims(row: Row) -> Victims | None:
    counts = [row.perhaps(f"deaths_{name}") for name in ("a", "b", "civilians", "unknown")]
    if any(count is None for count in counts):
        return None
    return Victims(*(count or 0 for count in counts))
