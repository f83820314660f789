"""Report sources: the numbered list of what a report rests on, with the ways back to the events that cite each."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from plugins.archive import urls as paths
from plugins.archive.model.catalogue import DatedEvent
from plugins.archive.model.report import Citation, Report
from plugins.pages.labels import Labels
from plugins.pages.phrases import RELIABILITY
from plugins.pages.view_models import DateText, Fact, Link

MAX_LISTED_EVENTS = 3
"""Events that are named one by one though they are all."""


class SourceLine(msgspec.Struct, frozen=True, kw_only=True):
    """One item of the source list; `anchor` is what the events' numbers lead to, `cited_by` leads back to each."""

    anchor: str
    number: int
    publisher: Link
    title: str
    author: str = ""
    published: DateText | None = None
    url: str = ""
    archived: str = ""
    lang: str = ""
    note: str = ""
    reliability: str = ""
    cited_by: Fact | None = None


def source_lines(report: Report, events: Sequence[DatedEvent], labels: Labels) -> tuple[SourceLine, ...]:
    """Show a report's sources; `events` are its events in the order in which its page numbers them, from 1."""
    citing: dict[int, list[Link]] = {}
    for place, dated in enumerate(events, 1):
        for number in dict.fromkeys(dated.event.sources):
            back = Link(f"#{place}", f"#{paths.event_anchor(dated.event.id)}")
            citing.setdefault(number, []).append(back)
    return tuple(
        _line(number, citation, _cited_by(citing.get(number, []), len(events)), labels)
        for number, citation in enumerate(report.citations, 1)
    )


def _cited_by(citing: list[Link], events: int) -> Fact | None:
    """Say which events cite a source; that all of many do is said in a word."""
    if len(citing) == events and events > MAX_LISTED_EVENTS:
        return Fact("Cited by", (Link(f"all {events} events", "#events"),))
    return Fact("Cited by event" if len(citing) == 1 else "Cited by events", tuple(citing)) if citing else None


def _line(number: int, citation: Citation, cited_by: Fact | None, labels: Labels) -> SourceLine:
    source = labels.registry.sources[citation.publisher]
    return SourceLine(
        anchor=paths.source_anchor(number),
        number=number,
        publisher=labels.link("source", citation.publisher),
        title=citation.title,
        author=citation.author,
        published=labels.when(citation.published) if citation.published else None,
        url=citation.url,
        archived=citation.archived,
        lang=citation.lang,
        note=citation.note,
        reliability=RELIABILITY.get(source.reliability, ""),
        cited_by=cited_by,
    )
