"""Crowds: points of a map that would lie on each other, taken together."""

from __future__ import annotations

from collections.abc import Iterable
from math import dist

from plugins.archive.geometry.simplify import Point

AROUND = [(across, down) for across in (-1, 0, 1) for down in (-1, 0, 1)]


def cluster(points: Iterable[Point], distance: float) -> list[list[int]]:
    """Return the places of `points` by crowds; a point joins the first crowd that began less than `apart` from it.

    Costs no more than the points are many: crowds are looked for in the nine squares about a point, each of which holds
    few that are so far apart.
    """
    found: list[list[int]] = []
    begun: dict[tuple[int, int], list[tuple[Point, list[int]]]] = {}
    for place, point in enumerate(points):
        column, row = int(point[0] // distance), int(point[1] // distance)
        near = (one for across, down in AROUND for one in begun.get((column + across, row + down), ()))
        crowd = next((crowd for start, crowd in near if dist(start, point) < distance), None)
        if crowd is None:
            crowd = []
            found.append(crowd)
            begun.setdefault((column, row), []).append((point, crowd))
        crowd.append(place)
    return found
