"""Simplify: how much each point of a line contributes to its shape, so that a line can be drawn with fewer points.

The measure is that of Visvalingam and Whyatt (The Cartographic Journal 30(1), 1993): the area of the triangle of a
point and its neighbours at the time when it is removed. Packages on PyPI for this depend on numpy, which is larger than
all other dependencies together.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from math import inf

from plugins.archive.geometry import Point


def point_weights(points: Sequence[Point]) -> list[float]:
    """Return the area, in squares of the points' unit, below which each point can be left out.

    End points are never removed; a ring keeps two more points. Weights never decrease in the order of removal, so
    filtering by a threshold equals repeatedly removing the smallest triangle. Costs n log n.
    """
    weights = [inf] * len(points)
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))
    areas = [inf, *(_triangle(*points[n - 1 : n + 2]) for n in range(1, len(points) - 1)), inf][: len(points)]
    queue = [(area, index) for index, area in enumerate(areas) if area < inf]
    heapq.heapify(queue)
    removable = len(points) - (4 if points and points[0] == points[-1] else 2)
    least = 0.0
    while queue and removable > 0:
        area, index = heapq.heappop(queue)
        if area != areas[index]:
            continue  # outdated: a neighbour was removed since
        removable -= 1
        least = weights[index] = max(least, area)
        areas[index] = -1
        left, right = before[index], after[index]
        after[left], before[right] = right, left
        for neighbour in (left, right):
            if 0 < neighbour < len(points) - 1:
                areas[neighbour] = _triangle(points[before[neighbour]], points[neighbour], points[after[neighbour]])
                heapq.heappush(queue, (areas[neighbour], neighbour))
    return weights


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2
