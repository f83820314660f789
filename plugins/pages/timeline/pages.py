"""The timeline: the archive by year, month and day; what is known less exactly stands in parts of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import msgspec

from plugins.archive import urls as paths
from plugins.archive.digest import digest
from plugins.archive.model.catalogue import DatedEvent
from plugins.pages.charts.heatmap import Heatmap, day_counts, heatmap
from plugins.pages.charts.histogram import Histogram, archive_histogram
from plugins.pages.context import PageContext
from plugins.pages.labels import day_text
from plugins.pages.outputs import Output, Page, Plan
from plugins.pages.timeline.month_calendar import MonthCalendar, month_calendar
from plugins.pages.view_models import EventCard, Head, Link, ReportCard


class Period(msgspec.Struct, frozen=True):
    """A year or month in a list: its link, and how much it holds."""

    link: Link
    events: int
    reports: int


class TimelineView(msgspec.Struct, frozen=True):
    """The list of years, below a drawing of all of them."""

    head: Head
    title: str
    histogram: Histogram | None
    years: tuple[Period, ...]


class YearView(msgspec.Struct, frozen=True):
    """A year: its days as a drawing, its months, and the events of which only the year is known."""

    head: Head
    title: str
    heatmap: Heatmap | None
    months: tuple[Period, ...]
    imprecise: tuple[EventCard, ...]
    previous: Link | None
    next: Link | None


class DaySection(msgspec.Struct, frozen=True):
    """A day of a month; in a crowded month it has a page (`href`) and is only counted here."""

    anchor: str
    title: str
    iso: str
    href: str
    events_total: int
    reports_total: int
    events: tuple[EventCard, ...] = ()
    reports: tuple[ReportCard, ...] = ()


class MonthView(msgspec.Struct, frozen=True):
    """A month: the way to its days, what they hold, and the events of which only the month is known."""

    head: Head
    title: str
    calendar: MonthCalendar
    days: tuple[DaySection, ...]
    imprecise: tuple[EventCard, ...]
    previous: Link | None
    next: Link | None


class DayView(msgspec.Struct, frozen=True):
    """A day of a crowded month."""

    head: Head
    title: str
    day: DaySection
    previous: Link | None
    next: Link | None


class TimelinePages:
    """Makes the timeline of an archive; every event and report stands on it once, at its start."""

    def __init__(self, context: PageContext) -> None:
        self.context = context
        self.labels = context.labels
        self.calendar = context.dates
        self.months = self.calendar.months
        self.years = self.calendar.years

    def pages(self) -> Iterator[Output]:
        """List the page of the years, and each year's, month's and crowded month's days' page."""
        yield self._index()
        yield from (self._year_plan(place) for place in range(len(self.years)))
        for place, month in enumerate(self.months):
            yield self._month_plan(place)
            if self.calendar.has_day_pages(month):
                yield from (self._day_plan(day, n) for n, day in enumerate(self.calendar.days_of[month]))

    def _year_plan(self, place: int) -> Plan:
        year = self.years[place]
        counts = [(month, *self.calendar.month_counts(month)) for month in self.calendar.months_of[year.year]]
        days = sorted(day_counts(year.year, self.calendar).items())
        crowded = [month for month, *_ in counts if self.calendar.has_day_pages(month)]
        vague = self.context.fingerprints.event_list(self.calendar.imprecise_years[year].events)
        inputs = digest(counts, days, crowded, vague, self._year_link(place - 1), self._year_link(place + 1))
        return Plan(paths.year(year.year), inputs, partial(self._year, place), template="year.html")

    def _month_plan(self, place: int) -> Plan:
        month = self.months[place]
        counted = self.calendar.has_day_pages(month)
        faces = self.context.fingerprints
        days = [(day, self._shown(day, counted=counted)) for day in self.calendar.days_of[month]]
        vague = faces.event_list(self.calendar.imprecise_months[month].events)
        inputs = digest(counted, days, vague, self._month_link(place - 1), self._month_link(place + 1))
        return Plan(paths.month(month.year, month.month), inputs, partial(self._month, place), template="month.html")

    def _shown(self, day: date, *, counted: bool) -> tuple[int, int] | tuple[bytes, bytes]:
        """Return what a month's page draws on for a day: its cards, or in a crowded month their numbers."""
        bucket = self.calendar.days[day]
        if counted:
            return len(bucket.events), len(bucket.reports)
        return self.context.fingerprints.event_list(bucket.events), self.context.fingerprints.report_list(
            bucket.reports
        )

    def _day_plan(self, day: date, place: int) -> Plan:
        inputs = digest(self._shown(day, counted=False), self._around(day, place))
        return Plan(paths.day(day), inputs, partial(self._day, day, place), template="day.html")

    def _index(self) -> Page:
        head = self._head("Timeline", paths.TIMELINE, ())
        years = (
            self._period(str(year.year), paths.year(year.year), self.calendar.year_counts(year)) for year in self.years
        )
        drawing = archive_histogram(self.labels, self.calendar)
        view = TimelineView(head, head.title, drawing, tuple(reversed(list(years))))
        return Page(paths.TIMELINE, "timeline.html", view)

    def _period(self, title: str, path: str, counts: tuple[int, int]) -> Period:
        events, reports = counts
        return Period(Link(title, self.labels.urls.href(path), count=events + reports), events, reports)

    def _year(self, place: int) -> Page:
        year = self.years[place]
        path = paths.year(year.year)
        months = (
            self._period(self._month_title(m), paths.month(m.year, m.month), self.calendar.month_counts(m))
            for m in self.calendar.months_of[year.year]
        )
        view = YearView(
            head=self._head(str(year.year), path, (self._root(),)),
            title=str(year.year),
            heatmap=heatmap(year.year, self.labels, self.calendar),
            months=tuple(months),
            imprecise=self._cards(self.calendar.imprecise_years[year].events),
            previous=self._year_link(place - 1),
            next=self._year_link(place + 1),
        )
        return Page(path, "year.html", view)

    def _year_link(self, place: int) -> Link | None:
        if not 0 <= place < len(self.years):
            return None
        year = self.years[place].year
        return Link(str(year), self.labels.urls.href(paths.year(year)))

    def _month_title(self, month: date) -> str:
        return day_text(month, self.labels.lang, "MMMM y")

    def _month_link(self, place: int) -> Link | None:
        if not 0 <= place < len(self.months):
            return None
        month = self.months[place]
        return Link(self._month_title(month), self.labels.urls.href(paths.month(month.year, month.month)))

    def _month(self, place: int) -> Page:
        month = self.months[place]
        path = paths.month(month.year, month.month)
        counted = self.calendar.has_day_pages(month)
        year = Link(str(month.year), self.labels.urls.href(paths.year(month.year)))
        view = MonthView(
            head=self._head(self._month_title(month), path, (self._root(), year)),
            title=self._month_title(month),
            calendar=month_calendar(month, self.context),
            days=tuple(self._part(day, counted=counted) for day in self.calendar.days_of[month]),
            imprecise=self._cards(self.calendar.imprecise_months[month].events),
            previous=self._month_link(place - 1),
            next=self._month_link(place + 1),
        )
        return Page(path, "month.html", view)

    def _part(self, day: date, *, counted: bool) -> DaySection:
        """Show a day, or only count it when it has a page of its own."""
        bucket = self.calendar.days[day]
        return DaySection(
            anchor=paths.day_anchor(day),
            title=day_text(day, self.labels.lang, "EEEE, d MMMM y"),
            iso=day.isoformat(),
            href=self.labels.urls.href(paths.day(day)) if counted else "",
            events_total=len(bucket.events),
            reports_total=len(bucket.reports),
            events=() if counted else self._cards(bucket.events),
            reports=() if counted else tuple(self.labels.report_card(report) for report in bucket.reports),
        )

    def _day(self, day: date, place: int) -> Page:
        part = self._part(day, counted=False)
        month = Link(self._month_title(day), self.labels.urls.href(paths.month(day.year, day.month)))
        year = Link(str(day.year), self.labels.urls.href(paths.year(day.year)))
        head = self._head(part.title, paths.day(day), (self._root(), year, month))
        return Page(paths.day(day), "day.html", DayView(head, part.title, part, *self._around(day, place)))

    def _around(self, day: date, place: int) -> tuple[Link | None, Link | None]:
        """Return the links to the days before and after, among those of the month that hold anything."""
        days = self.calendar.days_of[day.replace(day=1)]
        before = self._day_link(days[place - 1]) if place else None
        return before, self._day_link(days[place + 1]) if place + 1 < len(days) else None

    def _day_link(self, day: date) -> Link:
        return Link(day_text(day, self.labels.lang), self.labels.urls.href(paths.day(day)))

    def _cards(self, events: list[DatedEvent]) -> tuple[EventCard, ...]:
        return tuple(self.labels.event_card(dated) for dated in events)

    def _root(self) -> Link:
        return Link("Timeline", self.labels.urls.href(paths.TIMELINE))

    def _head(self, title: str, path: str, crumbs: tuple[Link, ...]) -> Head:
        description = f"Events and reports by date: {title}"
        return self.context.head(title, path, description, section=paths.TIMELINE, breadcrumbs=crumbs)
