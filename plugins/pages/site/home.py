"""Home and the list of all reports: where reading begins."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from plugins.archive import urls as paths
from plugins.archive.entry_kinds import EntryKind
from plugins.pages.charts.histogram import Histogram, archive_histogram
from plugins.pages.context import PageContext
from plugins.pages.lists import report_list
from plugins.pages.outputs import Page, Plan
from plugins.pages.pagination import REPORTS_PER_PAGE, newest_first, pager, paginate
from plugins.pages.timeline.on_this_day import OnThisDay, on_this_day
from plugins.pages.view_models import EventCard, Head, Link, ReportCard

NEWEST_REPORTS = 6
MAX_ENTRIES = 12
LATEST_EVENTS = 8
NEWEST_YEARS = 20
MAX_BARS = 96
"""Bars of the first page's histogram at most: eight years of months. With its row as a table each is some 250 bytes."""


class HomeView(msgspec.Struct, frozen=True, kw_only=True):
    """The home page: the archive through time, its newest reports and latest events, and what holds the most."""

    head: Head
    title: str
    tagline: str
    description: str
    period: str
    reports_total: int
    events_total: int
    histogram: Histogram | None
    on_this_day: OnThisDay | None
    lead: ReportCard | None
    reports: tuple[ReportCard, ...]
    events: tuple[EventCard, ...]
    regions: tuple[Link, ...]
    actors: tuple[Link, ...]
    tags: tuple[Link, ...]
    years: tuple[Link, ...]
    all_reports: Link
    timeline: Link


def home_page(context: PageContext) -> Page:
    """Return the home page."""
    site, catalogue, labels = context.archive.site, context.archive.catalogue, context.labels
    cards = [labels.report_card(report) for report in reversed(catalogue.reports[-NEWEST_REPORTS - 1 :])]
    view = HomeView(
        head=_head(context, "", site.description, paths.HOME),
        title=site.name,
        tagline=site.tagline,
        description=site.description,
        period=_span(context),
        reports_total=len(catalogue.reports),
        events_total=len(catalogue.events),
        histogram=archive_histogram(labels, context.dates, MAX_BARS),
        on_this_day=on_this_day(context),
        lead=cards[0] if cards else None,
        reports=tuple(cards[1:]),
        events=tuple(labels.event_card(dated) for dated in reversed(catalogue.events[-LATEST_EVENTS:])),
        regions=_most_named(context, "region"),
        actors=_most_named(context, "actor"),
        tags=_most_named(context, "tag"),
        years=_years(context),
        all_reports=Link("All reports", labels.urls.href(paths.REPORTS), count=len(catalogue.reports)),
        timeline=Link("Timeline", labels.urls.href(paths.TIMELINE)),
    )
    return Page(paths.HOME, "home.html", view)


def report_pages(context: PageContext) -> Iterator[Plan]:
    """List the pages of the list of all reports."""
    reports = context.archive.catalogue.reports
    for sheet in paginate(len(reports), REPORTS_PER_PAGE):
        path = paths.list_page(paths.REPORTS, sheet.number) if sheet.number else paths.REPORTS
        head = _head(context, "Reports", "Every report of the archive, the newest first.", path)
        around = pager(sheet, len(reports), REPORTS_PER_PAGE, paths.REPORTS, paths.REPORTS, context.urls)
        total = 0 if sheet.number else len(reports)
        yield report_list(path, head, newest_first(reports, sheet), around, context, total)


def _head(context: PageContext, title: str, description: str, path: str) -> Head:
    feed = Link("Feed: all reports", context.urls.href(paths.ALL_REPORTS_FEED))
    return context.head(title, path, description, section=paths.REPORTS if title else paths.HOME, feed=feed)


def _span(context: PageContext) -> str:
    """Return the time that the reports span, in words."""
    reports = context.archive.catalogue.reports
    if not reports:
        return ""
    labels = context.labels
    first, last = labels.day(reports[0].date).text, labels.day(reports[-1].date).text
    return first if first == last else f"{first} – {last}"


def _most_named(context: PageContext, kind: EntryKind) -> tuple[Link, ...]:
    """Return the entries of a kind that hold the most, with how many reports each holds."""
    held = context.archive.catalogue.contents[kind]
    ranked = sorted(held, key=lambda key: (-len(held[key].events), -len(held[key].reports), key))[:MAX_ENTRIES]
    return tuple(
        _counted(context.labels.link(kind, key), len(held[key].events) or len(held[key].reports)) for key in ranked
    )


def _counted(link: Link, count: int) -> Link:
    return Link(link.text, link.href, count=count)


def _years(context: PageContext) -> tuple[Link, ...]:
    """Return the newest years with how much begins in each; the timeline has them all."""
    calendar, urls = context.dates, context.urls
    newest = reversed(calendar.years[-NEWEST_YEARS:])
    return tuple(Link(str(y.year), urls.href(paths.year(y.year)), count=sum(calendar.year_counts(y))) for y in newest)
