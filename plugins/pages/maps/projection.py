"""The projection: degrees turned to places on a map.

It is equirectangular, with the latitude in the middle of the map true to scale: over the few degrees of a country its
shapes are as good as those of any other, and north is up everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, radians

import msgspec

from plugins.archive.geometry.simplify import Point

MARGIN = 4
"""Units left free at each edge, for the lines that run along it."""

SLACK = 90
"""Degrees to the west of a map that count as such; what lies further is east of it, across the 180th meridian."""


class Projection(msgspec.Struct, frozen=True):
    """A map's frame: its size in units, the degrees at its upper left corner, and units for a degree each way."""

    width: int
    height: int
    west: float
    north: float
    east_units: float
    south_units: float

    def project(self, longitude: float, latitude: float) -> Point:
        """Return where a place is: units from the left and from the top; beyond the frame too."""
        east = (longitude - self.west + SLACK) % 360 - SLACK
        return east * self.east_units + MARGIN, (self.north - latitude) * self.south_units + MARGIN

    def shows(self, point: Point) -> bool:
        """Tell whether a point lies within the frame."""
        return 0 <= point[0] <= self.width and 0 <= point[1] <= self.height


def fit_projection(points: Iterable[Point], size: int) -> Projection:
    """Return the projection of a map of `size` units at most each way that holds `points` (longitude, latitude)."""
    longitudes, latitudes = zip(*points, strict=True)
    west, east = min((_span(longitudes), _span([way % 360 for way in longitudes])), key=lambda span: span[1] - span[0])
    south, north = min(latitudes), max(latitudes)
    narrow = max(cos(radians((south + north) / 2)), 0.01)
    units = (size - 2 * MARGIN) / max((east - west) * narrow, north - south, 0.0001)
    width, height = round((east - west) * narrow * units), round((north - south) * units)
    return Projection(width + 2 * MARGIN, height + 2 * MARGIN, west, north, units * narrow, units)


def _span(longitudes: Sequence[float]) -> tuple[float, float]:
    return min(longitudes), max(longitudes)
