"""The heatmap: the days of a year as a calendar, each the fuller the more begins on it."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from plugins.archive import urls as paths
from plugins.pages.charts.svg import Span, Spot, box, held
from plugins.pages.labels import Labels, day_text, direction
from plugins.pages.view_models import Link
from plugins.pages.weeks import column

CELL = 20
"""A day's place, in units of the drawing."""
SIZES = (8, 11, 14, 18)
"""How wide and high the square of a day is at each step, which tells the steps apart beside their colour."""
FRAME = SIZES[-1]


class Step(msgspec.Struct, frozen=True):
    """A line of the legend: the step (from 1), its square's outline, and for how many entries it stands ('4–9')."""

    number: int
    outline: str
    words: str


class MonthSquares(msgspec.Struct, frozen=True):
    """A month of the drawing: the frames of its days, the squares of each step, and what leads to each day.

    `steps` pairs the number of a step with the outline of all its squares.
    """

    link: Link
    frames: str
    steps: tuple[tuple[int, str], ...]
    days: tuple[Spot, ...]


class Heatmap(msgspec.Struct, frozen=True):
    """A year's twelve months, each in a box of `width` × `height` units; the legend, and the table behind it."""

    width: int
    height: int
    months: tuple[MonthSquares, ...]
    legend: tuple[Step, ...]
    spans: tuple[Span, ...]


def heatmap(year: int, labels: Labels) -> Heatmap | None:
    """Draw how much begins on each day of a year; None when nothing does, on a day that is known."""
    counts = day_counts(year, labels)
    if not counts:
        return None
    steps = steps_of([sum(both) for both in counts.values()])
    months = tuple(_month(date(year, number, 1), counts, steps, labels) for number in range(1, 13))
    spans = (Span(Link(_words(day, labels), _href(day, labels)), *both) for day, both in counts.items())
    return Heatmap(7 * CELL, 6 * CELL, months, tuple(_legend(steps)), tuple(spans))


def day_counts(year: int, labels: Labels) -> dict[date, tuple[int, int]]:
    """Map each day of a year on which anything begins to its events and reports, in the order of time."""
    days = (day for month in labels.calendar.months_of[year] for day in labels.calendar.days_of[month])
    buckets = ((day, labels.calendar.days[day]) for day in days)
    return {day: (len(bucket.events), len(bucket.reports)) for day, bucket in buckets}


def steps_of(counts: list[int]) -> dict[int, int]:
    """Map each count to its step, 1 to 4: a quarter of the days each, as far as equal counts allow.

    By shares of the days, not of the highest count, so that one extraordinary day leaves the others apart. The highest
    count is always of the last step.

    >>> steps_of([1, 1, 2, 9])
    {1: 2, 2: 3, 9: 4}
    """
    ordered = sorted(counts)
    edges = sorted({ordered[len(ordered) * n // 4] for n in (1, 2, 3)} - {ordered[-1]})
    missing = len(SIZES) - 1 - len(edges)
    return {count: 1 + missing + sum(count > edge for edge in edges) for count in dict.fromkeys(ordered)}


def _month(
    month: date, counts: Mapping[date, tuple[int, int]], steps: Mapping[int, int], labels: Labels
) -> MonthSquares:
    days = [month.replace(day=n + 1) for n in range(calendar.monthrange(month.year, month.month)[1])]
    holding = [day for day in days if day in counts]
    squares = dict.fromkeys(range(1, len(SIZES) + 1), "")
    for day in holding:
        number = steps[sum(counts[day])]
        squares[number] += _square(day, SIZES[number - 1], labels.lang)
    there = month in labels.calendar.months_of[month.year]
    href = labels.urls.href(paths.month(month.year, month.month)) if there else ""
    return MonthSquares(
        Link(day_text(month, labels.lang, "LLL"), href),
        "".join(_square(day, FRAME, labels.lang) for day in days),
        tuple((number, outline) for number, outline in squares.items() if outline),
        tuple(
            Spot(_href(day, labels), held(_words(day, labels), *counts[day]), _square(day, CELL, labels.lang))
            for day in holding
        ),
    )


def _square(day: date, size: int, lang: str) -> str:
    """Return the outline of a day's square in the middle of its place; weeks stand below each other."""
    before = column(day.replace(day=1), lang) + day.day - 1
    across = 6 - before % 7 if direction(lang) == "rtl" else before % 7
    inset = (CELL - size) // 2
    return box(across * CELL + inset, before // 7 * CELL + inset, size, size)


def _legend(steps: Mapping[int, int]) -> Iterator[Step]:
    for number in sorted(set(steps.values())):
        counts = [count for count, step in steps.items() if step == number]
        size = SIZES[number - 1]
        inset = (CELL - size) // 2
        words = f"{min(counts):,}" if len(counts) == 1 else f"{min(counts):,}–{max(counts):,}"
        yield Step(number, box(inset, inset, size, size), words)


def _words(day: date, labels: Labels) -> str:
    return day_text(day, labels.lang, "EEEE, d MMMM y")


def _href(day: date, labels: Labels) -> str:
    return labels.urls.href(labels.calendar.day_path(day))
