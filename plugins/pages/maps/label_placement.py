"""Label room: where within an area there is most room for words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from plugins.archive.geometry.simplify import Point

HEIGHTS_TRIED = 16
"""Heights that are looked at."""
Span = tuple[float, float]


class LabelBox(NamedTuple):
    """A place for words: the middle of it, and how wide it is."""

    x: int
    y: int
    width: int


@lru_cache(maxsize=4096)
def find_label_box(rings: tuple[tuple[Point, ...], ...], height: float) -> LabelBox:
    """Return the widest room of the height `tall` within the area of `rings`, holes left free; 0 wide if none is.

    What is found is remembered: the page of each of a country's areas has the country's map.
    """
    heights = [y for ring in rings for _, y in ring]
    top, bottom = min(heights), max(heights)
    best = LabelBox(0, 0, 0)
    for n in range(1, HEIGHTS_TRIED):
        y = top + (bottom - top) * n / HEIGHTS_TRIED
        for left, right in _common([_inside(rings, y + shift) for shift in (-height / 2, 0, height / 2)]):
            if right - left > best.width:
                best = LabelBox(round((left + right) / 2), round(y), int(right - left))
    return best


def _inside(rings: Sequence[Sequence[Point]], y: float) -> list[Span]:
    """Return the parts of the line at `y` that lie within the area: between every other crossing."""
    crossings = sorted(
        ax + (y - ay) * (bx - ax) / (by - ay)
        for ring in rings
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (ay <= y) != (by <= y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=True))


def _common(lines: Sequence[Sequence[Span]]) -> list[Span]:
    """Return the parts that all lines have."""
    found = list(lines[0])
    for line in lines[1:]:
        pairs = ((max(a, c), min(b, d)) for a, b in found for c, d in line)
        found = [(left, right) for left, right in pairs if right > left]
    return found
