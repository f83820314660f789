"""Contents: what stands under which heading of a report, then its parts below the text."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from plugins.archive.model.report import Report

MAX_LEVEL = 3
"""The level of the least headings that are listed."""
MIN_LINES = 4
"""Lines that contents have at least: what a report of fewer holds is seen at a glance."""


class ContentsLine(msgspec.Struct, frozen=True):
    """A heading or a part: its words, its level (2 or 3) and its anchor on the page."""

    text: str
    level: int
    anchor: str


def contents(report: Report) -> tuple[ContentsLine, ...]:
    """Return the contents of a report; none if it is short."""
    lines = tuple(_lines(report))
    return lines if len(lines) >= MIN_LINES else ()


def _lines(report: Report) -> Iterator[ContentsLine]:
    for heading in report.body.headings:
        if heading.level <= MAX_LEVEL:
            yield ContentsLine(heading.text, heading.level, heading.id)
    parts = {"Events": report.events, "Sources": report.citations, "Corrections": report.corrections}
    yield from (ContentsLine(words, 2, words.lower()) for words, items in parts.items() if items)
