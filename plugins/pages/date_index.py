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
from plugins.pages.charts.time_axis import Start, StartCounts

MAX_ENTRIES_PER_MONTH_PAGE = 400
"""Entries above which a month's days get pages of their own."""


class DayContents(msgspec.Struct):
    """What begins in one span of time, in the order of time."""

    events: list[DatedEvent] = []
    reports: list[Report] = []


class DateIndex:
    """An archive's events and reports by their start; months and years are known by their first day."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.days: dict[date, DayContents] = defaultdict(DayContents)
        self.imprecise_months: dict[date, DayContents] = defaultdict(DayContents)
        self.imprecise_years: dict[date, DayContents] = defaultdict(DayContents)
        precise = {"day": self.days, "month": self.imprecise_months, "year": self.imprecise_years}
        for dated in catalogue.events:
            precise[dated.event.date.precision][dated.event.date.first].events.append(dated)
        for report in catalogue.reports:
            self.days[report.date].reports.append(report)
        self.months = sorted({day.replace(day=1) for day in (*self.days, *self.imprecise_months)})
        self.years = sorted({day.replace(month=1, day=1) for day in (*self.months, *self.imprecise_years)})
        self.days_of: dict[date, list[date]] = defaultdict(list)
        for day in sorted(self.days):
            self.days_of[day.replace(day=1)].append(day)
        self.months_of: dict[int, list[date]] = defaultdict(list)
        for month in self.months:
            self.months_of[month.year].append(month)

    def month_counts(self, month: date) -> tuple[int, int]:
        """Return how many events and reports begin in a month."""
        buckets = [self.imprecise_months[month], *(self.days[day] for day in self.days_of[month])]
        return sum(len(bucket.events) for bucket in buckets), sum(len(bucket.reports) for bucket in buckets)

    def year_counts(self, year: date) -> tuple[int, int]:
        """Return how many events and reports begin in a year."""
        counts = [self.month_counts(month) for month in self.months_of[year.year]]
        vague = len(self.imprecise_years[year].events)
        return vague + sum(events for events, _ in counts), sum(reports for _, reports in counts)

    @cached_property
    def start_counts(self) -> StartCounts:
        """How many of all events and reports begin when."""
        known: dict[Precision, dict[date, DayContents]] = {
            "day": self.days,
            "month": self.imprecise_months,
            "year": self.imprecise_years,
        }
        events = {(day, how): len(held.events) for how in known for day, held in known[how].items() if held.events}
        reports: dict[Start, int] = {(day, "day"): len(held.reports) for day, held in self.days.items() if held.reports}
        return StartCounts(Counter(events), Counter(reports))

    @cached_property
    def months_with_day_pages(self) -> tuple[date, ...]:
        """The months that are crowded, in order."""
        return tuple(month for month in self.months if sum(self.month_counts(month)) > MAX_ENTRIES_PER_MONTH_PAGE)

    @cached_property
    def _crowded(self) -> frozenset[date]:
        return frozenset(self.months_with_day_pages)

    def has_day_pages(self, month: date) -> bool:
        """Tell whether a month holds so much that its days have pages of their own."""
        return month in self._crowded

    def day_path(self, day: date) -> str:
        """Return the path of a day that holds anything: its own page, or its part of its month's."""
        return paths.day(day) if self.has_day_pages(day.replace(day=1)) else paths.day_on_month_page(day)
