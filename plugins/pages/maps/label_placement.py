"""Label placement: the widest box for a label within an area."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from plugins.archive.geometry import Point

HEIGHTS_TRIED = 16
"""The area is divided into this many strips; a box is tried between each two of them."""
Span = tuple[float, float]
"""Left and right end of a horizontal line."""


class LabelBox(NamedTuple):
    """The middle of a box and its width, in map units."""

    x: int
    y: int
    width: int


@lru_cache(maxsize=4096)
def find_label_box(rings: tuple[tuple[Point, ...], ...], height: float) -> LabelBox:
    """Return the widest box of `height` within the area of `rings`, outside holes; of width 0 if nothing fits.

    Results are cached, because the pages of all areas of a country show the same map.
    """
    ys = [y for ring in rings for _, y in ring]
    top, bottom = min(ys), max(ys)
    best = LabelBox(0, 0, 0)
    for n in range(1, HEIGHTS_TRIED):
        y = top + (bottom - top) * n / HEIGHTS_TRIED
        for left, right in _intersection([_inside(rings, y + shift) for shift in (-height / 2, 0, height / 2)]):
            if right - left > best.width:
                best = LabelBox(round((left + right) / 2), round(y), int(right - left))
    return best


def _inside(rings: Sequence[Sequence[Point]], y: float) -> list[Span]:
    """Return the spans of the line at `y` inside the area, by the even-odd rule."""
    crossings = sorted(
        ax + (y - ay) * (bx - ax) / (by - ay)
        for ring in rings
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (ay <= y) != (by <= y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=True))


def _intersection(lines: Sequence[Sequence[Span]]) -> list[Span]:
    """Return the spans that all lines share."""
    shared = list(lines[0])
    for line in lines[1:]:
        pairs = ((max(a, c), min(b, d)) for a, b in shared for c, d in line)
        shared = [(left, right) for left, right in pairs if right > left]
    return shared
