"""How to cite a report: a suggested citation with a permanent URL."""

from __future__ import annotations

import msgspec

from plugins.archive import urls as paths
from plugins.archive.model.report import Report
from plugins.pages.context import PageContext
from plugins.pages.phrases import with_full_stop


class SuggestedCitation(msgspec.Struct, frozen=True):
    """A citation in parts, because the title may be in another language and the URL is always left to right."""

    before: str
    title: str
    after: str
    url: str


def suggested_citation(report: Report, context: PageContext) -> SuggestedCitation:
    """Return a citation in the order of ISO 690: authors, title, archive, date, URL.

    The URL uses the report's permanent stem, so it stays valid when the report is renamed. The citation has no access
    date, because a build does not read the clock; it has the date of the last correction, if there is one.
    """
    archive, labels = context.archive, context.labels
    authors = ", ".join(archive.registry.authors[author].name for author in report.authors)
    dates = [labels.day(report.date).text]
    if report.corrections:
        dates.append(f"corrected {labels.day(max(each.date for each in report.corrections)).text}")
    return SuggestedCitation(
        f"{with_full_stop(authors)} " if authors else "",
        with_full_stop(report.title),
        f" {archive.site.name}, {', '.join(dates)}. ",
        context.urls.absolute(paths.report(report.permanent_stem)),
    )
