"""Geometry: boundaries of regions, read from TopoJSON."""
