"""Facets: the filters of the search page, and the files with their values and names that its script fetches."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

import msgspec

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.catalogue import EntryKey, event_entry_keys, report_entry_keys
from plugins.archive.model.entries import Region
from plugins.archive.model.report import Event, Report
from plugins.pages.outputs import File, SearchKeys


class Facet(NamedTuple):
    """A facet: its name in the address of a search, its label, and the kind of registry entry of its values."""

    name: str
    label: str
    kind: EntryKind


FACETS = (
    Facet("region", "Region", "region"),
    Facet("actor", "Actor", "actor"),
    Facet("type", "Event type", "tag"),
    Facet("tag", "Tag", "tag"),
    Facet("source", "Source", "source"),
)
"""All facets, in the order of the search page. `type` is the tag that is the type of an event."""
FACET_KINDS: dict[str, EntryKind] = {facet.name: facet.kind for facet in FACETS}


class FacetValue(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value of a facet, with its id and name; `within` is the parent of a region."""

    id: str
    name: str
    within: str = ""


def facet_for(kind: EntryKind) -> str:
    """Return the name of the facet for entries of a kind; empty if the search has none."""
    return kind if kind in FACET_KINDS else ""


def report_facets(report: Report) -> SearchKeys:
    """Return the facet values of a report."""
    return _facets(report_entry_keys(report))


def event_facets(report: Report, event: Event) -> SearchKeys:
    """Return the facet values of an event. Its type is a value of `type` and not of `tag`."""
    return _facets(event_entry_keys(report, event) - {("tag", event.type)}, ("type", event.type))


def _facets(keys: Iterable[EntryKey], *more: tuple[str, str]) -> SearchKeys:
    return tuple(sorted([*((kind, entry_id) for kind, entry_id in keys if facet_for(kind)), *more]))


def facets_file(archive: Archive) -> File:
    """Return the file with the numbers of reports and events, and the values of each facet that any of them has.

    Values are in the order of the registry.
    """
    catalogue = archive.catalogue
    totals = {"reports": len(catalogue.reports), "events": len(catalogue.events)}
    return File(paths.FACETS, msgspec.json.encode(totals | {facet.name: _values(archive, facet) for facet in FACETS}))


def _values(archive: Archive, facet: Facet) -> tuple[FacetValue, ...]:
    entries = archive.registry.entries(facet.kind).values()
    used = _used_ids(archive, facet)
    return tuple(FacetValue(e.id, e.name, e.parent if isinstance(e, Region) else "") for e in entries if e.id in used)


def _used_ids(archive: Archive, facet: Facet) -> Collection[str]:
    """Return the ids of a facet that occur in reports or events."""
    if facet.name == "type":
        return {dated.event.type for dated in archive.catalogue.events}
    return archive.catalogue.contents[facet.kind]


def names_file(archive: Archive) -> File:
    """Return the file of all names and spellings of facet values, sorted, from which the page suggests corrections."""
    entries, contents = archive.registry.entries, archive.catalogue.contents
    kinds = set(FACET_KINDS.values())
    names = {name for kind in kinds for entry_id in contents[kind] for name in entries(kind)[entry_id].spellings()}
    return File(paths.NAMES, msgspec.json.encode(sorted(names)))


def covered_years(archive: Archive) -> range:
    """Return the years from the first report or event to the last."""
    days = [report.date for report in archive.catalogue.reports]
    days += [day for dated in archive.catalogue.events for day in (dated.event.date.first, dated.event.date.last)]
    return range(min(days).year, max(days).year + 1) if days else range(0)
