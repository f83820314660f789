"""The catalogue: every published report and event, by region, actor, tag, source, series and time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.registry import lineage
from plugins.archive.model.report import Event, Report


class DatedEvent(msgspec.Struct, frozen=True):
    """An event with the report that tells it; `place` counts from 0 within the report."""

    event: Event
    report: Report
    index: int


class EntryContents(msgspec.Struct):
    """What one registry entry holds, in the order of time."""

    reports: list[Report] = []
    events: list[DatedEvent] = []


EntryKey = tuple[EntryKind, str]
"""A registry entry, by its kind and id."""
INDEXED_KINDS: tuple[EntryKind, ...] = ("region", "actor", "tag", "source", "series")


class Catalogue(msgspec.Struct, frozen=True):
    """The published archive. `reports` and `events` are in the order of time, the oldest first."""

    reports: tuple[Report, ...]
    events: tuple[DatedEvent, ...]
    withdrawn: tuple[Report, ...]
    contents: Mapping[EntryKind, Mapping[str, EntryContents]]
    positions: Mapping[str, int]

    def contents_of(self, kind: EntryKind, entry_id: str) -> EntryContents:
        """Return what the entry `entry_id` holds; empty when nothing names it."""
        return self.contents[kind].get(entry_id) or EntryContents()


def report_order(report: Report) -> tuple[date, str]:
    """Order reports by their date, then by their name."""
    return report.date, report.stem


def event_order(dated: DatedEvent) -> tuple[date, int, str, int]:
    """Order events by the start of their date, the less exact first, then as their report tells them."""
    when = dated.event.date
    return when.first, ("year", "month", "day").index(when.precision), dated.report.stem, dated.index


def build_catalogue(reports: Iterable[Report]) -> Catalogue:
    """Sort and index `reports`; withdrawn ones are kept apart from everything else. Costs n log n."""
    everything = sorted(reports, key=report_order)
    published = tuple(report for report in everything if report.status != "withdrawn")
    events = [DatedEvent(event, report, place) for report in published for place, event in enumerate(report.events)]
    events.sort(key=event_order)
    holdings: dict[EntryKind, dict[str, EntryContents]] = {kind: defaultdict(EntryContents) for kind in INDEXED_KINDS}
    for report in published:
        for kind, entry_id in report_entry_keys(report):
            holdings[kind][entry_id].reports.append(report)
    for dated in events:
        for kind, entry_id in event_entry_keys(dated.report, dated.event):
            holdings[kind][entry_id].events.append(dated)
    withdrawn = tuple(report for report in everything if report.status == "withdrawn")
    places = {report.stem: place for place, report in enumerate(published)}
    return Catalogue(published, tuple(events), withdrawn, {k: dict(v) for k, v in holdings.items()}, places)


def report_entry_keys(report: Report) -> set[EntryKey]:
    """Return every entry under which a report stands, as (kind, id); regions with their ancestors."""
    keys: set[EntryKey] = {("region", ancestor) for region in report.all_regions() for ancestor in lineage(region)}
    keys |= {("actor", actor) for actor in report.all_actors()}
    keys |= {("tag", tag) for tag in report.all_tags()}
    keys |= {("source", source) for source in report.all_sources()}
    return keys | ({("series", report.series)} if report.series else set())


def event_entry_keys(report: Report, event: Event) -> set[EntryKey]:
    """Return every entry under which an event stands, as (kind, id); its region with its ancestors."""
    keys: set[EntryKey] = {("region", ancestor) for ancestor in lineage(event.region)}
    keys |= {("actor", actor) for actor in event.actors}
    keys |= {("tag", tag) for tag in (event.type, *event.tags)}
    return keys | {("source", source) for source in report.event_sources(event)}
