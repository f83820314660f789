"""The numbered list of a report's sources, with links to the events that cite them."""

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
"""If all events cite a source, and there are more than this, the events are not listed one by one."""


class SourceLine(msgspec.Struct, frozen=True, kw_only=True):
    """A source in the list. The events' source numbers link to `anchor`; `cited_by` links back to the events."""

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
    """Return the sources of a report; `events` are its events in the order of its page, which numbers them from 1."""
    citing: dict[int, list[Link]] = {}
    for event_number, dated in enumerate(events, 1):
        link = Link(f"#{event_number}", f"#{paths.event_anchor(dated.event.id)}")
        for number in dict.fromkeys(dated.event.sources):
            citing.setdefault(number, []).append(link)
    return tuple(
        _line(number, citation, _cited_by(citing.get(number, []), len(events)), labels)
        for number, citation in enumerate(report.citations, 1)
    )


def _cited_by(citing: list[Link], events: int) -> Fact | None:
    """Return the events that cite a source."""
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
