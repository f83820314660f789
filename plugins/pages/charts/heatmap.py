"""Calendar heatmap: one square per day of a year, sized and shaded by the number of events and reports."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from plugins.archive import urls as paths
from plugins.pages.charts.svg import LinkArea, TableRow, describe_counts, rect
from plugins.pages.date_index import DateIndex
from plugins.pages.labels import SHORT_MONTH_NAME, WEEKDAY_AND_DAY, Labels, day_text, direction
from plugins.pages.view_models import Link
from plugins.pages.weeks import weekday_column

CELL_SIZE = 20
"""Width and height of a day's cell, in SVG units."""
SQUARE_SIZES = (8, 11, 14, 18)
"""Width of a day's square at each step, in SVG units. The sizes distinguish the steps without colour."""
FRAME_SIZE = SQUARE_SIZES[-1]
"""Width of the frame around every day, in SVG units."""


class LegendStep(msgspec.Struct, frozen=True):
    """A legend entry: the step (from 1), the path of its square, and its range of counts ('4–9')."""

    number: int
    path: str
    label: str


class HeatmapMonth(msgspec.Struct, frozen=True):
    """A month of the heatmap: the frames of all days, the squares of each step, and the link areas of the days.

    `steps` pairs the number of a step with the path of all its squares.
    """

    link: Link
    frames: str
    steps: tuple[tuple[int, str], ...]
    days: tuple[LinkArea, ...]


class Heatmap(msgspec.Struct, frozen=True):
    """Twelve months in boxes of `width` × `height` SVG units, the legend, and the table behind the chart."""

    width: int
    height: int
    months: tuple[HeatmapMonth, ...]
    legend: tuple[LegendStep, ...]
    rows: tuple[TableRow, ...]


def heatmap(year: int, labels: Labels, dates: DateIndex) -> Heatmap | None:
    """Draw the heatmap of a year; None if no event or report of the year has an exact day."""
    counts = day_counts(year, dates)
    if not counts:
        return None
    steps = steps_by_count([sum(both) for both in counts.values()])
    months = tuple(_month(date(year, number, 1), counts, steps, labels, dates) for number in range(1, 13))
    rows = (TableRow(Link(_title(day, labels), _href(day, labels, dates)), *both) for day, both in counts.items())
    return Heatmap(7 * CELL_SIZE, 6 * CELL_SIZE, months, tuple(_legend(steps)), tuple(rows))


def day_counts(year: int, dates: DateIndex) -> dict[date, tuple[int, int]]:
    """Map each day of a year with entries to its numbers of events and reports, in date order."""
    days = (day for month in dates.months_of[year] for day in dates.days_of[month])
    return {day: (len(dates.days[day].events), len(dates.days[day].reports)) for day in days}


def steps_by_count(counts: list[int]) -> dict[int, int]:
    """Map each count to its step, from 1 to 4. Each step holds a quarter of the days, as far as equal counts allow.

    Steps are quantiles, so one extraordinary day does not put all others into the first step. The highest count always
    has the last step.

    >>> steps_by_count([1, 1, 2, 9])
    {1: 2, 2: 3, 9: 4}
    """
    ordered = sorted(counts)
    limits = sorted({ordered[len(ordered) * n // 4] for n in (1, 2, 3)} - {ordered[-1]})
    missing = len(SQUARE_SIZES) - 1 - len(limits)
    return {count: 1 + missing + sum(count > limit for limit in limits) for count in dict.fromkeys(ordered)}


def _month(
    month: date, counts: Mapping[date, tuple[int, int]], steps: Mapping[int, int], labels: Labels, dates: DateIndex
) -> HeatmapMonth:
    days = [month.replace(day=n + 1) for n in range(calendar.monthrange(month.year, month.month)[1])]
    counted = [day for day in days if day in counts]
    squares = dict.fromkeys(range(1, len(SQUARE_SIZES) + 1), "")
    for day in counted:
        step = steps[sum(counts[day])]
        squares[step] += _square(day, SQUARE_SIZES[step - 1], labels.lang)
    has_page = month in dates.months_of[month.year]
    return HeatmapMonth(
        Link(
            day_text(month, labels.lang, SHORT_MONTH_NAME),
            labels.urls.href(paths.month(month.year, month.month)) if has_page else "",
        ),
        "".join(_square(day, FRAME_SIZE, labels.lang) for day in days),
        tuple((step, path) for step, path in squares.items() if path),
        tuple(_link_area(day, counts[day], labels, dates) for day in counted),
    )


def _link_area(day: date, counts: tuple[int, int], labels: Labels, dates: DateIndex) -> LinkArea:
    label = describe_counts(_title(day, labels), *counts)
    return LinkArea(_href(day, labels, dates), label, _square(day, CELL_SIZE, labels.lang))


def _square(day: date, size: int, lang: str) -> str:
    """Return the path of a square in the middle of a day's cell. Each week is a row; columns follow the script."""
    cell = weekday_column(day.replace(day=1), lang) + day.day - 1
    column = 6 - cell % 7 if direction(lang) == "rtl" else cell % 7
    inset = (CELL_SIZE - size) // 2
    return rect(column * CELL_SIZE + inset, cell // 7 * CELL_SIZE + inset, size, size)


def _legend(steps: Mapping[int, int]) -> Iterator[LegendStep]:
    for number in sorted(set(steps.values())):
        counts = [count for count, step in steps.items() if step == number]
        size = SQUARE_SIZES[number - 1]
        inset = (CELL_SIZE - size) // 2
        label = f"{min(counts):,}" if len(counts) == 1 else f"{min(counts):,}–{max(counts):,}"
        yield LegendStep(number, rect(inset, inset, size, size), label)


def _title(day: date, labels: Labels) -> str:
    return day_text(day, labels.lang, WEEKDAY_AND_DAY)


def _href(day: date, labels: Labels, dates: DateIndex) -> str:
    return labels.urls.href(dates.day_path(day))
