"""Tick labels of the time axis, chosen so that none overlap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from plugins.pages.charts.time_axis import Axis
from plugins.pages.labels import (
    TICK_DAY,
    TICK_DAY_OF_YEAR,
    TICK_MONTH,
    TICK_MONTH_OF_YEAR,
    YEAR,
    day_text,
    direction,
)

LETTER_WIDTH = 7.0
"""Width of a letter in pixels, rounded up, at the font size of `histogram.css`."""
NARROW_SCREEN, WIDE_SCREEN = 280, 500
"""Width of the chart in pixels on a small screen (320 px) and on a larger one."""
MIN_GAP = 10
"""Pixels between two labels."""
Anchor = Literal["start", "middle", "end"]
Interval = tuple[float, float]
"""Start and end of a label in pixels."""


class Tick(msgspec.Struct, frozen=True):
    """A label below the axis, at `position` (as `12.5%`), with its SVG `text-anchor`.

    `wide_only` labels are hidden on small screens.
    """

    text: str
    position: str
    anchor: str
    wide_only: bool


class TickLabel(msgspec.Struct, frozen=True):
    """A candidate label for a slot of the axis; labels of a lower `rank` are chosen first."""

    rank: int
    slot: int
    text: str


def axis_ticks(axis: Axis, length: int, lang: str) -> tuple[Tick, ...]:
    """Choose the ticks of an axis in a chart of `length` slots."""
    candidates = sorted(_candidates(axis, lang), key=lambda label: (label.rank, label.slot))
    always = _fitting(candidates, [], length, NARROW_SCREEN)
    shown = _fitting(candidates, always, length, WIDE_SCREEN)
    mirrored = direction(lang) == "rtl"
    ordered = sorted(shown, key=lambda label: label.slot)
    return tuple(_tick(label, length, label not in always, mirrored=mirrored) for label in ordered)


def _fitting(candidates: list[TickLabel], chosen: list[TickLabel], length: int, width: int) -> list[TickLabel]:
    """Return `chosen`, anchored as on a small screen, and the candidates that fit between them, at `width` pixels."""
    intervals = {label: _interval(label, length, width, NARROW_SCREEN) for label in chosen}
    for label in candidates:
        start, end = _interval(label, length, width, width)
        if all(end + MIN_GAP <= other[0] or other[1] + MIN_GAP <= start for other in intervals.values()):
            intervals[label] = start, end
    return list(intervals)


def _interval(label: TickLabel, length: int, width: int, anchor_width: int) -> Interval:
    """Return the interval of a label in a chart of `width` pixels, anchored as in one of `anchor_width` pixels."""
    text_width = len(label.text) * LETTER_WIDTH
    position, anchor = _anchor(label, length, anchor_width)
    start = position * width - {"start": 0.0, "middle": text_width / 2, "end": text_width}[anchor]
    return start, start + text_width


def _anchor(label: TickLabel, length: int, width: int) -> tuple[float, Anchor]:
    """Return the position of a label as a share of the axis, and the anchor that keeps it inside the chart."""
    middle = (label.slot + 0.5) / length
    half = len(label.text) * LETTER_WIDTH / 2 / width
    if middle < half:
        return label.slot / length, "start"
    return ((label.slot + 1) / length, "end") if middle > 1 - half else (middle, "middle")


def _tick(label: TickLabel, length: int, wide_only: bool, *, mirrored: bool) -> Tick:
    position, anchor = _anchor(label, length, WIDE_SCREEN if wide_only else NARROW_SCREEN)
    return Tick(label.text, f"{100 * (1 - position if mirrored else position):.2f}%", anchor, wide_only)


def _candidates(axis: Axis, lang: str) -> Iterator[TickLabel]:
    """List the candidate labels. Ends of the axis have rank 0, ends at a cut rank 1."""
    end_ranks = {number: 1 for ends in axis.ranges() for number in ends}
    end_ranks |= {axis.numbers[0]: 0, axis.numbers[-1]: 0}
    choose = {"day": _day_label, "month": _month_label}.get(axis.unit.name, _year_label)
    for slot, number in axis.slots():
        first = axis.unit.first(number)
        if chosen := choose(axis, first, end_ranks.get(number)):
            rank, form = chosen
            yield TickLabel(rank, slot, day_text(first, lang, form))


def _day_label(axis: Axis, day: date, end_rank: int | None) -> tuple[int, str] | None:
    """Return the rank and date form of a day: the ends first, then the 1st, the 15th, the 8th and the 22nd."""
    first, last = (axis.unit.first(axis.numbers[n]) for n in (0, -1))
    rank = {1: 2, 15: 3, 8: 4, 22: 4}.get(day.day) if end_rank is None else end_rank
    return None if rank is None else (rank, TICK_DAY_OF_YEAR if first.year == last.year else TICK_DAY)


def _month_label(axis: Axis, month: date, end_rank: int | None) -> tuple[int, str] | None:
    """Return the rank and date form of a month: Januaries of round years, the ends, other months of a short axis."""
    if month.month == 1:
        return _year_rank(month.year), YEAR
    if end_rank is not None:
        return (0 if axis.cut else 4), TICK_MONTH
    return None if axis.length > 24 else (5 if month.month % 3 == 1 else 6, TICK_MONTH_OF_YEAR)


def _year_label(axis: Axis, year: date, end_rank: int | None) -> tuple[int, str]:
    """Return the rank and date form of a year, decade or century."""
    return min(_year_rank(year.year), 9 if end_rank is None else 1), YEAR


def _year_rank(year: int) -> int:
    """Return a lower rank for a rounder year."""
    return 0 if year % 10 == 0 else 1 if year % 5 == 0 else 2 if year % 2 == 0 else 3
