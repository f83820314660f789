"""The catalogue: published reports and events, indexed by region, actor, tag, source and series, in order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.registry import lineage
from plugins.archive.model.report import EVENT_ID_GETTERS, Event, Report


class DatedEvent(msgspec.Struct, frozen=True):
    """An event with its report. `index` is its index in the report, from 0."""

    event: Event
    report: Report
    index: int


class EntryContents(msgspec.Struct):
    """The reports and events that name one registry entry, in order of time."""

    reports: list[Report] = []
    events: list[DatedEvent] = []


EntryKey = tuple[EntryKind, str]
"""A registry entry, by its kind and id."""
INDEXED_KINDS: tuple[EntryKind, ...] = ("region", "actor", "tag", "source", "series")
OTHER_KINDS = INDEXED_KINDS[1:]


class Catalogue(msgspec.Struct, frozen=True):
    """The published archive. `reports` and `events` are in order of time; `positions` maps stems to report indexes."""

    reports: tuple[Report, ...]
    events: tuple[DatedEvent, ...]
    withdrawn: tuple[Report, ...]
    contents: Mapping[EntryKind, Mapping[str, EntryContents]]
    positions: Mapping[str, int]

    def contents_of(self, kind: EntryKind, entry_id: str) -> EntryContents:
        """Return what names the entry `entry_id`; empty if nothing does."""
        return self.contents[kind].get(entry_id) or EntryContents()


def report_order(report: Report) -> tuple[date, str]:
    """Sort reports by date, then by stem."""
    return report.date, report.stem


def event_order(dated: DatedEvent) -> tuple[date, int, str, int]:
    """Sort events by first day, less precise dates first, then by report and index."""
    when = dated.event.date
    return when.first, ("year", "month", "day").index(when.precision), dated.report.stem, dated.index


def build_catalogue(reports: Iterable[Report]) -> Catalogue:
    """Sort and index `reports`. Withdrawn reports are not indexed. Costs n log n."""
    ordered = sorted(reports, key=report_order)
    published = tuple(report for report in ordered if report.status != "withdrawn")
    withdrawn = tuple(report for report in ordered if report.status == "withdrawn")
    events = [DatedEvent(event, report, index) for report in published for index, event in enumerate(report.events)]
    events.sort(key=event_order)
    contents: dict[EntryKind, dict[str, EntryContents]] = {kind: defaultdict(EntryContents) for kind in INDEXED_KINDS}
    for report in published:
        for kind, entry_id in report_entry_keys(report):
            contents[kind][entry_id].reports.append(report)
    for dated in events:
        for kind, entry_id in event_entry_keys(dated.report, dated.event):
            contents[kind][entry_id].events.append(dated)
    positions = {report.stem: index for index, report in enumerate(published)}
    return Catalogue(published, tuple(events), withdrawn, {k: dict(v) for k, v in contents.items()}, positions)


def report_entry_keys(report: Report) -> set[EntryKey]:
    """Return the entries under which a report is listed. Regions include their ancestors."""
    keys: set[EntryKey] = {
        ("region", ancestor) for region in report.entry_ids("region") for ancestor in lineage(region)
    }
    return keys.union((kind, entry_id) for kind in OTHER_KINDS for entry_id in report.entry_ids(kind))


def event_entry_keys(report: Report, event: Event) -> set[EntryKey]:
    """Return the entries under which an event is listed. Regions include their ancestors, sources those it cites."""
    keys: set[EntryKey] = {("region", ancestor) for ancestor in lineage(event.region)}
    keys.update(("source", report.citations[number - 1].publisher) for number in event.sources)
    return keys.union((kind, entry_id) for kind, get in EVENT_ID_GETTERS.items() for entry_id in get(event))
