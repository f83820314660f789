"""The time axis: days, months, years, decades or centuries in a row, for a drawing of what begins in each.

The unit is the finest that gives few enough places. Where nothing begins for three quarters of all the time, and it
would not fit otherwise, that one stretch is cut out, so that an archive of a month with one report of years later is
still drawn by days.
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
"""Places by day: two months. Above that a day's bar is too thin to tell from the next."""
MAX_SLOTS = 120
"""Places by anything else: ten years of months."""
MIN_CUT_SHARE = 0.75
"""The share of all time that is cut out at the least: a shorter stretch of nothing is told best by its length."""
CUT_SLOTS = 2
"""Places that the mark of a cut takes."""
MIN_EXACT_SHARE = 0.9
"""The share of all entries whose dates must be exact enough for a unit, lest the drawing show the lesser part."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A length of time: `number` counts it from the beginning of the calendar, `first` gives the first day of one.

    `known` names the precisions of dates that tell in which one a thing begins; what is longer than a year has `years`.
    """

    name: str
    max_slots: int
    precisions: frozenset[Precision]
    number: Callable[[date], int]
    first: Callable[[int], date]
    years: int = 1

    def end_year(self, number: int) -> int:
        """Return the last year of a number."""
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
"""From the finest to the coarsest; centuries always fit, for years have four figures."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Places in a row, each a number of the unit; `cut` is the first place after the cut, 0 where there is none."""

    unit: Unit
    numbers: tuple[int, ...]
    cut: int = 0

    @property
    def length(self) -> int:
        """How many places there are, with those of the cut."""
        return len(self.numbers) + (CUT_SLOTS if self.cut else 0)

    def ranges(self) -> list[tuple[int, int]]:
        """Return the first and last number of what stands before and after the cut, or of all."""
        first, last = self.numbers[0], self.numbers[-1]
        return [(first, self.numbers[self.cut - 1]), (self.numbers[self.cut], last)] if self.cut else [(first, last)]

    def slots(self) -> Iterator[tuple[int, int]]:
        """List each place with its number."""
        for n, number in enumerate(self.numbers):
            yield (n + CUT_SLOTS if self.cut and n >= self.cut else n), number


def choose_axis(counts: StartCounts, max_slots: int = MAX_SLOTS) -> Axis | None:
    """Return the axis for what was counted, of at most `most` places if not by centuries; None for nothing."""
    totals: Counter[Precision] = Counter()
    days: dict[Precision, list[date]] = {"day": [], "month": [], "year": []}
    for start, count in (counts.events + counts.reports).items():
        totals[start[1]] += count
        days[start[1]].append(start[0])
    for unit in UNITS:
        exact = sum(totals[precision] for precision in unit.precisions)
        if exact and exact >= MIN_EXACT_SHARE * totals.total():
            known = sorted(day for precision in unit.precisions for day in days[precision])
            axis = _axis(unit, known, min(unit.max_slots, max_slots) if unit is not UNITS[-1] else MAX_SLOTS)
            if axis:
                return axis
    return None


def _axis(unit: Unit, days: Sequence[date], most: int) -> Axis | None:
    """Return the axis from the first to the last of the days, which are in order, whole or cut; None if too long."""
    first, last = unit.number(days[0]), unit.number(days[-1])
    length = last - first + 1
    if length <= most:
        return Axis(unit, tuple(range(first, last + 1)))
    longest = max(pairwise(days), key=lambda pair: pair[1] - pair[0])
    before, after = unit.number(longest[0]), unit.number(longest[1])
    left_out = after - before - 1
    if left_out < MIN_CUT_SHARE * length or length - left_out + CUT_SLOTS > most:
        return None
    return Axis(unit, (*range(first, before + 1), *range(after, last + 1)), cut=before + 1 - first)
