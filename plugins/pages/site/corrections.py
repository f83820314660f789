"""Corrections: what was changed after publication and what was withdrawn, per report and for the whole archive."""

from __future__ import annotations

import msgspec

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.model.report import Report
from plugins.pages.labels import Labels
from plugins.pages.outputs import Page
from plugins.pages.view_models import DateText, Head, Link


class CorrectionLine(msgspec.Struct, frozen=True):
    """A correction; `report` is given where it stands outside its report."""

    date: DateText
    note: str
    report: Link | None = None


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


def correction_lines(report: Report, labels: Labels, *, linked: bool = False) -> tuple[CorrectionLine, ...]:
    """Show a report's corrections, the newest first; `linked` names the report with each."""
    lines = sorted(report.corrections, key=lambda correction: correction.date, reverse=True)
    target = labels.report(report) if linked else None
    return tuple(CorrectionLine(labels.day(line.date), line.note, target) for line in lines)


def corrections_page(archive: Archive, labels: Labels) -> Page:
    """Return the page of all corrections, the newest first."""
    catalogue = archive.catalogue
    everything = (*catalogue.reports, *catalogue.withdrawn)
    lines = [line for report in everything for line in correction_lines(report, labels, linked=True)]
    lines.sort(key=lambda line: line.date.iso, reverse=True)
    gone = tuple(WithdrawnLine(labels.report(r), labels.day(r.date), r.reason) for r in catalogue.withdrawn)
    head = Head(
        title="Corrections",
        description="What was changed after publication, and what was withdrawn.",
        canonical=labels.urls.absolute(paths.CORRECTIONS),
        lang=labels.lang,
        section=paths.CORRECTIONS,
    )
    return Page(paths.CORRECTIONS, "corrections.html", CorrectionsView(head, head.title, tuple(lines), gone))
