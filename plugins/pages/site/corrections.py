"""Corrections: what was changed after publication and what was withdrawn, per report and for the whole archive."""

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
    title: str
    corrections: tuple[CorrectionLine, ...]
    withdrawn: tuple[WithdrawnLine, ...]


def corrections_page(context: PageContext) -> Page:
    """Return the page of all corrections, the newest first."""
    catalogue, labels = context.archive.catalogue, context.labels
    everything = (*catalogue.reports, *catalogue.withdrawn)
    lines = [line for report in everything for line in correction_lines(report, labels, linked=True)]
    lines.sort(key=lambda line: line.date.iso, reverse=True)
    gone = tuple(WithdrawnLine(labels.report(r), labels.day(r.date), r.reason) for r in catalogue.withdrawn)
    description = "What was changed after publication, and what was withdrawn."
    head = context.head("Corrections", paths.CORRECTIONS, description)
    return Page(paths.CORRECTIONS, "corrections.html", CorrectionsView(head, head.title, tuple(lines), gone))
