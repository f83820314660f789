"""The reference: how to cite a report, in plain words and with the address that lasts."""

from __future__ import annotations

import msgspec

from plugins.archive import urls as paths
from plugins.archive.model.report import Report
from plugins.pages.context import PageContext
from plugins.pages.phrases import with_full_stop


class SuggestedCitation(msgspec.Struct, frozen=True):
    """A reference in parts, for the title may be in another language, and an address is written from left to right."""

    before: str
    title: str
    after: str
    url: str


def suggested_citation(report: Report, context: PageContext) -> SuggestedCitation:
    """Return a reference in the order of ISO 690: authors, title, archive, date, address.

    The address is by the report's lasting key, so that it leads here also after a later rename. When a reader saw the
    page is not said, for no clock is known here; a corrected report says when it was last corrected.
    """
    archive, labels = context.archive, context.labels
    authors = ", ".join(archive.registry.authors[author].name for author in report.authors)
    dates = [labels.day(report.date).text]
    if report.corrections:
        dates.append(f"corrected {labels.day(max(line.date for line in report.corrections)).text}")
    return SuggestedCitation(
        f"{with_full_stop(authors)} " if authors else "",
        with_full_stop(report.title),
        f" {archive.site.name}, {', '.join(dates)}. ",
        context.urls.absolute(paths.report(report.permanent_stem)),
    )
