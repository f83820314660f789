"""Clusters of map points that would overlap."""

from __future__ import annotations

from collections.abc import Iterable
from math import dist

from plugins.archive.geometry import Point

NEIGHBOURS = [(across, down) for across in (-1, 0, 1) for down in (-1, 0, 1)]
"""Offsets of a grid cell and the eight cells around it."""


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
