"""Geometry: boundaries of regions, read from TopoJSON."""

Point = tuple[float, float]
"""A point: (longitude, latitude) in degrees, or (x, y)."""
