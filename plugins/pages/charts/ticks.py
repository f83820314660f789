"""The marks of a time axis: few words below a drawing, so chosen and placed that none touches another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from plugins.pages.charts.time_axis import Axis
from plugins.pages.labels import day_text, direction

LETTER_WIDTH = 7.0
"""Pixels that a letter of a mark takes, with something to spare, for the size that `histogram.css` gives them."""
NARROW_SCREEN, WIDE_SCREEN = 280, 500
"""Pixels that a drawing has on a small screen (320 px), and on one that is not."""
MIN_GAP = 10
"""Pixels between two marks at the least."""
Anchor = Literal["start", "middle", "end"]
Interval = tuple[float, float]
"""From where to where something stands, in pixels."""


class Tick(msgspec.Struct, frozen=True):
    """Words below the axis: where along it (as `12.5%`), which part of them stands there, and whether on all screens.

    Where there is little room, those that are for the `wide` are left out.
    """

    text: str
    position: str
    anchor: str
    wide_only: bool


class TickLabel(msgspec.Struct, frozen=True):
    """Words that may stand at a place; the lower the `rank`, the sooner they are taken."""

    rank: int
    slot: int
    text: str


def axis_ticks(axis: Axis, length: int, lang: str) -> tuple[Tick, ...]:
    """Choose the marks of an axis in a drawing with room for `length` places."""
    offered = sorted(_offered(axis, lang), key=lambda words: (words.rank, words.slot))
    few = [words for words, _ in _fitting(offered, [], length, NARROW_SCREEN)]
    many = [words for words, _ in _fitting(offered, few, length, WIDE_SCREEN)]
    mirrored = direction(lang) == "rtl"
    chosen = sorted((words for words in offered if words in many), key=lambda words: words.slot)
    return tuple(_mark(words, length, words not in few, mirrored=mirrored) for words in chosen)


def _fitting(
    offered: list[TickLabel], taken: list[TickLabel], length: int, pixels: int
) -> list[tuple[TickLabel, Interval]]:
    """Return those taken before, which are held as on a small screen, and what else can stand beside them."""
    fit = [(words, _span(words, length, pixels, NARROW_SCREEN)) for words in taken]
    for words in offered:
        start, end = _span(words, length, pixels, pixels)
        if all(end + MIN_GAP <= other[0] or other[1] + MIN_GAP <= start for _, other in fit):
            fit.append((words, (start, end)))
    return fit


def _span(words: TickLabel, length: int, pixels: int, held_for: int) -> Interval:
    """Return from where to where words stand in a drawing of so many pixels, held as fits one of `held_for`."""
    width = len(words.text) * LETTER_WIDTH
    at, anchor = _anchored(words, length, held_for)
    start = at * pixels - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return start, start + width


def _anchored(words: TickLabel, length: int, pixels: int) -> tuple[float, Anchor]:
    """Return where words are held, as a share of the axis, and by which of their parts; no end is cut off."""
    middle = (words.slot + 0.5) / length
    half = len(words.text) * LETTER_WIDTH / 2 / pixels
    if middle < half:
        return words.slot / length, "start"
    return ((words.slot + 1) / length, "end") if middle > 1 - half else (middle, "middle")


def _mark(words: TickLabel, length: int, wide: bool, *, mirrored: bool) -> Tick:
    at, anchor = _anchored(words, length, WIDE_SCREEN if wide else NARROW_SCREEN)
    return Tick(words.text, f"{100 * (1 - at if mirrored else at):.2f}%", anchor, wide)


def _offered(axis: Axis, lang: str) -> Iterator[TickLabel]:
    """List what could be written, by how much it tells."""
    outer = {axis.numbers[0]: 0, axis.numbers[-1]: 0}
    inner = {number: 1 for pair in axis.ranges() for number in pair}
    choose = {"day": _day_mark, "month": _month_mark}.get(axis.unit.name, _year_mark)
    for place, number in axis.slots():
        chosen = choose(axis, axis.unit.first(number), (inner | outer).get(number))
        if chosen:
            rank, form = chosen
            yield TickLabel(rank, place, day_text(axis.unit.first(number), lang, form))


def _day_mark(axis: Axis, day: date, end: int | None) -> tuple[int, str] | None:
    """Return the rank and form of a day's mark: the ends, then weeks, counted from the first of the month."""
    first, last = (axis.unit.first(axis.numbers[place]) for place in (0, -1))
    rank = {1: 2, 15: 3, 8: 4, 22: 4}.get(day.day) if end is None else end
    return None if rank is None else (rank, "d MMM" if first.year == last.year else "d MMM y")


def _month_mark(axis: Axis, month: date, end: int | None) -> tuple[int, str] | None:
    """Return the rank and form of a month's mark: the round years' Januaries, the ends, and other months of a few."""
    if month.month == 1:
        return _roundness(month.year), "y"
    if end is not None:
        return (0 if axis.cut else 4), "MMM y"
    return None if axis.length > 24 else (5 if month.month % 3 == 1 else 6, "MMM")


def _year_mark(axis: Axis, year: date, end: int | None) -> tuple[int, str]:
    """Return the rank and form of the mark of a year, decade or century."""
    return min(_roundness(year.year), 9 if end is None else 1), "y"


def _roundness(year: int) -> int:
    return 0 if year % 10 == 0 else 1 if year % 5 == 0 else 2 if year % 2 == 0 else 3
