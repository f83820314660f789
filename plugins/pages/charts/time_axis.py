"""Time axis of a chart: a row of days, months, years, decades or centuries.

The axis uses the finest unit that gives few enough slots. A single gap of three quarters of the whole time or more is
cut out if the axis would be too long otherwise: an archive of one month with one report years later still has an axis
of days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from plugins.archive.text.dates import Precision
from plugins.pages.date_index import StartCounts

MAX_DAYS = 62
"""Slots of an axis of days: two months. Bars of more days are too thin to tell apart."""
MAX_SLOTS = 120
"""Slots of an axis of any other unit: ten years of months."""
MIN_CUT_SHARE = 0.75
"""Smallest share of the axis that a cut may remove; shorter gaps are drawn in their full length."""
CUT_SLOTS = 2
"""Slots of the cut itself."""
MIN_EXACT_SHARE = 0.9
"""Share of the entries whose dates must be precise enough for a unit, so that the chart shows most of them."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: `number` counts it from year 1, `first` returns the first day of a number.

    `precisions` lists the date precisions that determine a number. `years` is the length of units of years.
    """

    name: str
    max_slots: int
    precisions: frozenset[Precision]
    number: Callable[[date], int]
    first: Callable[[int], date]
    years: int = 1

    def end_year(self, number: int) -> int:
        """Return the last year of a number, for units of years."""
        return self.first(number).year // self.years * self.years + self.years - 1


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _years(length: int) -> Callable[[int], date]:
    return lambda number: date(max(1, number * length), 1, 1)


ALL: frozenset[Precision] = frozenset({"day", "month", "year"})
UNITS = (
    Unit("day", MAX_DAYS, frozenset({"day"}), date.toordinal, date.fromordinal),
    Unit("month", MAX_SLOTS, frozenset({"day", "month"}), lambda day: day.year * 12 + day.month - 1, _month),
    Unit("year", MAX_SLOTS, ALL, lambda day: day.year, _years(1)),
    Unit("decade", MAX_SLOTS, ALL, lambda day: day.year // 10, _years(10), 10),
    Unit("century", MAX_SLOTS, ALL, lambda day: day.year // 100, _years(100), 100),
)
"""From the finest to the coarsest. Centuries always fit, because years have four digits."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Numbers of the unit in a row; `cut` is the index of the first number after the cut, 0 without a cut."""

    unit: Unit
    numbers: tuple[int, ...]
    cut: int = 0

    @property
    def length(self) -> int:
        """Slots of the axis, including those of the cut."""
        return len(self.numbers) + (CUT_SLOTS if self.cut else 0)

    def ranges(self) -> list[tuple[int, int]]:
        """Return the first and last number of the whole axis, or of its parts before and after the cut."""
        first, last = self.numbers[0], self.numbers[-1]
        return [(first, self.numbers[self.cut - 1]), (self.numbers[self.cut], last)] if self.cut else [(first, last)]

    def slots(self) -> Iterator[tuple[int, int]]:
        """List each slot with its number."""
        for index, number in enumerate(self.numbers):
            yield (index + CUT_SLOTS if self.cut and index >= self.cut else index), number


def choose_axis(counts: StartCounts, max_slots: int = MAX_SLOTS) -> Axis | None:
    """Return the axis of at most `max_slots` slots for the counted starts; None without any.

    An axis of centuries may have more slots than `max_slots`.
    """
    totals: Counter[Precision] = Counter()
    days: dict[Precision, list[date]] = {"day": [], "month": [], "year": []}
    for (day, precision), count in (counts.events + counts.reports).items():
        totals[precision] += count
        days[precision].append(day)
    for unit in UNITS:
        exact = sum(totals[precision] for precision in unit.precisions)
        if exact and exact >= MIN_EXACT_SHARE * totals.total():
            dated = sorted(day for precision in unit.precisions for day in days[precision])
            axis = _axis(unit, dated, min(unit.max_slots, max_slots) if unit is not UNITS[-1] else MAX_SLOTS)
            if axis:
                return axis
    return None


def _axis(unit: Unit, days: Sequence[date], max_slots: int) -> Axis | None:
    """Return the axis over the sorted `days`, whole or with its longest gap cut out; None if both are too long."""
    first, last = unit.number(days[0]), unit.number(days[-1])
    length = last - first + 1
    if length <= max_slots:
        return Axis(unit, tuple(range(first, last + 1)))
    gap_start, gap_end = max(pairwise(days), key=lambda pair: pair[1] - pair[0])
    before, after = unit.number(gap_start), unit.number(gap_end)
    gap = after - before - 1
    if gap < MIN_CUT_SHARE * length or length - gap + CUT_SLOTS > max_slots:
        return None
    return Axis(unit, (*range(first, before + 1), *range(after, last + 1)), cut=before + 1 - first)
