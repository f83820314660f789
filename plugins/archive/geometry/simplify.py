"""Simplification: how much each point of a line matters, so that a line can be drawn with fewer of them.

The measure is that of Visvalingam and Whyatt (The Cartographic Journal 30(1), 1993): the area of the triangle that a
point makes with its neighbours when it is the next to go. What there is on PyPI for it brings numpy, which is larger
than all else here together.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from math import inf

Point = tuple[float, float]


def point_weights(points: Sequence[Point]) -> list[float]:
    """Return the area, in squares of the points' unit, below which each point can be left out.

    The ends have no bound, and two more points of a line that ends where it begins: they stay, or a ring would be
    nothing. No point weighs less than one that went before it, so what is left at any bound is what taking away the
    least one again and again leaves. Costs n log n.
    """
    found = [inf] * len(points)
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))
    sizes = [inf, *(_triangle(*points[n - 1 : n + 2]) for n in range(1, len(points) - 1)), inf][: len(points)]
    queue = [(size, here) for here, size in enumerate(sizes) if size < inf]
    heapq.heapify(queue)
    spare = len(points) - (4 if points and points[0] == points[-1] else 2)
    least = 0.0
    while queue and spare > 0:
        size, here = heapq.heappop(queue)
        if size != sizes[here]:
            continue  # it has been measured again since
        spare -= 1
        least = found[here] = max(least, size)
        sizes[here] = -1
        left, right = before[here], after[here]
        after[left], before[right] = right, left
        for one in (left, right):
            if 0 < one < len(points) - 1:
                sizes[one] = _triangle(points[before[one]], points[one], points[after[one]])
                heapq.heappush(queue, (sizes[one], one))
    return found


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2
