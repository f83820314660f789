"""Corrections page: all corrections and withdrawn reports of the archive."""

from __future__ import annotations

import msgspec

from plugins.archive import urls as paths
from plugins.pages.context import PageContext
from plugins.pages.outputs import Page
from plugins.pages.report.corrections import CorrectionLine, correction_lines
from plugins.pages.view_models import DateText, Head, Link


class WithdrawnLine(msgspec.Struct, frozen=True):
    """A withdrawn report and the reason."""

    report: Link
    date: DateText
    reason: str


class CorrectionsView(msgspec.Struct, frozen=True):
    """The page of all corrections and withdrawals."""

    head: Head
    corrections: tuple[CorrectionLine, ...]
    withdrawn: tuple[WithdrawnLine, ...]


def corrections_page(context: PageContext) -> Page:
    """Return the page of all corrections, the newest first."""
    catalogue, labels = context.archive.catalogue, context.labels
    reports = (*catalogue.reports, *catalogue.withdrawn)
    lines = [line for report in reports for line in correction_lines(report, labels, linked=True)]
    lines.sort(key=lambda line: line.date.iso, reverse=True)
    withdrawn = tuple(WithdrawnLine(labels.report(r), labels.day(r.date), r.reason) for r in catalogue.withdrawn)
    description = "Changes to published reports, and withdrawn reports."
    head = context.head("Corrections", paths.CORRECTIONS, description)
    return Page(paths.CORRECTIONS, "corrections.html", CorrectionsView(head, tuple(lines), withdrawn))
