"""The dossier: what an archive knows of one registry entry, drawn from all its events and reports."""

from __future__ import annotations

import msgspec

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.catalogue import EntryContents
from plugins.archive.model.entries import Entry
from plugins.archive.model.hierarchy import Relatives
from plugins.pages.charts.histogram import Histogram, histogram
from plugins.pages.entry.co_occurrence import co_occurrences
from plugins.pages.entry.facts import entry_facts
from plugins.pages.entry.names import EntryNames, entry_names
from plugins.pages.entry.ranking import Facet, Ranking, facet_for, rank, ranking_lines
from plugins.pages.entry.statistics import Statistics, statistics
from plugins.pages.labels import Labels
from plugins.pages.maps.area_map import area_map
from plugins.pages.maps.view_models import AreaMap
from plugins.pages.view_models import Fact, Link

MAX_UNSUMMARIZED = 3
"""Events and reports up to which nothing is drawn or ranked: their lists show them at a glance."""
MAX_OPEN_PARTS = 16
"""Parts of an entry that stand before the fold."""
MIN_CONTENTS = 3
"""Sections from which on a page says what is on it."""


class EntrySummary(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an entry: its figures, names, facts, parts, when things happened, who and what is named most.

    `map_listed` tells that the map's areas are not the entry's own parts, which stand on its page anyway. `contents`
    leads to the sections of the page, and is empty where there are few.
    """

    statistics: Statistics
    names: EntryNames
    facts: tuple[Fact, ...]
    parts: Ranking | None
    map: AreaMap | None
    map_listed: bool
    histogram: Histogram | None
    named: tuple[Ranking, ...]
    contents: tuple[Link, ...]


def entry_summary(
    kind: EntryKind, entry: Entry, held: EntryContents, kin: Relatives, archive: Archive, labels: Labels
) -> EntrySummary:
    """Draw up the dossier of an entry that holds `held`. Costs n log n for n events and reports."""
    facet = facet_for(kind)
    query = paths.search_query((facet, entry.id)) if facet else ""
    many = len(held.events) + len(held.reports) > MAX_UNSUMMARIZED
    drawn = histogram(held.events, held.reports, labels, query) if many else None
    named = co_occurrences(kind, entry.id, held.events, labels) if many else ()
    mapped = area_map(entry.id, archive, labels) if kind == "region" else None
    return EntrySummary(
        statistics=statistics(kind, entry.id, held, labels),
        names=entry_names(entry, labels.lang),
        facts=entry_facts(entry, kin, labels),
        parts=parts(kind, held, kin, archive, labels),
        map=mapped,
        map_listed=entry.id not in archive.boundaries.maps,
        histogram=drawn,
        named=named,
        contents=_contents(held, mapped, drawn, named),
    )


def parts(kind: EntryKind, held: EntryContents, kin: Relatives, archive: Archive, labels: Labels) -> Ranking | None:
    """List what an entry consists of, by the events of each, or by their reports where none holds any event."""
    if not kin.children:
        return None
    below = {part: archive.catalogue.contents_of(kind, part) for part in kin.children}
    show: paths.SearchIndex = "events" if held.events or any(holds.events for holds in below.values()) else "reports"
    counts = {part: len(getattr(holds, show)) for part, holds in below.items()}
    whole = max(len(getattr(held, show)), *counts.values())  # an actor may hold less than a part of it
    facet: Facet = "region" if kind == "region" else "actor"
    lines = ranking_lines(facet, rank(facet, counts, labels), whole, labels, show=show)
    return Ranking("Places within" if kind == "region" else "Parts", lines[:MAX_OPEN_PARTS], lines[MAX_OPEN_PARTS:])


def _contents(held: EntryContents, *drawn: object) -> tuple[Link, ...]:
    """Lead to the sections of an entry's page that are there, in their order; `entry.html` has their ids."""
    named = zip(("Where", "Over time", "Most often named"), ("#where", "#time", "#named"), drawn, strict=True)
    sections = [Link(text, href) for text, href, there in named if there]
    sections += [Link("Events", "#events", count=len(held.events))] if held.events else []
    sections += [Link("Reports", "#reports", count=len(held.reports))] if held.reports else []
    return tuple(sections) if len(sections) >= MIN_CONTENTS else ()
