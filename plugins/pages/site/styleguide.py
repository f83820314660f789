"""Style guide: every component of the theme on one page. Only sites with drafts have it; it is never published."""

from __future__ import annotations

import msgspec

from plugins.archive import urls as paths
from plugins.archive.json_schema import report_schema
from plugins.archive.model.site import Support, SupportAddress, SupportLink
from plugins.pages.body_sections import Section
from plugins.pages.charts.heatmap import Heatmap, heatmap
from plugins.pages.charts.histogram import Histogram, histogram
from plugins.pages.context import PageContext
from plugins.pages.entry.index import EntryLine
from plugins.pages.entry.names import EntryNames
from plugins.pages.entry.ranking import Ranking
from plugins.pages.entry.statistics import Statistics
from plugins.pages.maps.view_models import AreaMap
from plugins.pages.outputs import Page
from plugins.pages.report.corrections import CorrectionLine
from plugins.pages.report.event_days import EventDay
from plugins.pages.report.how_to_cite import SuggestedCitation
from plugins.pages.report.page import AuthorBox
from plugins.pages.report.sources import SourceLine
from plugins.pages.site import styleguide_samples as samples
from plugins.pages.site.report_form import FormField, report_section
from plugins.pages.site.support import support_box
from plugins.pages.timeline.month_calendar import MonthCalendar
from plugins.pages.timeline.pages import Period
from plugins.pages.view_models import DateText, EventCard, Fact, Head, Link, Pager, ReportCard, SupportBox

TITLE = "Style guide"
SUPPORT = Support(
    "Oil and wicks cost money.",
    SupportLink("Give", "https://example.org/"),
    SupportAddress("Keepers' fund", "help@example.org"),
)
EVENTS, REPORTS, FIELDS = 200, 40, 3
"""Numbers of the archive's newest events and reports in the charts, and of form fields."""


class StyleguideView(msgspec.Struct, frozen=True, kw_only=True):
    """The content of each component: made-up samples, and charts of the archive's newest entries if there are any."""

    head: Head
    title: str
    support: SupportBox | None
    fields: tuple[FormField, ...]
    histogram: Histogram | None
    heatmap: Heatmap | None
    year: str
    date: DateText = samples.DAY
    links: tuple[Link, ...] = samples.LINKS
    facts: tuple[Fact, ...] = samples.FACTS
    report: ReportCard = samples.REPORT
    draft: ReportCard = samples.DRAFT
    event: EventCard = samples.EVENT
    days: tuple[EventDay, ...] = samples.EVENT_DAYS
    pager: Pager = samples.PAGER
    entries: tuple[EntryLine, ...] = samples.ENTRIES
    periods: tuple[Period, ...] = samples.PERIODS
    names: EntryNames = samples.NAMES
    statistics: Statistics = samples.STATISTICS
    ranking: Ranking = samples.RANKING
    corrections: tuple[CorrectionLine, ...] = samples.CORRECTIONS
    sources: tuple[SourceLine, ...] = samples.SOURCES
    authors: tuple[AuthorBox, ...] = samples.AUTHORS
    citation: SuggestedCitation = samples.CITATION
    body: tuple[Section, ...] = samples.SECTIONS
    map: AreaMap = samples.MAP
    month: MonthCalendar = samples.CALENDAR


def styleguide_page(context: PageContext) -> Page:
    """Return the page, which is not listed."""
    catalogue, labels, dates = context.archive.catalogue, context.labels, context.dates
    breadcrumbs = (Link(TITLE, context.urls.href(paths.STYLEGUIDE)),)
    year = dates.years[-1].year if dates.years else 0
    view = StyleguideView(
        head=context.head(TITLE, None, section=paths.STYLEGUIDE, breadcrumbs=breadcrumbs, listed=False),
        title=TITLE,
        support=support_box(SUPPORT),
        fields=report_section(report_schema(context.archive.registry)).fields[:FIELDS],
        histogram=histogram(catalogue.events[-EVENTS:], catalogue.reports[-REPORTS:], labels, dates),
        heatmap=heatmap(year, labels, dates) if year else None,
        year=str(year) if year else "",
    )
    return Page(paths.STYLEGUIDE, "styleguide.html", view, listed=False)
