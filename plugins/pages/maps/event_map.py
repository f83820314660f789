"""The locator: the map of a report's country with its events on it, each as exact as its place is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import NamedTuple

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.geometry.map_regions import Boundaries, Land
from plugins.archive.geometry.simplify import Point
from plugins.archive.model.registry import lineage
from plugins.archive.model.report import Event, Report
from plugins.pages.labels import Labels
from plugins.pages.maps.area_map import origins_of
from plugins.pages.maps.clusters import crowds
from plugins.pages.maps.map_paths import LOCATOR, Outline
from plugins.pages.maps.view_models import Locator, MapKey, MapMark
from plugins.pages.phrases import PLACE_PRECISION, plural


class Mark(NamedTuple):
    """How a point is drawn: its kind, which is a class of the style sheet, and its radius in units."""

    kind: str
    radius: int


UNSTATED = Mark("unstated", 6)
MARKS = {
    1: Mark("exact", 6),
    2: Mark("near", 9),
    3: Mark("district", 16),
    4: Mark("wide", 24),
    5: Mark("wide", 24),
    6: Mark("country", 36),
    7: Mark("country", 36),
}
"""By `where_prec` of the UCDP GED codebook: the less is known, the larger and the emptier."""
WORDS = {
    "exact": PLACE_PRECISION[1],
    "near": PLACE_PRECISION[2],
    "district": PLACE_PRECISION[3],
    "wide": "somewhere in the area, or along a line",
    "country": "somewhere in the country, or beyond",
    "unstated": "precision not stated",
    "placed": "area of an event without a point",
}
"""What the legend says of each kind of mark, the most exact first."""
APART = 15
"""Units from which on points are drawn apart; nearer ones would lie on each other: a town and its outskirts."""
CROWD = 9
"""The least radius of a point that has a number in it."""
SWATCH = 7
"""The largest radius that the legend draws."""


def locator(report: Report, archive: Archive, labels: Labels) -> Locator | None:
    """Return the map of a report's events; None without geometry, or when nothing could be shown on it.

    It shows one country, for outlines of several would leave none of them large enough to see anything: that of most
    events with a point, else of most events, else of the report's first region.
    """
    land = _country(report, archive.boundaries)
    if land is None:
        return None
    outline = labels.outlines.of(land, LOCATOR)
    seen = [(event, point) for event, point in _points(report, outline) if outline.projection.shows(point)]
    points = sorted(_marks(seen, labels), key=lambda mark: -mark.radius)
    areas = tuple(_areas(report, land, outline, labels))
    if not points and not areas:
        return None
    return Locator(
        title=land.region.name,
        note=" ".join(_notes(report, len(seen), points)),
        ground=labels.outlines.ground(land, LOCATOR),
        areas=areas,
        points=tuple(points),
        keys=tuple(_keys({mark.kind for mark in (*points, *areas)})),
        origins=origins_of(land, archive.boundaries),
    )


def locator_inputs(report: Report, archive: Archive) -> bytes:
    """Return a digest of what a report's map draws on beyond the report and the entries that it names."""
    countries = archive.boundaries.countries
    if not countries:
        return b""
    regions = {*report.regions, *(event.region for event in report.events)}
    return b"".join(sorted({countries[region].digest for region in regions if region in countries}))


def _country(report: Report, boundaries: Boundaries) -> Land | None:
    """Return the map of the country that the report is about."""
    pointed = [event.region for event in report.events if event.coordinates]
    for regions in (pointed, [event.region for event in report.events], report.regions):
        found = [boundaries.countries[region].region.id for region in regions if region in boundaries.countries]
        if found:
            (name, _), *_ = Counter(found).most_common(1)
            return boundaries.lands[name]
    return None


def _points(report: Report, outline: Outline) -> Iterator[tuple[Event, Point]]:
    for event in report.events:
        if event.coordinates:
            latitude, longitude = event.coordinates
            yield event, outline.projection.at(longitude, latitude)


def _marks(seen: Sequence[tuple[Event, Point]], labels: Labels) -> Iterator[MapMark]:
    """List the points, one for all events of one precision about one place; it leads to the first of them."""
    alike: dict[Mark, list[tuple[Event, Point]]] = {}
    for event, point in seen:
        alike.setdefault(MARKS.get(event.place_precision or 0, UNSTATED), []).append((event, point))
    for mark, found in alike.items():
        for crowd in crowds((point for _, point in found), APART):
            events = [found[place][0] for place in crowd]
            x, y = (round(fmean(found[place][1][way] for place in crowd)) for way in (0, 1))
            number = f"{len(events)}" if len(events) > 1 else ""
            radius = max(mark.radius, CROWD) if number else mark.radius
            yield MapMark(_title(events, labels), _href(events[0]), mark.kind, x, y, radius, number)


def _areas(report: Report, land: Land, outline: Outline, labels: Labels) -> Iterator[MapMark]:
    """List the areas of the events that have no point, each leading to the first of its events."""
    together: dict[str, list[Event]] = {}
    for event in report.events:
        if not event.coordinates:
            for region in lineage(event.region):
                together.setdefault(region, []).append(event)
    for shape in outline.shapes:
        if events := together.get(shape.region) if land.areas else None:
            yield MapMark(_title(events, labels), _href(events[0]), "placed", path=shape.path)


def _title(events: Sequence[Event], labels: Labels) -> str:
    """Say what a mark stands for: an event's type and date, or how many there are and of what types."""
    if len(events) == 1:
        return f"{labels.link('tag', events[0].type).text}, {labels.when(events[0].date).text}"
    types = dict.fromkeys(labels.link("tag", event.type).text for event in events)
    return f"{plural(len(events), 'event')}: {', '.join(types)}"


def _href(event: Event) -> str:
    return f"#{paths.event_anchor(event.id)}"


def _notes(report: Report, shown: int, points: Sequence[MapMark]) -> Iterator[str]:
    """Say how many events have a point on the map, where not all do, and what numbers on it mean."""
    total = len(report.events)
    if shown < total:
        yield f"{shown or 'None'} of {plural(total, 'event')} {'has' if shown < 2 else 'have'} a point on this map."
    if any(point.number for point in points):
        yield "A number counts the events about one place."


def _keys(kinds: set[str]) -> Iterator[MapKey]:
    radii = {mark.kind: mark.radius for mark in (*MARKS.values(), UNSTATED)}
    for kind, words in WORDS.items():
        if kind in kinds:
            yield MapKey(kind, min(radii.get(kind, SWATCH), SWATCH), words)
