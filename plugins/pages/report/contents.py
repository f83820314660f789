"""The table of contents of a report: the headings of its text, then the parts below the text."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from plugins.archive.model.report import Report

MAX_LEVEL = 3
"""Headings below this level are not listed."""
MIN_LINES = 4
"""A report with fewer lines has no table of contents."""


class ContentsLine(msgspec.Struct, frozen=True):
    """A heading or a part of the page: its text, its level (2 or 3) and its anchor."""

    text: str
    level: int
    anchor: str


def contents(report: Report) -> tuple[ContentsLine, ...]:
    """Return the table of contents of a report; a short report has none."""
    lines = tuple(_lines(report))
    return lines if len(lines) >= MIN_LINES else ()


def _lines(report: Report) -> Iterator[ContentsLine]:
    for heading in report.body.headings:
        if heading.level <= MAX_LEVEL:
            yield ContentsLine(heading.text, heading.level, heading.id)
    parts = {"Events": report.events, "Sources": report.citations, "Corrections": report.corrections}
    yield from (ContentsLine(title, 2, title.lower()) for title, items in parts.items() if items)
