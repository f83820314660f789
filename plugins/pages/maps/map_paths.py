"""SVG paths of a map's areas, in whole units and with no more points than are visible."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from plugins.archive.geometry import Point
from plugins.archive.geometry.map_regions import Boundaries, MapRegion
from plugins.archive.geometry.simplify import point_weights
from plugins.archive.geometry.topojson import Ring
from plugins.pages.maps.projection import Projection, fit_projection
from plugins.pages.maps.view_models import BaseMap

MIN_VISIBLE_AREA = 0.6
"""Area of the smallest triangle that a line shows, in square units. Half a unit is about the width of a line."""
MIN_PART_AREA = 3.0
"""Smaller parts of an area are left out, except its largest part. In square units."""
MAX_WEIGHT = 1e300
"""Upper limit of the weight threshold. Only the end points of a line weigh more; they are never removed."""


class Scale(NamedTuple):
    """The size of a map in units, and the number of points that its lines may have."""

    size: int
    points: int


AREA_MAP_SCALE = Scale(640, 1600)
EVENT_MAP_SCALE = Scale(480, 600)
"""Coarser than area maps, because many reports have an event map."""

GridPoint = tuple[int, int]
Line = tuple[GridPoint, ...]
ArcKey = tuple[str, int]
"""The name of a boundary file and the index of an arc in it."""


class Shape(msgspec.Struct, frozen=True):
    """The path and the rings of one area; `region` is empty for land outside the areas."""

    region: str
    path: str
    rings: tuple[Line, ...]


class Outline(msgspec.Struct, frozen=True):
    """The shapes of a map, its projection and its base map. Land outside the areas comes first."""

    projection: Projection
    shapes: tuple[Shape, ...]
    base: BaseMap


class MapPaths:
    """Draws the outlines of an archive's maps and caches them by scale."""

    def __init__(self, boundaries: Boundaries) -> None:
        self._boundaries = boundaries
        self._outlines: dict[tuple[str, Scale], Outline] = {}

    def outline(self, country: MapRegion, scale: Scale) -> Outline:
        """Return the outline of a map; always the same object for the same map and scale."""
        key = country.region.id, scale
        if key not in self._outlines:
            self._outlines[key] = draw_outline(country, scale, self._boundaries)
        return self._outlines[key]


def draw_outline(country: MapRegion, scale: Scale, boundaries: Boundaries) -> Outline:
    """Draw a map. Arcs are simplified before they are joined to rings, so that neighbours share their lines."""
    parts = [part for part in _parts(country, boundaries) if part[2]]
    used = {(name, max(arc, ~arc)) for _, name, rings in parts for ring in rings for arc in ring}
    degrees = {arc: boundaries.files[arc[0]].arcs[arc[1]] for arc in sorted(used)}
    projection = fit_projection((point for points in degrees.values() for point in points), scale.size)
    projected = {arc: [projection.project(*point) for point in points] for arc, points in degrees.items()}
    lines = _simplify(projected, scale)
    shapes = tuple(_shape(region, [_join(name, ring, lines) for ring in rings]) for region, name, rings in parts)
    base = BaseMap(projection.width, projection.height, tuple(shape.path for shape in shapes))
    return Outline(projection, shapes, base)


def _parts(country: MapRegion, boundaries: Boundaries) -> Iterator[tuple[str, str, list[Ring]]]:
    """List the parts of a map as region id, file and rings. The first part is the land outside the areas."""
    features = boundaries.features(country.region.boundary)
    areas = [(area, boundaries.features(area.boundary)) for area in country.areas]
    in_areas = {id(feature) for _, found in areas for feature in found}
    rest = [feature for feature in features if id(feature) not in in_areas]
    for region_id, boundary, found in (
        (country.region.id if not areas else "", country.region.boundary, rest),
        *((area.id, area.boundary, found) for area, found in areas),
    ):
        yield region_id, boundary.partition("/")[0], [ring for feature in found for ring in feature.rings]


def _simplify(arcs: Mapping[ArcKey, Sequence[Point]], scale: Scale) -> dict[ArcKey, Line]:
    """Return the arcs in whole units, without the points of least weight. End points are never removed."""
    weights = {arc: point_weights(points) for arc, points in arcs.items()}
    ranked = sorted((weight for found in weights.values() for weight in found), reverse=True)
    least = min(max(MIN_VISIBLE_AREA, ranked[scale.points] if len(ranked) > scale.points else 0), MAX_WEIGHT)
    return {
        arc: tuple((round(x), round(y)) for (x, y), weight in zip(points, weights[arc], strict=True) if weight > least)
        for arc, points in arcs.items()
    }


def _join(name: str, ring: Ring, lines: Mapping[ArcKey, Line]) -> Line:
    """Return the points of a ring, without repeated points where arcs meet or rounding made points equal."""
    joined: list[GridPoint] = []
    for arc in ring:
        line = lines[name, arc] if arc >= 0 else lines[name, ~arc][::-1]
        for point in line:
            if not joined or point != joined[-1]:
                joined.append(point)
    return tuple(joined[:-1] if len(joined) > 1 and joined[0] == joined[-1] else joined)


def _shape(region: str, rings: Sequence[Line]) -> Shape:
    """Return the shape of an area, without its smallest parts."""
    sized = [(abs(_signed_area(ring)), ring) for ring in rings]
    largest = max(size for size, _ in sized)
    drawn = tuple(ring for size, ring in sized if size >= MIN_PART_AREA or size == largest)
    return Shape(region, "".join(map(_path, drawn)), drawn)


def _signed_area(ring: Line) -> float:
    """Return the area of a ring in square units, by the shoelace formula."""
    return sum(x * b - a * y for (x, y), (a, b) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def _path(ring: Line) -> str:
    """Return the path data of a ring, in short relative coordinates; a ring without area becomes a unit square."""
    if len(ring) < 3:
        return f"M{ring[0][0]} {ring[0][1]}h1v1h-1z"
    moves = ((a - x, b - y) for (x, y), (a, b) in itertools.pairwise(ring))
    return f"M{ring[0][0]} {ring[0][1]}l" + " ".join(f"{x} {y}" for x, y in moves).replace(" -", "-") + "z"
