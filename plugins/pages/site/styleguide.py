"""Style guide: every component of the theme on one page. Only sites with drafts have it; it is never published."""

from __future__ import annotations

from plugins.archive import urls as paths
from plugins.archive.json_schema import report_schema
from plugins.archive.model.site import Support, SupportAddress, SupportLink
from plugins.pages.charts.heatmap import Heatmap, heatmap
from plugins.pages.charts.histogram import Histogram, histogram
from plugins.pages.context import PageContext
from plugins.pages.outputs import Page
from plugins.pages.site.report_form import FormField, report_section
from plugins.pages.site.styleguide_samples import Samples
from plugins.pages.site.support import support_box
from plugins.pages.view_models import Head, Link, SupportBox

TITLE = "Style guide"
SUPPORT = Support(
    "Oil and wicks cost money.",
    SupportLink("Give", "https://example.org/"),
    SupportAddress("Keepers' fund", "help@example.org"),
)
EVENTS, REPORTS, FIELDS = 200, 40, 3
"""Numbers of the archive's newest events and reports in the charts, and of form fields."""


class StyleguideView(Samples, frozen=True, kw_only=True):
    """The samples, the form, and charts of the archive's newest entries if there are any."""

    head: Head
    support: SupportBox | None
    fields: tuple[FormField, ...]
    histogram: Histogram | None
    heatmap: Heatmap | None
    year: str


def styleguide_page(context: PageContext) -> Page:
    """Return the page, which is not listed."""
    catalogue, labels, dates = context.archive.catalogue, context.labels, context.dates
    breadcrumbs = (Link(TITLE, context.urls.href(paths.STYLEGUIDE)),)
    year = dates.years[-1].year if dates.years else 0
    view = StyleguideView(
        head=context.head(TITLE, None, section=paths.STYLEGUIDE, breadcrumbs=breadcrumbs, listed=False),
        support=support_box(SUPPORT),
        fields=report_section(report_schema(context.archive.registry)).fields[:FIELDS],
        histogram=histogram(catalogue.events[-EVENTS:], catalogue.reports[-REPORTS:], labels, dates),
        heatmap=heatmap(year, labels, dates) if year else None,
        year=str(year) if year else "",
    )
    return Page(paths.STYLEGUIDE, "styleguide.html", view, listed=False)
