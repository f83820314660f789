"""Facets: what the search page must know to name the values by which reports and events are chosen.

The names and spellings of them all stand in a file of their own, fetched when nothing was found: perhaps one was meant.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import Region
from plugins.pages.outputs import File
from plugins.pages.search.documents import FACETS


class FacetValue(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value to choose by; `within` is the region around a region."""

    id: str
    name: str
    within: str = ""


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """The published file: the values that something carries, and how much there is.

    `type` names those of the tags that are types of events.
    """

    reports: int
    events: int
    region: tuple[FacetValue, ...]
    actor: tuple[FacetValue, ...]
    tag: tuple[FacetValue, ...]
    type: tuple[FacetValue, ...]
    source: tuple[FacetValue, ...]


def facets_file(archive: Archive) -> File:
    """Return the file that the search page fetches."""
    return File(paths.FACETS, msgspec.json.encode(facet_values(archive)))


def names_file(archive: Archive) -> File:
    """Return the file of all names and spellings that lead to something, as one sorted list."""
    known = archive.registry.entries
    names = {name for kind in FACETS for e in archive.catalogue.contents[kind] for name in known(kind)[e].spellings()}
    return File(paths.NAMES, msgspec.json.encode(sorted(names)))


def facet_values(archive: Archive) -> Facets:
    """Return the values that the archive's reports and events carry, each kind in the order of its registry."""
    catalogue = archive.catalogue
    return Facets(
        reports=len(catalogue.reports),
        events=len(catalogue.events),
        region=_held(archive, "region"),
        actor=_held(archive, "actor"),
        tag=_held(archive, "tag"),
        type=_values(archive, "tag", {dated.event.type for dated in catalogue.events}),
        source=_held(archive, "source"),
    )


def covered_years(archive: Archive) -> range:
    """Return the years from the first report or event to the last."""
    days = [report.date for report in archive.catalogue.reports]
    days += [day for dated in archive.catalogue.events for day in (dated.event.date.first, dated.event.date.last)]
    return range(min(days).year, max(days).year + 1) if days else range(0)


def _held(archive: Archive, kind: EntryKind) -> tuple[FacetValue, ...]:
    return _values(archive, kind, archive.catalogue.contents[kind])


def _values(archive: Archive, kind: EntryKind, ids: Collection[str]) -> tuple[FacetValue, ...]:
    entries = archive.registry.entries(kind)
    return tuple(
        FacetValue(e.id, e.name, e.parent if isinstance(e, Region) else "") for e in entries.values() if e.id in ids
    )
