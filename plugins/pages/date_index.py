"""The calendar: what begins on each day, and in each month and year of which no more is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from functools import cached_property

import msgspec

from plugins.archive import urls as paths
from plugins.archive.model.catalogue import Catalogue, DatedEvent
from plugins.archive.model.report import Report
from plugins.archive.text.dates import Precision
from plugins.pages.charts.time_axis import Start, Tally

CROWDED = 400
"""Entries above which a month's days get pages of their own."""


class Bucket(msgspec.Struct):
    """What begins in one span of time, in the order of time."""

    events: list[DatedEvent] = []
    reports: list[Report] = []


class Calendar:
    """An archive's events and reports by their start; months and years are known by their first day."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.days: dict[date, Bucket] = defaultdict(Bucket)
        self.vague_months: dict[date, Bucket] = defaultdict(Bucket)
        self.vague_years: dict[date, Bucket] = defaultdict(Bucket)
        precise = {"day": self.days, "month": self.vague_months, "year": self.vague_years}
        for dated in catalogue.events:
            precise[dated.event.date.precision][dated.event.date.first].events.append(dated)
        for report in catalogue.reports:
            self.days[report.date].reports.append(report)
        self.months = sorted({day.replace(day=1) for day in (*self.days, *self.vague_months)})
        self.years = sorted({day.replace(month=1, day=1) for day in (*self.months, *self.vague_years)})
        self.days_of: dict[date, list[date]] = defaultdict(list)
        for day in sorted(self.days):
            self.days_of[day.replace(day=1)].append(day)
        self.months_of: dict[int, list[date]] = defaultdict(list)
        for month in self.months:
            self.months_of[month.year].append(month)

    def counts(self, month: date) -> tuple[int, int]:
        """Return how many events and reports begin in a month."""
        buckets = [self.vague_months[month], *(self.days[day] for day in self.days_of[month])]
        return sum(len(bucket.events) for bucket in buckets), sum(len(bucket.reports) for bucket in buckets)

    def year_counts(self, year: date) -> tuple[int, int]:
        """Return how many events and reports begin in a year."""
        counts = [self.counts(month) for month in self.months_of[year.year]]
        vague = len(self.vague_years[year].events)
        return vague + sum(events for events, _ in counts), sum(reports for _, reports in counts)

    @cached_property
    def tally(self) -> Tally:
        """How many of all events and reports begin when."""
        known: dict[Precision, dict[date, Bucket]] = {
            "day": self.days,
            "month": self.vague_months,
            "year": self.vague_years,
        }
        events = {(day, how): len(held.events) for how in known for day, held in known[how].items() if held.events}
        reports: dict[Start, int] = {(day, "day"): len(held.reports) for day, held in self.days.items() if held.reports}
        return Tally(Counter(events), Counter(reports))

    @cached_property
    def crowded_months(self) -> tuple[date, ...]:
        """The months that are crowded, in order."""
        return tuple(month for month in self.months if sum(self.counts(month)) > CROWDED)

    @cached_property
    def _crowded(self) -> frozenset[date]:
        return frozenset(self.crowded_months)

    def crowded(self, month: date) -> bool:
        """Tell whether a month holds so much that its days have pages of their own."""
        return month in self._crowded

    def day_path(self, day: date) -> str:
        """Return the path of a day that holds anything: its own page, or its part of its month's."""
        return paths.day(day) if self.crowded(day.replace(day=1)) else paths.day_part(day)
