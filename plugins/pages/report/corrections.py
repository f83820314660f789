"""The corrections of a report."""

from __future__ import annotations

import msgspec

from plugins.archive.model.report import Report
from plugins.pages.labels import Labels
from plugins.pages.view_models import DateText, Link


class CorrectionLine(msgspec.Struct, frozen=True):
    """A correction; `report` is set in lists of several reports' corrections."""

    date: DateText
    note: str
    report: Link | None = None


def correction_lines(report: Report, labels: Labels, *, linked: bool = False) -> tuple[CorrectionLine, ...]:
    """Return a report's corrections, newest first; `linked` adds a link to the report."""
    corrections = sorted(report.corrections, key=lambda correction: correction.date, reverse=True)
    target = labels.report(report) if linked else None
    return tuple(CorrectionLine(labels.day(each.date), each.note, target) for each in corrections)
