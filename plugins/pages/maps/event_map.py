"""The locator: the map of a report's country with its events on it, each as exact as its place is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import NamedTuple

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.geometry.map_regions import Boundaries, MapRegion
from plugins.archive.geometry.simplify import Point
from plugins.archive.model.registry import lineage
from plugins.archive.model.report import Event, Report
from plugins.pages.labels import Labels
from plugins.pages.maps.area_map import map_attributions
from plugins.pages.maps.clusters import cluster
from plugins.pages.maps.map_paths import EVENT_MAP_SCALE, MapPaths, Outline
from plugins.pages.maps.view_models import EventMap, MapSymbol, SymbolLegendItem
from plugins.pages.phrases import PLACE_PRECISION, plural


class Symbol(NamedTuple):
    """How a point is drawn: its kind, which is a class of the style sheet, and its radius in units."""

    kind: str
    radius: int


UNSTATED = Symbol("unstated", 6)
SYMBOLS = {
    1: Symbol("exact", 6),
    2: Symbol("near", 9),
    3: Symbol("district", 16),
    4: Symbol("wide", 24),
    5: Symbol("wide", 24),
    6: Symbol("country", 36),
    7: Symbol("country", 36),
}
"""By `where_prec` of the UCDP GED codebook: the less is known, the larger and the emptier."""
LEGEND = {
    "exact": PLACE_PRECISION[1],
    "near": PLACE_PRECISION[2],
    "district": PLACE_PRECISION[3],
    "wide": "somewhere in the area, or along a line",
    "country": "somewhere in the country, or beyond",
    "unstated": "precision not stated",
    "placed": "area of an event without a point",
}
"""What the legend says of each kind of mark, the most exact first."""
CLUSTER_DISTANCE = 15
"""Units from which on points are drawn apart; nearer ones would lie on each other: a town and its outskirts."""
MIN_NUMBERED_RADIUS = 9
"""The least radius of a point that has a number in it."""
MAX_LEGEND_RADIUS = 7
"""The largest radius that the legend draws."""


def event_map(report: Report, archive: Archive, labels: Labels, map_paths: MapPaths) -> EventMap | None:
    """Return the map of a report's events; None without geometry, or when nothing could be shown on it.

    It shows one country, for outlines of several would leave none of them large enough to see anything: that of most
    events with a point, else of most events, else of the report's first region.
    """
    land = _country(report, archive.boundaries)
    if land is None:
        return None
    outline = map_paths.outline(land, EVENT_MAP_SCALE)
    seen = [(event, point) for event, point in _points(report, outline) if outline.projection.shows(point)]
    points = sorted(_marks(seen, labels), key=lambda mark: -mark.radius)
    areas = tuple(_areas(report, land, outline, labels))
    if not points and not areas:
        return None
    return EventMap(
        title=land.region.name,
        note=" ".join(_notes(report, len(seen), points)),
        base=map_paths.base_map(land, EVENT_MAP_SCALE),
        areas=areas,
        points=tuple(points),
        legend=tuple(_keys({mark.kind for mark in (*points, *areas)})),
        attributions=map_attributions(land, archive.boundaries),
    )


def event_map_inputs(report: Report, archive: Archive) -> bytes:
    """Return a digest of what a report's map draws on beyond the report and the entries that it names."""
    countries = archive.boundaries.widest_maps
    if not countries:
        return b""
    regions = {*report.regions, *(event.region for event in report.events)}
    return b"".join(sorted({countries[region].digest for region in regions if region in countries}))


def _country(report: Report, boundaries: Boundaries) -> MapRegion | None:
    """Return the map of the country that the report is about."""
    pointed = [event.region for event in report.events if event.coordinates]
    for regions in (pointed, [event.region for event in report.events], report.regions):
        found = [boundaries.widest_maps[region].region.id for region in regions if region in boundaries.widest_maps]
        if found:
            (name, _), *_ = Counter(found).most_common(1)
            return boundaries.maps[name]
    return None


def _points(report: Report, outline: Outline) -> Iterator[tuple[Event, Point]]:
    for event in report.events:
        if event.coordinates:
            latitude, longitude = event.coordinates
            yield event, outline.projection.project(longitude, latitude)


def _marks(seen: Sequence[tuple[Event, Point]], labels: Labels) -> Iterator[MapSymbol]:
    """List the points, one for all events of one precision about one place; it leads to the first of them."""
    alike: dict[Symbol, list[tuple[Event, Point]]] = {}
    for event, point in seen:
        alike.setdefault(SYMBOLS.get(event.place_precision or 0, UNSTATED), []).append((event, point))
    for mark, found in alike.items():
        for crowd in cluster((point for _, point in found), CLUSTER_DISTANCE):
            events = [found[place][0] for place in crowd]
            x, y = (round(fmean(found[place][1][way] for place in crowd)) for way in (0, 1))
            number = f"{len(events)}" if len(events) > 1 else ""
            radius = max(mark.radius, MIN_NUMBERED_RADIUS) if number else mark.radius
            yield MapSymbol(_title(events, labels), _href(events[0]), mark.kind, x, y, radius, number)


def _areas(report: Report, land: MapRegion, outline: Outline, labels: Labels) -> Iterator[MapSymbol]:
    """List the areas of the events that have no point, each leading to the first of its events."""
    together: dict[str, list[Event]] = {}
    for event in report.events:
        if not event.coordinates:
            for region in lineage(event.region):
                together.setdefault(region, []).append(event)
    for shape in outline.shapes:
        if events := together.get(shape.region) if land.areas else None:
            yield MapSymbol(_title(events, labels), _href(events[0]), "placed", path=shape.path)


def _title(events: Sequence[Event], labels: Labels) -> str:
    """Say what a mark stands for: an event's type and date, or how many there are and of what types."""
    if len(events) == 1:
        return f"{labels.link('tag', events[0].type).text}, {labels.when(events[0].date).text}"
    types = dict.fromkeys(labels.link("tag", event.type).text for event in events)
    return f"{plural(len(events), 'event')}: {', '.join(types)}"


def _href(event: Event) -> str:
    return f"#{paths.event_anchor(event.id)}"


def _notes(report: Report, shown: int, points: Sequence[MapSymbol]) -> Iterator[str]:
    """Say how many events have a point on the map, where not all do, and what numbers on it mean."""
    total = len(report.events)
    if shown < total:
        yield f"{shown or 'None'} of {plural(total, 'event')} {'has' if shown < 2 else 'have'} a point on this map."
    if any(point.number for point in points):
        yield "A number counts the events about one place."


def _keys(kinds: set[str]) -> Iterator[SymbolLegendItem]:
    radii = {mark.kind: mark.radius for mark in (*SYMBOLS.values(), UNSTATED)}
    for kind, words in LEGEND.items():
        if kind in kinds:
            yield SymbolLegendItem(kind, min(radii.get(kind, MAX_LEGEND_RADIUS), MAX_LEGEND_RADIUS), words)
