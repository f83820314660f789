"""Faces: digests of what a report shows, by which pages know whether they have to be made anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from plugins.archive.catalogue import DatedEvent, report_keys
from plugins.archive.entries import EntryKind
from plugins.archive.registry import Registry, lineage
from plugins.archive.related import story_keys
from plugins.archive.report import Report
from plugins.pages.output import digest
from plugins.pages.views import EventCard, ReportCard


class Face(msgspec.Struct, frozen=True):
    """The digests of one report: of all it says and names, of its card, and of each event's card in its own order.

    `story` stands for what decides which reports are related to it.
    """

    own: bytes
    story: bytes
    card: bytes
    events: tuple[bytes, ...]


class Faces:
    """Takes and keeps the faces of an archive's reports; `known` may hold those taken before from the same values."""

    def __init__(
        self,
        registry: Registry,
        report_card: Callable[[Report], ReportCard],
        event_card: Callable[[DatedEvent], EventCard],
    ) -> None:
        self._registry = registry
        self._report_card = report_card
        self._event_card = event_card
        self._entries: dict[tuple[EntryKind, str], bytes] = {}
        self.known: dict[str, Face] = {}

    def of(self, report: Report) -> Face:
        """Return a report's face."""
        face = self.known.get(report.path)
        if face is None:
            face = self.known[report.path] = self._take(report)
        return face

    def _take(self, report: Report) -> Face:
        named = [self.entry(kind, entry_id) for kind, entry_id in sorted(report_keys(report))]
        named += [self.entry("author", author) for author in report.authors]
        events = (DatedEvent(event, report, place) for place, event in enumerate(report.events))
        return Face(
            digest(report.fingerprint, report.path, named),
            digest(report.stem, report.date, sorted(story_keys(report))),
            digest(self._report_card(report)),
            tuple(digest(self._event_card(dated)) for dated in events),
        )

    def entry(self, kind: EntryKind, entry_id: str) -> bytes:
        """Return the digest of a registry entry; a region's includes its ancestors."""
        found = self._entries.get((kind, entry_id))
        if found is None:
            entries = self._registry.entries(kind)
            whole = lineage(entry_id) if kind == "region" else (entry_id,)
            found = self._entries[kind, entry_id] = digest([entries[part] for part in whole])
        return found

    def reports(self, reports: Sequence[Report]) -> bytes:
        """Return one digest for the cards of `reports`, in their order."""
        try:
            known = self.known  # a long archive's lists name each report many times
            return b"".join([known[report.path].card for report in reports])
        except KeyError:
            return b"".join([self.of(report).card for report in reports])

    def events(self, events: Sequence[DatedEvent]) -> bytes:
        """Return one digest for the cards of `events`, in their order."""
        try:
            known = self.known
            return b"".join([known[dated.report.path].events[dated.place] for dated in events])
        except KeyError:
            return b"".join([self.of(dated.report).events[dated.place] for dated in events])
