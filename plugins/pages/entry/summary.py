"""The dossier: what an archive knows of one registry entry, drawn from all its events and reports."""

from __future__ import annotations

import msgspec

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.model.catalogue import Holdings
from plugins.archive.model.entries import Entry, EntryKind
from plugins.archive.model.hierarchy import Kin
from plugins.pages.charts.histogram import Histogram, histogram
from plugins.pages.entry.co_occurrence import counterparts
from plugins.pages.entry.facts import facts
from plugins.pages.entry.names import Names, names
from plugins.pages.entry.ranking import Facet, Ranking, facet_of, ranked, ranked_lines
from plugins.pages.entry.statistics import Figures, figures
from plugins.pages.labels import Labels
from plugins.pages.maps.area_map import area_map
from plugins.pages.maps.view_models import AreaMap
from plugins.pages.view_models import Fact, Link

FEW = 3
"""Events and reports up to which nothing is drawn or ranked: their lists show them at a glance."""
MOST_PARTS = 16
"""Parts of an entry that stand before the fold."""
LONG = 3
"""Sections from which on a page says what is on it."""


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an entry: its figures, names, facts, parts, when things happened, who and what is named most.

    `map_listed` tells that the map's areas are not the entry's own parts, which stand on its page anyway. `contents`
    leads to the sections of the page, and is empty where there are few.
    """

    figures: Figures
    names: Names
    facts: tuple[Fact, ...]
    parts: Ranking | None
    map: AreaMap | None
    map_listed: bool
    histogram: Histogram | None
    named: tuple[Ranking, ...]
    contents: tuple[Link, ...]


def dossier(kind: EntryKind, entry: Entry, held: Holdings, kin: Kin, archive: Archive, labels: Labels) -> Dossier:
    """Draw up the dossier of an entry that holds `held`. Costs n log n for n events and reports."""
    facet = facet_of(kind)
    query = paths.search_filters((facet, entry.id)) if facet else ""
    many = len(held.events) + len(held.reports) > FEW
    drawn = histogram(held.events, held.reports, labels, query) if many else None
    named = counterparts(kind, entry.id, held.events, labels) if many else ()
    mapped = area_map(entry.id, archive, labels) if kind == "region" else None
    return Dossier(
        figures=figures(kind, entry.id, held, labels),
        names=names(entry, labels.lang),
        facts=facts(entry, kin, labels),
        parts=parts(kind, held, kin, archive, labels),
        map=mapped,
        map_listed=entry.id not in archive.boundaries.lands,
        histogram=drawn,
        named=named,
        contents=_contents(held, mapped, drawn, named),
    )


def parts(kind: EntryKind, held: Holdings, kin: Kin, archive: Archive, labels: Labels) -> Ranking | None:
    """List what an entry consists of, by the events of each, or by their reports where none holds any event."""
    if not kin.parts:
        return None
    below = {part: archive.catalogue.of(kind, part) for part in kin.parts}
    show: paths.Bundle = "events" if held.events or any(holds.events for holds in below.values()) else "reports"
    counts = {part: len(getattr(holds, show)) for part, holds in below.items()}
    whole = max(len(getattr(held, show)), *counts.values())  # an actor may hold less than a part of it
    facet: Facet = "region" if kind == "region" else "actor"
    lines = ranked_lines(facet, ranked(facet, counts, labels), whole, labels, show=show)
    return Ranking("Places within" if kind == "region" else "Parts", lines[:MOST_PARTS], lines[MOST_PARTS:])


def _contents(held: Holdings, *drawn: object) -> tuple[Link, ...]:
    """Lead to the sections of an entry's page that are there, in their order; `entry.html` has their ids."""
    named = zip(("Where", "Over time", "Most often named"), ("#where", "#time", "#named"), drawn, strict=True)
    sections = [Link(text, href) for text, href, there in named if there]
    sections += [Link("Events", "#events", count=len(held.events))] if held.events else []
    sections += [Link("Reports", "#reports", count=len(held.reports))] if held.reports else []
    return tuple(sections) if len(sections) >= LONG else ()
