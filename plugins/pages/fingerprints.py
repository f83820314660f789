"""Faces: digests of what a report shows, by which pages know whether they have to be made anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from plugins.archive.digest import digest
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.catalogue import DatedEvent, event_entry_keys, report_entry_keys
from plugins.archive.model.registry import Registry, lineage
from plugins.archive.model.related import similarity_keys
from plugins.archive.model.report import Event, Report
from plugins.pages.view_models import EventCard, ReportCard

Item = TypeVar("Item")


class ReportFingerprint(msgspec.Struct, frozen=True):
    """The digests of one report: of all it says and names, of its card, and of each event's card in its own order.

    `story` stands for what decides which reports are related, `counted` for what dossiers count.
    """

    page: bytes
    relations: bytes
    list_item: bytes
    statistics: bytes
    event_items: tuple[bytes, ...]


class Fingerprints:
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
        self.cached: dict[str, ReportFingerprint] = {}
        self._cards = ListDigests()
        self._counts = ListDigests()

    def report(self, report: Report) -> ReportFingerprint:
        """Return a report's face."""
        face = self.cached.get(report.path)
        if face is None:
            face = self.cached[report.path] = self._take(report)
        return face

    def _take(self, report: Report) -> ReportFingerprint:
        named = [self.entry(kind, entry_id) for kind, entry_id in sorted(report_entry_keys(report))]
        named += [self.entry("author", author) for author in report.authors]
        events = [DatedEvent(event, report, place) for place, event in enumerate(report.events)]
        return ReportFingerprint(
            digest(report.digest, report.path, named),
            digest(report.stem, report.date, sorted(similarity_keys(report))),
            digest(self._report_card(report)),
            digest(report.date, *(self._counted(report, event) for event in report.events)),
            tuple(digest(self._event_card(dated)) for dated in events),
        )

    def _counted(self, report: Report, event: Event) -> list[object]:
        """Return what of an event is counted: its date, its deaths, what it names and by which words."""
        keys = sorted(event_entry_keys(report, event))
        named = [(kind, entry_id, self._registry.entries(kind)[entry_id].name) for kind, entry_id in keys]
        return [event.date, event.type, event.region, event.attributed_to, event.deaths, event.identifiers, named]

    def entry(self, kind: EntryKind, entry_id: str) -> bytes:
        """Return the digest of a registry entry; a region's includes its ancestors."""
        found = self._entries.get((kind, entry_id))
        if found is None:
            entries = self._registry.entries(kind)
            whole = lineage(entry_id) if kind == "region" else (entry_id,)
            found = self._entries[kind, entry_id] = digest([entries[part] for part in whole])
        return found

    def report_list(self, reports: Sequence[Report]) -> bytes:
        """Return one digest for the cards of `reports`, in their order."""
        return self._cards.of(reports, lambda report: self.report(report).list_item)

    def statistics(self, reports: Sequence[Report]) -> bytes:
        """Return one digest for what dossiers count of `reports` and their events."""
        return self._counts.of(reports, lambda report: self.report(report).statistics)

    def event_list(self, events: Sequence[DatedEvent]) -> bytes:
        """Return one digest for the cards of `events`, in their order."""
        return self._cards.of(events, lambda dated: self.report(dated.report).event_items[dated.index])


class ListDigests:
    """Digests by the very objects they are of, for a long archive's lists name each report and event many times."""

    def __init__(self) -> None:
        self._known: dict[int, bytes] = {}
        self._held: list[object] = []  # while they are held, no other object has their identity

    def of(self, items: Sequence[Item], digest_of: Callable[[Item], bytes]) -> bytes:
        """Return the digests of `items` one after the other; `digest_of` takes that of a new one."""
        known = self._known
        try:
            return b"".join(map(known.__getitem__, map(id, items)))
        except KeyError:
            for item in items:
                if id(item) not in known:
                    known[id(item)] = digest_of(item)
                    self._held.append(item)
            return b"".join(map(known.__getitem__, map(id, items)))
