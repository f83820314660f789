"""Fingerprints: digests of what pages read from reports and registry entries, which decide which pages are rebuilt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import msgspec

from plugins.archive.digest import digest
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.catalogue import DatedEvent, event_entry_keys, report_entry_keys
from plugins.archive.model.registry import lineage
from plugins.archive.model.related import similarity_keys
from plugins.archive.model.report import Event, Report
from plugins.pages.labels import Labels

Item = TypeVar("Item")


class ReportFingerprint(msgspec.Struct, frozen=True):
    """The digests of one report.

    `page` covers the whole report with the registry entries that it names, `relations` the values that decide which
    reports are related, `list_item` its list item, `statistics` everything that entry pages count, and `event_items`
    the list item of each event, in the report's order.
    """

    page: bytes
    relations: bytes
    list_item: bytes
    statistics: bytes
    event_items: tuple[bytes, ...]


class Fingerprints:
    """Computes and caches fingerprints; `cached` has those of earlier builds by the report's path in the content."""

    def __init__(self, labels: Labels, cached: Mapping[str, ReportFingerprint] | None = None) -> None:
        self._labels = labels
        self._cached = dict(cached or {})
        self._entries: dict[tuple[EntryKind, str], bytes] = {}
        self._list_items = ListDigests()
        self._statistics = ListDigests()

    def report(self, report: Report) -> ReportFingerprint:
        """Return the fingerprint of a report."""
        found = self._cached.get(report.path)
        if found is None:
            found = self._cached[report.path] = self._compute(report)
        return found

    def _compute(self, report: Report) -> ReportFingerprint:
        entries = [self.entry(kind, entry_id) for kind, entry_id in sorted(report_entry_keys(report))]
        entries += [self.entry("author", author) for author in report.authors]
        events = [DatedEvent(event, report, index) for index, event in enumerate(report.events)]
        return ReportFingerprint(
            digest(report.digest, report.path, entries),
            digest(report.stem, report.date, sorted(similarity_keys(report))),
            digest(self._labels.report_card(report)),
            digest(report.date, *(self._counted_values(report, event) for event in report.events)),
            tuple(digest(self._labels.event_card(dated)) for dated in events),
        )

    def _counted_values(self, report: Report, event: Event) -> list[object]:
        """Return the values of an event that entry pages count, with the names of its registry entries."""
        keys = sorted(event_entry_keys(report, event))
        names = [(kind, entry_id, self._labels.entry(kind, entry_id).name) for kind, entry_id in keys]
        return [event.date, event.type, event.region, event.attributed_to, event.deaths, event.identifiers, names]

    def entry(self, kind: EntryKind, entry_id: str) -> bytes:
        """Return the digest of a registry entry; that of a region includes its ancestors."""
        found = self._entries.get((kind, entry_id))
        if found is None:
            ids = lineage(entry_id) if kind == "region" else (entry_id,)
            found = self._entries[kind, entry_id] = digest([self._labels.entry(kind, each) for each in ids])
        return found

    def report_list(self, reports: Sequence[Report]) -> bytes:
        """Return one digest of the list items of `reports`, in order."""
        return self._list_items.join(reports, lambda report: self.report(report).list_item)

    def event_list(self, events: Sequence[DatedEvent]) -> bytes:
        """Return one digest of the list items of `events`, in order."""
        return self._list_items.join(events, lambda dated: self.report(dated.report).event_items[dated.index])

    def statistics(self, reports: Sequence[Report]) -> bytes:
        """Return one digest of everything that entry pages count in `reports`."""
        return self._statistics.join(reports, lambda report: self.report(report).statistics)


class ListDigests:
    """Digests by object identity: the lists of a long archive contain the same objects many times."""

    def __init__(self) -> None:
        self._digests: dict[int, bytes] = {}
        self._items: list[object] = []  # a reference to each item, so that its id is not reused

    def join(self, items: Sequence[Item], digest_of: Callable[[Item], bytes]) -> bytes:
        """Return the concatenated digests of `items`; `digest_of` is called once per item."""
        digests = self._digests
        try:
            return b"".join(map(digests.__getitem__, map(id, items)))
        except KeyError:
            for item in items:
                if id(item) not in digests:
                    digests[id(item)] = digest_of(item)
                    self._items.append(item)
            return b"".join(map(digests.__getitem__, map(id, items)))
