"""Timeline pages: the archive by year, month and day. Imprecise dates have sections of their own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import msgspec

from plugins.archive import urls as paths
from plugins.archive.model.catalogue import DatedEvent
from plugins.pages.charts.heatmap import Heatmap, day_counts, heatmap
from plugins.pages.charts.histogram import Histogram, archive_histogram
from plugins.pages.context import PageContext
from plugins.pages.labels import MONTH, WEEKDAY_AND_DAY, day_text
from plugins.pages.outputs import Output, Page, Plan, page_plan
from plugins.pages.timeline.month_calendar import MonthCalendar, month_calendar
from plugins.pages.view_models import EventCard, Head, Link, ReportCard


class Period(msgspec.Struct, frozen=True):
    """A year or month in a list: its link and its numbers of events and reports."""

    link: Link
    events: int
    reports: int


class TimelineView(msgspec.Struct, frozen=True):
    """The list of years, below a histogram of the whole archive."""

    head: Head
    histogram: Histogram | None
    years: tuple[Period, ...]


class PeriodView(msgspec.Struct, frozen=True, kw_only=True):
    """The page of a year, month or day, with links to the periods before and after it."""

    head: Head
    previous: Link | None
    next: Link | None


class YearView(PeriodView, frozen=True, kw_only=True):
    """A year: the heatmap of its days, its months, and its `imprecise` events, which are dated to the year only."""

    heatmap: Heatmap | None
    months: tuple[Period, ...]
    imprecise: tuple[EventCard, ...]


class DaySection(msgspec.Struct, frozen=True):
    """A day on a month page. A day with its own page (`href`) shows only its numbers here."""

    anchor: str
    title: str
    iso: str
    href: str
    events_total: int
    reports_total: int
    events: tuple[EventCard, ...] = ()
    reports: tuple[ReportCard, ...] = ()


class MonthView(PeriodView, frozen=True, kw_only=True):
    """A month: its calendar, its days, and its `imprecise` events, which are dated to the month only."""

    calendar: MonthCalendar
    days: tuple[DaySection, ...]
    imprecise: tuple[EventCard, ...]


class DayView(PeriodView, frozen=True, kw_only=True):
    """A day of a month with many entries."""

    day: DaySection


class TimelinePages:
    """The timeline pages of an archive. They list every event and report once, on its first day."""

    def __init__(self, context: PageContext) -> None:
        self.context = context
        self.labels = context.labels
        self.dates = context.dates
        self.fingerprints = context.fingerprints

    def pages(self) -> Iterator[Output]:
        """List the page of all years, the pages of years and months, and the days of months with many entries."""
        yield self._timeline()
        yield from map(self._year, self.dates.years)
        for month in self.dates.months:
            yield self._month(month)
            if self.dates.has_day_pages(month):
                yield from map(self._day, self.dates.days_of[month])

    def _timeline(self) -> Page:
        head = self._head("Timeline", paths.TIMELINE)
        years = (_period(self._year_link(year), self.dates.year_counts(year)) for year in self.dates.years)
        chart = archive_histogram(self.labels, self.dates)
        view = TimelineView(head, chart, tuple(reversed(list(years))))
        return Page(paths.TIMELINE, "timeline.html", view)

    def _year(self, year: date) -> Plan:
        months = self.dates.months_of[year.year]
        counts = [self.dates.month_counts(month) for month in months]
        events = self.dates.imprecise_years[year].events
        previous, following = _neighbours(year, self.dates.years, self._year_link)
        inputs = {
            "number of events of each month": list(zip(months, counts, strict=True)),
            "number of events of each day": list(day_counts(year.year, self.dates).items()),
            "months with a page for each day": [month for month in months if self.dates.has_day_pages(month)],
            "events of the year without a month": self.fingerprints.event_list(events),
            "previous and next year": (previous, following),
        }

        def view() -> YearView:
            return YearView(
                head=self._head(str(year.year), paths.year(year.year), self._root()),
                heatmap=heatmap(year.year, self.labels, self.dates),
                months=tuple(_period(self._month_link(m), both) for m, both in zip(months, counts, strict=True)),
                imprecise=self._event_cards(events),
                previous=previous,
                next=following,
            )

        return page_plan(paths.year(year.year), "year.html", inputs, view)

    def _month(self, month: date) -> Plan:
        path, link = paths.month(month.year, month.month), self._month_link(month)
        days = self.dates.days_of[month]
        has_day_pages = self.dates.has_day_pages(month)
        events = self.dates.imprecise_months[month].events
        previous, following = _neighbours(month, self.dates.months, self._month_link)
        inputs = {
            "page for each day": has_day_pages,
            "days": [(day, self._day_inputs(day, counts_only=has_day_pages)) for day in days],
            "events of the month without a day": self.fingerprints.event_list(events),
            "previous and next month": (previous, following),
        }

        def view() -> MonthView:
            return MonthView(
                head=self._head(link.text, path, self._root(), self._year_link(month)),
                calendar=month_calendar(month, self.context),
                days=tuple(self._day_section(day, counts_only=has_day_pages) for day in days),
                imprecise=self._event_cards(events),
                previous=previous,
                next=following,
            )

        return page_plan(path, "month.html", inputs, view)

    def _day(self, day: date) -> Plan:
        previous, following = _neighbours(day, self.dates.days_of[day.replace(day=1)], self._day_link)
        inputs = {"events and reports": self._day_inputs(day), "previous and next day": (previous, following)}

        def view() -> DayView:
            section = self._day_section(day)
            breadcrumbs = self._root(), self._year_link(day), self._month_link(day)
            head = self._head(section.title, paths.day(day), *breadcrumbs)
            return DayView(head=head, day=section, previous=previous, next=following)

        return page_plan(paths.day(day), "day.html", inputs, view)

    def _day_inputs(self, day: date, *, counts_only: bool = False) -> tuple[int, int] | tuple[bytes, bytes]:
        """Return the inputs of `_day_section`, except the day."""
        contents = self.dates.days[day]
        if counts_only:
            return len(contents.events), len(contents.reports)
        return self.fingerprints.event_list(contents.events), self.fingerprints.report_list(contents.reports)

    def _day_section(self, day: date, *, counts_only: bool = False) -> DaySection:
        """Return a day with its entries, or with their numbers only if it has a page of its own."""
        contents = self.dates.days[day]
        return DaySection(
            anchor=paths.day_anchor(day),
            title=day_text(day, self.context.lang, WEEKDAY_AND_DAY),
            iso=day.isoformat(),
            href=self.context.urls.href(paths.day(day)) if counts_only else "",
            events_total=len(contents.events),
            reports_total=len(contents.reports),
            events=() if counts_only else self._event_cards(contents.events),
            reports=() if counts_only else tuple(map(self.labels.report_card, contents.reports)),
        )

    def _event_cards(self, events: Sequence[DatedEvent]) -> tuple[EventCard, ...]:
        return tuple(map(self.labels.event_card, events))

    def _root(self) -> Link:
        return Link("Timeline", self.context.urls.href(paths.TIMELINE))

    def _year_link(self, day: date) -> Link:
        return Link(str(day.year), self.context.urls.href(paths.year(day.year)))

    def _month_link(self, day: date) -> Link:
        title = day_text(day.replace(day=1), self.context.lang, MONTH)
        return Link(title, self.context.urls.href(paths.month(day.year, day.month)))

    def _day_link(self, day: date) -> Link:
        return Link(day_text(day, self.context.lang), self.context.urls.href(paths.day(day)))

    def _head(self, title: str, path: str, *breadcrumbs: Link) -> Head:
        description = f"Events and reports by date: {title}"
        return self.context.head(title, path, description, section=paths.TIMELINE, breadcrumbs=breadcrumbs)


def _period(link: Link, counts: tuple[int, int]) -> Period:
    events, reports = counts
    return Period(Link(link.text, link.href, count=events + reports), events, reports)


def _neighbours(day: date, days: Sequence[date], link: Callable[[date], Link]) -> tuple[Link | None, Link | None]:
    """Return the links to the days before and after `day` in `days`, which are sorted."""
    index = bisect_left(days, day)
    previous = link(days[index - 1]) if index else None
    return previous, link(days[index + 1]) if index + 1 < len(days) else None
