"""Extents: the ranges of latitude and longitude that a boundary covers."""

from __future__ import annotations

from typing import NamedTuple

from plugins.archive.geometry.map_regions import Boundaries


class Extent(NamedTuple):
    """A range of latitudes and longitudes, in degrees. Around the 180th meridian it covers all longitudes."""

    south: float
    west: float
    north: float
    east: float

    def __str__(self) -> str:
        latitudes, longitudes = f"{self.south:.1f} to {self.north:.1f}", f"{self.west:.1f} to {self.east:.1f}"
        return f"whose latitudes are {latitudes} and longitudes {longitudes}"

    def widened(self, degrees: float) -> Extent:
        """Return the extent with a margin on each side."""
        return Extent(self.south - degrees, self.west - degrees, self.north + degrees, self.east + degrees)

    def contains(self, latitude: float, longitude: float) -> bool:
        """Return whether a point is inside."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


def extent_of(boundaries: Boundaries, boundary: str) -> Extent | None:
    """Return the extent of a region's `boundary`; None if it has no geometry."""
    topology = boundaries.files.get(boundary.partition("/")[0])
    features = boundaries.features(boundary)
    if topology is None or not features:
        return None
    numbers = {number if number >= 0 else ~number for feature in features for ring in feature.rings for number in ring}
    points = [point for number in numbers for point in topology.arcs[number]]
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return Extent(min(latitudes), min(longitudes), max(latitudes), max(longitudes)) if points else None
