"""Event map: the events of a report on the map of their country, with symbols for their precision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import dist
from statistics import fmean
from typing import NamedTuple

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.geometry import Point
from plugins.archive.geometry.map_regions import Boundaries, MapRegion
from plugins.archive.model.registry import lineage
from plugins.archive.model.report import Event, Report
from plugins.archive.text.plurals import plural
from plugins.pages.labels import Labels
from plugins.pages.maps.area_map import map_attributions
from plugins.pages.maps.map_paths import EVENT_MAP_SCALE, MapPaths, Outline
from plugins.pages.maps.view_models import EventMap, MapSymbol, SymbolLegendItem
from plugins.pages.phrases import PLACE_PRECISION

NEIGHBOURS = [(across, down) for across in (-1, 0, 1) for down in (-1, 0, 1)]
"""Offsets of a grid cell and the eight cells around it."""


class Symbol(NamedTuple):
    """The kind of a point, which is also its CSS class, and its radius in map units."""

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
"""By `where_prec` of the UCDP GED codebook. Less precise locations have larger, emptier symbols."""
LEGEND = {
    "exact": PLACE_PRECISION[1],
    "near": PLACE_PRECISION[2],
    "district": PLACE_PRECISION[3],
    "wide": "somewhere in the area, or along a line",
    "country": "somewhere in the country, or beyond",
    "unstated": "precision not stated",
    "placed": "area of an event without a point",
}
"""The legend text of each kind of symbol, the most precise first."""
CLUSTER_DISTANCE = 15
"""Points nearer than this share one symbol, in map units: they would overlap, as a town and its outskirts do."""
MIN_NUMBERED_RADIUS = 9
"""Radius of the smallest point that holds a number, in map units."""
MAX_LEGEND_RADIUS = 7
"""Radius of the largest point in the legend."""


def event_map(report: Report, archive: Archive, labels: Labels, map_paths: MapPaths) -> EventMap | None:
    """Return the map of a report's events; None without geometry, or if it would be empty.

    The map shows one country, because the outlines of several would be too small: the country with the most points,
    otherwise with the most events, otherwise that of the report's first region.
    """
    country = _country(report, archive.boundaries)
    if country is None:
        return None
    outline = map_paths.outline(country, EVENT_MAP_SCALE)
    located = [(event, point) for event, point in _points(report, outline) if outline.projection.shows(point)]
    points = sorted(_point_symbols(located, labels), key=lambda symbol: -symbol.radius)
    areas = tuple(_area_symbols(report, country, outline, labels))
    if not points and not areas:
        return None
    return EventMap(
        title=country.region.name,
        note=" ".join(_notes(report, len(located), points)),
        base=outline.base,
        areas=areas,
        points=tuple(points),
        legend=tuple(_legend({symbol.kind for symbol in (*points, *areas)})),
        attributions=map_attributions(country, archive.boundaries),
    )


def event_map_inputs(report: Report, archive: Archive) -> bytes:
    """Return a digest of everything that a report's map reads, except the report and the entries it names."""
    countries = archive.boundaries.widest_maps
    if not countries:
        return b""
    regions = {*report.regions, *(event.region for event in report.events)}
    return b"".join(sorted({countries[region].digest for region in regions if region in countries}))


def _country(report: Report, boundaries: Boundaries) -> MapRegion | None:
    """Return the country to show."""
    with_points = [event.region for event in report.events if event.coordinates]
    for regions in (with_points, [event.region for event in report.events], report.regions):
        found = [boundaries.widest_maps[region].region.id for region in regions if region in boundaries.widest_maps]
        if found:
            ((country, _),) = Counter(found).most_common(1)
            return boundaries.maps[country]
    return None


def _points(report: Report, outline: Outline) -> Iterator[tuple[Event, Point]]:
    for event in report.events:
        if event.coordinates:
            latitude, longitude = event.coordinates
            yield event, outline.projection.project(longitude, latitude)


def _point_symbols(located: Sequence[tuple[Event, Point]], labels: Labels) -> Iterator[MapSymbol]:
    """List one symbol per cluster of events of the same precision; it links to the first of them."""
    by_symbol: dict[Symbol, list[tuple[Event, Point]]] = {}
    for event, point in located:
        by_symbol.setdefault(SYMBOLS.get(event.place_precision or 0, UNSTATED), []).append((event, point))
    for symbol, found in by_symbol.items():
        for indexes in cluster((point for _, point in found), CLUSTER_DISTANCE):
            events = [found[index][0] for index in indexes]
            x, y = (round(fmean(found[index][1][axis] for index in indexes)) for axis in (0, 1))
            number = f"{len(events)}" if len(events) > 1 else ""
            radius = max(symbol.radius, MIN_NUMBERED_RADIUS) if number else symbol.radius
            yield MapSymbol(_title(events, labels), _href(events[0]), symbol.kind, x, y, radius, number)


def _area_symbols(report: Report, country: MapRegion, outline: Outline, labels: Labels) -> Iterator[MapSymbol]:
    """List the areas of events without a point; each links to the first of its events."""
    by_region: dict[str, list[Event]] = {}
    for event in report.events:
        if not event.coordinates:
            for region in lineage(event.region):
                by_region.setdefault(region, []).append(event)
    for shape in outline.shapes:
        if events := by_region.get(shape.region) if country.areas else None:
            yield MapSymbol(_title(events, labels), _href(events[0]), "placed", path=shape.path)


def _title(events: Sequence[Event], labels: Labels) -> str:
    """Return the type and date of an event, or the number and types of several."""
    if len(events) == 1:
        return f"{labels.link('tag', events[0].type).text}, {labels.when(events[0].date).text}"
    types = dict.fromkeys(labels.link("tag", event.type).text for event in events)
    return f"{plural(len(events), 'event')}: {', '.join(types)}"


def _href(event: Event) -> str:
    return f"#{paths.event_anchor(event.id)}"


def _notes(report: Report, shown: int, points: Sequence[MapSymbol]) -> Iterator[str]:
    """List the notes about events without a point and about numbers on the map, where they apply."""
    total = len(report.events)
    if shown < total:
        yield f"{shown or 'None'} of {plural(total, 'event')} {'has' if shown < 2 else 'have'} a point on this map."
    if any(point.number for point in points):
        yield "A number in a point counts the events near that place."


def _legend(kinds: set[str]) -> Iterator[SymbolLegendItem]:
    radii = {symbol.kind: symbol.radius for symbol in (*SYMBOLS.values(), UNSTATED)}
    for kind, text in LEGEND.items():
        if kind in kinds:
            yield SymbolLegendItem(kind, min(radii.get(kind, MAX_LEGEND_RADIUS), MAX_LEGEND_RADIUS), text)


def cluster(points: Iterable[Point], distance: float) -> list[list[int]]:
    """Group `points` and return the indexes of each group.

    A point joins the first group whose first point is nearer than `distance`. Costs O(n): first points are looked up
    in a grid of cells of `distance`, each of which holds few of them.
    """
    clusters: list[list[int]] = []
    grid: dict[tuple[int, int], list[tuple[Point, list[int]]]] = {}
    for index, point in enumerate(points):
        column, row = int(point[0] // distance), int(point[1] // distance)
        near = (item for across, down in NEIGHBOURS for item in grid.get((column + across, row + down), ()))
        members = next((members for first, members in near if dist(first, point) < distance), None)
        if members is None:
            members = []
            clusters.append(members)
            grid.setdefault((column, row), []).append((point, members))
        members.append(index)
    return clusters
