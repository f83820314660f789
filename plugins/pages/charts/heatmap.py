"""The heatmap: the days of a year as a calendar, each the fuller the more begins on it."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from plugins.archive import urls as paths
from plugins.pages.charts.svg import LinkArea, TableRow, describe_counts, rect
from plugins.pages.date_index import DateIndex
from plugins.pages.labels import Labels, day_text, direction
from plugins.pages.view_models import Link
from plugins.pages.weeks import weekday_column

CELL_SIZE = 20
"""A day's place, in units of the drawing."""
SQUARE_SIZES = (8, 11, 14, 18)
"""How wide and high the square of a day is at each step, which tells the steps apart beside their colour."""
FRAME_SIZE = SQUARE_SIZES[-1]


class LegendStep(msgspec.Struct, frozen=True):
    """A line of the legend: the step (from 1), its square's outline, and for how many entries it stands ('4–9')."""

    number: int
    path: str
    label: str


class HeatmapMonth(msgspec.Struct, frozen=True):
    """A month of the drawing: the frames of its days, the squares of each step, and what leads to each day.

    `steps` pairs the number of a step with the outline of all its squares.
    """

    link: Link
    frames: str
    steps: tuple[tuple[int, str], ...]
    days: tuple[LinkArea, ...]


class Heatmap(msgspec.Struct, frozen=True):
    """A year's twelve months, each in a box of `width` × `height` units; the legend, and the table behind it."""

    width: int
    height: int
    months: tuple[HeatmapMonth, ...]
    legend: tuple[LegendStep, ...]
    rows: tuple[TableRow, ...]


def heatmap(year: int, labels: Labels, dates: DateIndex) -> Heatmap | None:
    """Draw how much begins on each day of a year; None when nothing does, on a day that is known."""
    counts = day_counts(year, dates)
    if not counts:
        return None
    steps = steps_by_count([sum(both) for both in counts.values()])
    months = tuple(_month(date(year, number, 1), counts, steps, labels, dates) for number in range(1, 13))
    spans = (TableRow(Link(_words(day, labels), _href(day, labels, dates)), *both) for day, both in counts.items())
    return Heatmap(7 * CELL_SIZE, 6 * CELL_SIZE, months, tuple(_legend(steps)), tuple(spans))


def day_counts(year: int, dates: DateIndex) -> dict[date, tuple[int, int]]:
    """Map each day of a year on which anything begins to its events and reports, in the order of time."""
    days = (day for month in dates.months_of[year] for day in dates.days_of[month])
    buckets = ((day, dates.days[day]) for day in days)
    return {day: (len(bucket.events), len(bucket.reports)) for day, bucket in buckets}


def steps_by_count(counts: list[int]) -> dict[int, int]:
    """Map each count to its step, 1 to 4: a quarter of the days each, as far as equal counts allow.

    By shares of the days, not of the highest count, so that one extraordinary day leaves the others apart. The highest
    count is always of the last step.

    >>> steps_of([1, 1, 2, 9])
    {1: 2, 2: 3, 9: 4}
    """
    ordered = sorted(counts)
    edges = sorted({ordered[len(ordered) * n // 4] for n in (1, 2, 3)} - {ordered[-1]})
    missing = len(SQUARE_SIZES) - 1 - len(edges)
    return {count: 1 + missing + sum(count > edge for edge in edges) for count in dict.fromkeys(ordered)}


def _month(
    month: date, counts: Mapping[date, tuple[int, int]], steps: Mapping[int, int], labels: Labels, dates: DateIndex
) -> HeatmapMonth:
    days = [month.replace(day=n + 1) for n in range(calendar.monthrange(month.year, month.month)[1])]
    holding = [day for day in days if day in counts]
    squares = dict.fromkeys(range(1, len(SQUARE_SIZES) + 1), "")
    for day in holding:
        number = steps[sum(counts[day])]
        squares[number] += _square(day, SQUARE_SIZES[number - 1], labels.lang)
    there = month in dates.months_of[month.year]
    href = labels.urls.href(paths.month(month.year, month.month)) if there else ""
    return HeatmapMonth(
        Link(day_text(month, labels.lang, "LLL"), href),
        "".join(_square(day, FRAME_SIZE, labels.lang) for day in days),
        tuple((number, outline) for number, outline in squares.items() if outline),
        tuple(
            LinkArea(
                _href(day, labels, dates),
                describe_counts(_words(day, labels), *counts[day]),
                _square(day, CELL_SIZE, labels.lang),
            )
            for day in holding
        ),
    )


def _square(day: date, size: int, lang: str) -> str:
    """Return the outline of a day's square in the middle of its place; weeks stand below each other."""
    before = weekday_column(day.replace(day=1), lang) + day.day - 1
    across = 6 - before % 7 if direction(lang) == "rtl" else before % 7
    inset = (CELL_SIZE - size) // 2
    return rect(across * CELL_SIZE + inset, before // 7 * CELL_SIZE + inset, size, size)


def _legend(steps: Mapping[int, int]) -> Iterator[LegendStep]:
    for number in sorted(set(steps.values())):
        counts = [count for count, step in steps.items() if step == number]
        size = SQUARE_SIZES[number - 1]
        inset = (CELL_SIZE - size) // 2
        words = f"{min(counts):,}" if len(counts) == 1 else f"{min(counts):,}–{max(counts):,}"
        yield LegendStep(number, rect(inset, inset, size, size), words)


def _words(day: date, labels: Labels) -> str:
    return day_text(day, labels.lang, "EEEE, d MMMM y")


def _href(day: date, labels: Labels, dates: DateIndex) -> str:
    return labels.urls.href(dates.day_path(day))
