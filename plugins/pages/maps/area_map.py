"""Area map: a country divided into areas, shaded by number of events."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from plugins.archive.archive import Archive
from plugins.archive.digest import digest
from plugins.archive.geometry import Point
from plugins.archive.geometry.map_regions import Boundaries, MapRegion
from plugins.archive.text.plurals import plural
from plugins.pages.labels import Labels
from plugins.pages.maps.map_paths import AREA_MAP_SCALE, MapPaths, Shape
from plugins.pages.maps.view_models import AreaMap, LegendItem, MapArea, MapAttribution, MapLabel
from plugins.pages.view_models import Link

STEPS = 5
"""Shades of a map, besides that of areas without events."""
LABEL_SIZE = 13
"""Font size of labels, in map units."""
LETTER_WIDTH = 0.58
"""Average width of a letter, as a share of the font size."""
MAX_INDEX_MAPS = 4
"""Maps on the list of all regions."""
INDEX_RATIO = 20
"""The list shows a country with at least 1/20 of the events of the country with the most."""
HEIGHTS_TRIED = 16
"""The area is divided into this many strips; a box is tried between each two of them."""
Span = tuple[float, float]
"""Left and right end of a horizontal line."""


def area_map(region_id: str, archive: Archive, labels: Labels, map_paths: MapPaths) -> AreaMap | None:
    """Return the map of a region: its own areas, or the country around it with the region marked.

    None for a region without geometry.
    """
    country = archive.boundaries.map_for(region_id)
    return _draw(country, region_id, archive, labels, map_paths) if country else None


def index_maps(archive: Archive, labels: Labels, map_paths: MapPaths) -> tuple[AreaMap, ...]:
    """Return the maps of the countries with the most events, those with more events first."""
    return tuple(_draw(country, country.region.id, archive, labels, map_paths) for country in _index_countries(archive))


def index_map_inputs(archive: Archive) -> bytes:
    """Return a digest of everything that `index_maps` reads."""
    return area_map_inputs(_index_countries(archive), archive)


def area_map_inputs(countries: Iterable[MapRegion], archive: Archive) -> bytes:
    """Return a digest of everything that the maps of countries read: geometry, attribution, names, numbers of events.

    Does not read the geometry itself; costs O(areas).
    """
    shown = ((country.digest, (country.region, *country.areas)) for country in countries)
    return digest([(shape, [_events(region.id, archive) for region in regions]) for shape, regions in shown])


def _events(region_id: str, archive: Archive) -> int:
    return len(archive.catalogue.contents_of("region", region_id).events)


def _index_countries(archive: Archive) -> list[MapRegion]:
    counted = [(_events(country.region.id, archive), country) for country in archive.boundaries.top_level_maps()]
    highest = max((count for count, _ in counted), default=0)
    shown = [(count, country) for count, country in counted if count * INDEX_RATIO >= highest]
    return [country for _, country in sorted(shown, key=lambda pair: -pair[0])[:MAX_INDEX_MAPS]]


def _draw(country: MapRegion, current: str, archive: Archive, labels: Labels, map_paths: MapPaths) -> AreaMap:
    """Return the map of a country; the region `current` is marked if it is one of several areas."""
    outline = map_paths.outline(country, AREA_MAP_SCALE)
    counts = {region.id: _events(region.id, archive) for region in country.areas or (country.region,)}
    limits = step_limits(counts.values())
    unplaced = _events(country.region.id, archive) - sum(counts.values())
    links = [msgspec.structs.replace(labels.link("region", id_), count=count) for id_, count in counts.items()]
    return AreaMap(
        title=country.region.name,
        width=outline.projection.width,
        height=outline.projection.height,
        label_size=LABEL_SIZE,
        land=tuple(shape.path for shape in outline.shapes if not shape.region),
        areas=tuple(_area(shape, counts[shape.region], limits, labels) for shape in outline.shapes if shape.region),
        current=next((shape.path for shape in outline.shapes if shape.region == current and country.areas), ""),
        legend=legend_items(limits),
        regions=tuple(sorted(links, key=lambda link: (-(link.count or 0), link.text.casefold()))),
        unplaced=plural(unplaced, "event") if unplaced > 0 else "",
        attributions=map_attributions(country, archive.boundaries),
    )


def _area(shape: Shape, count: int, limits: Sequence[int], labels: Labels) -> MapArea:
    link = labels.link("region", shape.region)
    label = _label(shape, link.text, f"{count:,}")
    return MapArea(f"{link.text}: {plural(count, 'event')}", link.href, shape.path, step_for(count, limits), label)


def _label(shape: Shape, name: str, number: str) -> MapLabel | None:
    """Return the name and number of an area if both fit, otherwise the number, otherwise nothing."""
    two_lines = find_label_box(shape.rings, 2.4 * LABEL_SIZE)
    if two_lines.width > len(name) * LETTER_WIDTH * LABEL_SIZE:
        return MapLabel(two_lines.x, two_lines.y, name, number)
    line = find_label_box(shape.rings, 1.2 * LABEL_SIZE)
    return MapLabel(line.x, line.y, "", number) if line.width > len(number) * LETTER_WIDTH * LABEL_SIZE else None


def step_limits(counts: Iterable[int]) -> tuple[int, ...]:
    """Return the highest number of each of at most five steps.

    The limits grow quadratically. Counts of events are skewed, and linear steps would put most areas into the first.

    >>> step_limits([0, 3, 40, 150])
    (6, 24, 54, 96, 150)
    """
    highest = max(counts, default=0)
    return tuple(sorted({max(round(highest * (n / STEPS) ** 2), 1) for n in range(1, STEPS + 1)})) if highest else ()


def step_for(count: int, limits: Sequence[int]) -> int:
    """Return the step of a number of events, from 0 for none to 5. The highest number always has step 5.

    >>> [step_for(count, (1, 2)) for count in (0, 1, 2)]
    [0, 4, 5]
    """
    return STEPS - len(limits) + 1 + bisect_left(limits, count) if count else 0


def legend_items(limits: Sequence[int]) -> tuple[LegendItem, ...]:
    """Return the legend: the range of numbers of each step."""
    starts = [1, *(limit + 1 for limit in limits)]
    return tuple(
        LegendItem(step_for(end, limits), f"{start:,}" if start == end else f"{start:,}–{end:,}")
        for start, end in zip(starts, limits, strict=False)
    )


def map_attributions(country: MapRegion, boundaries: Boundaries) -> tuple[MapAttribution, ...]:
    """Return the attributions of a map's geometry, without duplicates."""
    attributions = dict.fromkeys(
        MapAttribution(Link(origin.origin, origin.url), Link(origin.licence.name, origin.licence.url))
        for name in country.files
        if (origin := boundaries.origins.get(name))
    )
    return tuple(attributions)


class LabelBox(NamedTuple):
    """The middle of a box and its width, in map units."""

    x: int
    y: int
    width: int


@lru_cache(maxsize=4096)
def find_label_box(rings: tuple[tuple[Point, ...], ...], height: float) -> LabelBox:
    """Return the widest box of `height` within the area of `rings`, outside holes; of width 0 if nothing fits.

    Results are cached, because the pages of all areas of a country show the same map.
    """
    ys = [y for ring in rings for _, y in ring]
    top, bottom = min(ys), max(ys)
    best = LabelBox(0, 0, 0)
    for n in range(1, HEIGHTS_TRIED):
        y = top + (bottom - top) * n / HEIGHTS_TRIED
        for left, right in _intersection([_inside(rings, y + shift) for shift in (-height / 2, 0, height / 2)]):
            if right - left > best.width:
                best = LabelBox(round((left + right) / 2), round(y), int(right - left))
    return best


def _inside(rings: Sequence[Sequence[Point]], y: float) -> list[Span]:
    """Return the spans of the line at `y` inside the area, by the even-odd rule."""
    crossings = sorted(
        ax + (y - ay) * (bx - ax) / (by - ay)
        for ring in rings
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (ay <= y) != (by <= y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=True))


def _intersection(lines: Sequence[Sequence[Span]]) -> list[Span]:
    """Return the spans that all lines share."""
    shared = list(lines[0])
    for line in lines[1:]:
        pairs = ((max(a, c), min(b, d)) for a, b in shared for c, d in line)
        shared = [(left, right) for left, right in pairs if right > left]
    return shared
