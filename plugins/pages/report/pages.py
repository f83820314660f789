"""Report pages: the page and attachments of each report, the pages of withdrawn reports, redirects from former URLs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from pathlib import Path

import msgspec

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.images import strip_metadata
from plugins.archive.model.related import RelatedReports, Relations
from plugins.archive.model.report import Report
from plugins.pages.context import PageContext
from plugins.pages.outputs import Copy, File, Output, Page, Plan, page_plan
from plugins.pages.report.corrections import CorrectionLine, correction_lines
from plugins.pages.report.page import ReportPage, report_head
from plugins.pages.view_models import DateText, Head, Link


class WithdrawnView(msgspec.Struct, frozen=True):
    """The page of a withdrawn report."""

    head: Head
    date: DateText
    reason: str
    corrections: tuple[CorrectionLine, ...]


class RedirectView(msgspec.Struct, frozen=True):
    """A redirect from a former URL of a report to its current URL."""

    head: Head
    target: Link


class ReportPages:
    """The pages of an archive's reports; the relations between reports are computed if they are not given."""

    def __init__(self, context: PageContext, relations: Relations | None = None) -> None:
        self.context = context
        self.catalogue = context.archive.catalogue
        self.relations = (
            RelatedReports(self.catalogue).find_all_related(self.catalogue.reports) if relations is None else relations
        )

    def plan(self, report: Report) -> Plan:
        """Plan the page of a report."""
        page = self._page(report)
        path, listed = paths.report(report.stem), report.status == "published"
        return page_plan(path, "report.html", page.inputs(), page.view, listed=listed)

    def page(self, report: Report) -> Page:
        """Return the page of a report, which may differ from the archive's version of that report."""
        view = self._page(report).view()
        return Page(paths.report(report.stem), "report.html", view, listed=report.status == "published")

    def _page(self, report: Report) -> ReportPage:
        reports, positions, related = self.catalogue.reports, self.catalogue.positions, self.relations[report.stem]
        return ReportPage(
            self.context,
            report,
            previous=self._neighbour(report, -1),
            next=self._neighbour(report, +1),
            related=[(reports[positions[relation.stem]], relation) for relation in related],
        )

    def _neighbour(self, report: Report, step: int) -> Link | None:
        """Return the previous (-1) or next (+1) report of the same series."""
        if not report.series or report.stem not in self._series_positions:
            return None
        series = self.catalogue.contents_of("series", report.series).reports
        index = self._series_positions[report.stem] + step
        return self.context.labels.report(series[index]) if 0 <= index < len(series) else None

    @cached_property
    def _series_positions(self) -> dict[str, int]:
        """The position of each report in its series."""
        series = self.catalogue.contents["series"].values()
        return {report.stem: index for each in series for index, report in enumerate(each.reports)}

    def extra_outputs(self) -> Iterator[Output]:
        """List the outputs other than reports' pages: attachments, pages of withdrawn reports, redirects."""
        for report in self.catalogue.reports:
            yield from attachments(report, self.context.archive)
            yield from self._redirects(report)
        for report in self.catalogue.withdrawn:
            yield self._withdrawn(report)
            yield from self._redirects(report)

    def _redirects(self, report: Report) -> Iterator[Page]:
        target = self.context.labels.report(report)
        for stem in report.formerly:
            head = self.context.head(report.title, paths.report(report.stem), section="", listed=False)
            yield Page(paths.report(stem), "redirect.html", RedirectView(head, target), listed=False)

    def _withdrawn(self, report: Report) -> Page:
        labels = self.context.labels
        head = msgspec.structs.replace(report_head(report, self.context), description="This report was withdrawn.")
        view = WithdrawnView(head, labels.day(report.date), report.reason, correction_lines(report, labels))
        return Page(paths.report(report.stem), "withdrawn.html", view, listed=False)


def attachments(report: Report, archive: Archive) -> Iterator[Plan | Copy]:
    """List the attachments of a report. Metadata is stripped from images; other files are copied unchanged."""
    images = archive.images_of(report)
    folder = report.path.removesuffix(".md")
    for name in dict.fromkeys(attached.name for attached in report.body.attachments):
        path, file = paths.attachment(report.stem, name), archive.folder.file(f"{folder}/{name}")
        if name in images:
            yield Plan(path, {"image": images[name].digest}, partial(_image, path, file), listed=False)
        else:
            yield Copy(path, file)


def _image(path: str, file: Path) -> File:
    return File(path, strip_metadata(file.read_bytes()))
