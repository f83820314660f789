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
from plugins.pages.site.report_form import FormField, report_section
from plugins.pages.site.styleguide_samples import DAY, StyleguideSamples
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
    date: DateText
    links: tuple[Link, ...]
    facts: tuple[Fact, ...]
    report: ReportCard
    draft: ReportCard
    event: EventCard
    days: tuple[EventDay, ...]
    pager: Pager
    entries: tuple[EntryLine, ...]
    periods: tuple[Period, ...]
    names: EntryNames
    statistics: Statistics
    ranking: Ranking
    corrections: tuple[CorrectionLine, ...]
    sources: tuple[SourceLine, ...]
    authors: tuple[AuthorBox, ...]
    citation: SuggestedCitation
    support: SupportBox | None
    body: tuple[Section, ...]
    fields: tuple[FormField, ...]
    map: AreaMap
    histogram: Histogram | None
    heatmap: Heatmap | None
    year: str
    month: MonthCalendar


def styleguide_page(context: PageContext) -> Page:
    """Return the page, which is not listed."""
    archive, labels = context.archive, context.labels
    samples = StyleguideSamples(context.urls.href(paths.STYLEGUIDE))
    reports, dates = archive.catalogue.reports[-REPORTS:], context.dates
    view = StyleguideView(
        head=context.head(TITLE, None, section=paths.STYLEGUIDE, breadcrumbs=(samples.link(TITLE),), listed=False),
        title=TITLE,
        date=DAY,
        links=samples.links(),
        facts=samples.facts(),
        report=samples.report(),
        draft=samples.report(draft=True),
        event=samples.event(),
        days=samples.days(),
        pager=samples.pager(),
        entries=samples.entries(),
        periods=samples.periods(),
        names=samples.names(),
        statistics=samples.statistics(),
        ranking=samples.ranking(),
        corrections=samples.corrections(),
        sources=samples.sources(),
        authors=samples.authors(),
        citation=SuggestedCitation(
            "A. Keeper. ", "The lamp of Port Almond fails.", " Small archive, 2 November 2019. ", "https://example.org/"
        ),
        support=support_box(SUPPORT),
        body=samples.prose(),
        fields=report_section(report_schema(archive.registry)).fields[:FIELDS],
        map=samples.map(),
        histogram=histogram(archive.catalogue.events[-EVENTS:], reports, labels, dates),
        heatmap=heatmap(dates.years[-1].year, labels, dates) if dates.years else None,
        year=str(dates.years[-1].year) if dates.years else "",
        month=samples.month(),
    )
    return Page(paths.STYLEGUIDE, "styleguide.html", view, listed=False)
