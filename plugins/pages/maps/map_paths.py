"""Outlines: the areas of a map as paths of whole units, with no more points than can be seen."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from plugins.archive.geometry.map_regions import Boundaries, MapRegion
from plugins.archive.geometry.simplify import Point, point_weights
from plugins.archive.geometry.topojson import Ring
from plugins.pages.maps.projection import Projection, fit_projection
from plugins.pages.maps.view_models import BaseMap

MIN_VISIBLE_AREA = 0.6
"""Square units of the least triangle that a line may show; half a unit on a screen is about as fine as lines are."""
MIN_PART_AREA = 3.0
"""Square units below which a part of an area is left out, unless it is the largest."""


MAX_WEIGHT = 1e300
"""What only the ends of lines weigh more than."""


class Scale(NamedTuple):
    """How large a map is, in units each way, and how many points its lines may have."""

    size: int
    points: int


AREA_MAP_SCALE = Scale(640, 1600)
EVENT_MAP_SCALE = Scale(480, 600)
"""The map of a report: many pages have it, so that it is the coarser one."""

GridPoint = tuple[int, int]
Line = tuple[GridPoint, ...]
ArcKey = tuple[str, int]
"""An arc by its file and its number there."""


class Shape(msgspec.Struct, frozen=True):
    """One area as it is drawn: the region that it is (empty for land that is none), its path and its rings."""

    region: str
    path: str
    rings: tuple[Line, ...]


class Outline(msgspec.Struct, frozen=True):
    """A map without anything on it; the land that is no area of its own comes first."""

    projection: Projection
    shapes: tuple[Shape, ...]


class MapPaths:
    """Draws the maps of an archive, each once for a scale."""

    def __init__(self, boundaries: Boundaries) -> None:
        self._boundaries = boundaries
        self._drawn: dict[tuple[str, Scale], Outline] = {}
        self._grounds: dict[tuple[str, Scale], BaseMap] = {}

    def outline(self, land: MapRegion, scale: Scale) -> Outline:
        """Return the outline of a map; the same value each time that it is asked for."""
        key = land.region.id, scale
        if key not in self._drawn:
            self._drawn[key] = draw_outline(land, scale, self._boundaries)
        return self._drawn[key]

    def base_map(self, land: MapRegion, scale: Scale) -> BaseMap:
        """Return the outline of a map as pages show it; the same value each time, so that it is written once."""
        key = land.region.id, scale
        if key not in self._grounds:
            outline = self.outline(land, scale)
            paths = tuple(shape.path for shape in outline.shapes)
            self._grounds[key] = BaseMap(outline.projection.width, outline.projection.height, paths)
        return self._grounds[key]


def draw_outline(land: MapRegion, scale: Scale, boundaries: Boundaries) -> Outline:
    """Draw a map. Arcs are simplified before rings are made of them, so that neighbours share their lines."""
    parts = [part for part in _parts(land, boundaries) if part[2]]
    used = {(name, max(arc, ~arc)) for _, name, rings in parts for ring in rings for arc in ring}
    degrees = {arc: boundaries.files[arc[0]].arcs[arc[1]] for arc in sorted(used)}
    projection = fit_projection((point for points in degrees.values() for point in points), scale.size)
    lines = _simplified(
        {arc: [projection.project(*point) for point in points] for arc, points in degrees.items()}, scale
    )
    shapes = (_shape(region, [_stitched(name, ring, lines) for ring in rings]) for region, name, rings in parts)
    return Outline(projection, tuple(shapes))


def _parts(land: MapRegion, boundaries: Boundaries) -> Iterator[tuple[str, str, list[Ring]]]:
    """List what a map is made of: the region's id, its file and its rings; first the land that is no area's."""
    own = boundaries.features(land.region.boundary)
    areas = [(area, boundaries.features(area.boundary)) for area in land.areas]
    claimed = {id(feature) for _, features in areas for feature in features}
    rest = [feature for feature in own if id(feature) not in claimed]
    for region_id, boundary, features in (
        (land.region.id if not areas else "", land.region.boundary, rest),
        *((area.id, area.boundary, found) for area, found in areas),
    ):
        yield region_id, boundary.partition("/")[0], [ring for feature in features for ring in feature.rings]


def _simplified(arcs: Mapping[ArcKey, Sequence[Point]], scale: Scale) -> dict[ArcKey, Line]:
    """Return the arcs in whole units without the points that matter least; their ends stay, as many as they are."""
    weighed = {arc: point_weights(points) for arc, points in arcs.items()}
    ranked = sorted((weight for found in weighed.values() for weight in found), reverse=True)
    least = min(max(MIN_VISIBLE_AREA, ranked[scale.points] if len(ranked) > scale.points else 0), MAX_WEIGHT)
    return {
        arc: tuple((round(x), round(y)) for (x, y), weight in zip(points, weighed[arc], strict=True) if weight > least)
        for arc, points in arcs.items()
    }


def _stitched(name: str, ring: Ring, lines: Mapping[ArcKey, Line]) -> Line:
    """Return a ring's points, each once though arcs meet there or points have come to lie on one another."""
    spots: list[GridPoint] = []
    for arc in ring:
        line = lines[name, arc] if arc >= 0 else lines[name, ~arc][::-1]
        spots += [spot for n, spot in enumerate(line) if spot != (line[n - 1] if n else spots[-1] if spots else None)]
    return tuple(spots[:-1] if len(spots) > 1 and spots[0] == spots[-1] else spots)


def _shape(region: str, rings: Sequence[Line]) -> Shape:
    """Return an area without its specks."""
    sized = [(abs(_extent(ring)), ring) for ring in rings]
    largest = max(size for size, _ in sized)
    kept = tuple(ring for size, ring in sized if size >= MIN_PART_AREA or size == largest)
    return Shape(region, "".join(map(_path, kept)), kept)


def _extent(ring: Line) -> float:
    """Return the area within a ring, in square units."""
    return sum(x * b - a * y for (x, y), (a, b) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def _path(ring: Line) -> str:
    """Write a ring as a path, each point as the way from the one before, for short; what is no area is a unit."""
    if len(ring) < 3:
        return f"M{ring[0][0]} {ring[0][1]}h1v1h-1z"
    ways = ((a - x, b - y) for (x, y), (a, b) in itertools.pairwise(ring))
    return f"M{ring[0][0]} {ring[0][1]}l" + " ".join(f"{x} {y}" for x, y in ways).replace(" -", "-") + "z"
