"""Map projection from degrees to map units.

The projection is equirectangular and true to scale at the middle latitude. At the size of a country it distorts shapes
no more than other projections do, and north is up everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, radians

import msgspec

from plugins.archive.geometry import Point

MARGIN = 4
"""Free units at each edge, for lines along the edge."""
MAX_DEGREES_WEST = 90
"""Points at most this far west of a map are west of it; others are east of it, across the 180th meridian."""


class Projection(msgspec.Struct, frozen=True):
    """The size of a map in units, the degrees of its upper left corner, and units per degree in both directions."""

    width: int
    height: int
    west: float
    north: float
    east_units: float
    south_units: float

    def project(self, longitude: float, latitude: float) -> Point:
        """Return the position of a place: units from the left and from the top, also outside the map."""
        east = (longitude - self.west + MAX_DEGREES_WEST) % 360 - MAX_DEGREES_WEST
        return east * self.east_units + MARGIN, (self.north - latitude) * self.south_units + MARGIN

    def shows(self, point: Point) -> bool:
        """Return whether a point lies within the map."""
        return 0 <= point[0] <= self.width and 0 <= point[1] <= self.height


def fit_projection(points: Iterable[Point], size: int) -> Projection:
    """Return the projection that fits `points` (longitude, latitude) into a map of at most `size` units."""
    longitudes, latitudes = zip(*points, strict=True)
    west, east = min((_range(longitudes), _range([x % 360 for x in longitudes])), key=lambda ends: ends[1] - ends[0])
    south, north = min(latitudes), max(latitudes)
    shrink = max(cos(radians((south + north) / 2)), 0.01)
    units = (size - 2 * MARGIN) / max((east - west) * shrink, north - south, 0.0001)
    width, height = round((east - west) * shrink * units), round((north - south) * units)
    return Projection(width + 2 * MARGIN, height + 2 * MARGIN, west, north, units * shrink, units)


def _range(values: Sequence[float]) -> tuple[float, float]:
    return min(values), max(values)
