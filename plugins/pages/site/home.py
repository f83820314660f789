"""Home page, and the list of all reports."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from plugins.archive import urls as paths
from plugins.archive.entry_kinds import EntryKind
from plugins.pages.charts.histogram import Histogram, archive_histogram
from plugins.pages.context import PageContext
from plugins.pages.lists import REPORTS_PER_PAGE, paginate, report_list
from plugins.pages.outputs import Page, Plan
from plugins.pages.timeline.on_this_day import OnThisDay, on_this_day
from plugins.pages.view_models import EventCard, Head, Link, ReportCard

NEWEST_REPORTS = 6
"""Reports on the home page, besides the lead report."""
LATEST_EVENTS = 8
MAX_ENTRIES = 12
"""Regions, actors and tags on the home page, of each kind."""
NEWEST_YEARS = 20
MAX_BARS = 96
"""Bars of the histogram: eight years of months. A bar with its table row takes about 250 bytes."""


class HomeView(msgspec.Struct, frozen=True, kw_only=True):
    """The home page. `lead` is the newest report; regions, actors and tags are those with the most events."""

    head: Head
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
    catalogue, labels = context.archive.catalogue, context.labels
    cards = [labels.report_card(report) for report in reversed(catalogue.reports[-NEWEST_REPORTS - 1 :])]
    view = HomeView(
        head=_head(context, "", context.archive.site.description, paths.HOME),
        period=_period(context),
        reports_total=len(catalogue.reports),
        events_total=len(catalogue.events),
        histogram=archive_histogram(labels, context.dates, MAX_BARS),
        on_this_day=on_this_day(context),
        lead=cards[0] if cards else None,
        reports=tuple(cards[1:]),
        events=tuple(labels.event_card(dated) for dated in reversed(catalogue.events[-LATEST_EVENTS:])),
        regions=_top_entries(context, "region"),
        actors=_top_entries(context, "actor"),
        tags=_top_entries(context, "tag"),
        years=_years(context),
        all_reports=Link("All reports", labels.urls.href(paths.REPORTS), count=len(catalogue.reports)),
        timeline=Link("Timeline", labels.urls.href(paths.TIMELINE)),
    )
    return Page(paths.HOME, "home.html", view)


def report_pages(context: PageContext) -> Iterator[Plan]:
    """List the pages of the list of all reports."""
    reports = context.archive.catalogue.reports
    for page in paginate(reports, REPORTS_PER_PAGE, paths.REPORTS, paths.REPORTS, context.urls):
        head = _head(context, "Reports", "All reports of the archive, newest first.", page.path)
        yield report_list(page, head, context, 0 if page.number else len(reports))


def _head(context: PageContext, title: str, description: str, path: str) -> Head:
    feed = Link("Feed: all reports", context.urls.href(paths.ALL_REPORTS_FEED))
    return context.head(title, path, description, section=paths.REPORTS if title else paths.HOME, feed=feed)


def _period(context: PageContext) -> str:
    """Return the dates of the first and last report in words; empty without reports."""
    reports = context.archive.catalogue.reports
    if not reports:
        return ""
    first, last = (context.labels.day(report.date).text for report in (reports[0], reports[-1]))
    return first if first == last else f"{first} – {last}"


def _top_entries(context: PageContext, kind: EntryKind) -> tuple[Link, ...]:
    """Return the entries of a kind with the most events, with their numbers of events, or of reports without events."""
    counts = {
        entry_id: (len(contents.events), len(contents.reports))
        for entry_id, contents in context.archive.catalogue.contents[kind].items()
    }
    ranked = sorted(counts, key=lambda entry_id: (-counts[entry_id][0], -counts[entry_id][1], entry_id))
    return tuple(
        msgspec.structs.replace(context.labels.link(kind, entry_id), count=counts[entry_id][0] or counts[entry_id][1])
        for entry_id in ranked[:MAX_ENTRIES]
    )


def _years(context: PageContext) -> tuple[Link, ...]:
    """Return the newest years with their numbers of entries."""
    dates, urls = context.dates, context.urls
    newest = reversed(dates.years[-NEWEST_YEARS:])
    return tuple(
        Link(str(day.year), urls.href(paths.year(day.year)), count=sum(dates.year_counts(day))) for day in newest
    )
