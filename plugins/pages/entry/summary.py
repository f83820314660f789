"""The summary of a registry entry, computed from all its events and reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from plugins.archive import urls as paths
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.catalogue import EntryContents
from plugins.archive.model.entries import Actor, Entry, Region, Source
from plugins.archive.model.hierarchy import Relatives
from plugins.pages.charts.histogram import Histogram, histogram
from plugins.pages.context import PageContext
from plugins.pages.entry.co_occurrence import co_occurrences
from plugins.pages.entry.names import EntryNames, entry_names, language_name
from plugins.pages.entry.ranking import Ranking, rank, ranking_lines
from plugins.pages.entry.statistics import Statistics, statistics
from plugins.pages.labels import Labels
from plugins.pages.maps.area_map import area_map
from plugins.pages.maps.view_models import AreaMap
from plugins.pages.phrases import RELIABILITY, coordinates_text
from plugins.pages.search.facets import facet_for
from plugins.pages.view_models import Fact, Link

MAX_UNSUMMARIZED = 3
"""Up to this number of events and reports, an entry has no histogram and no rankings: its lists are short enough."""
MAX_OPEN_PARTS = 16
"""Maximum number of parts that are shown before they are folded."""
MIN_CONTENTS = 3
"""Minimum number of sections for a table of contents."""


class EntrySummary(msgspec.Struct, frozen=True, kw_only=True):
    """The summary of an entry; `named` ranks the entries that its events name.

    `map_listed` is true if the map needs its own list of areas, because they are not the entry's parts. `contents`
    links the sections of the page and is empty for a short page.
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
    kind: EntryKind, entry: Entry, contents: EntryContents, relatives: Relatives, context: PageContext
) -> EntrySummary:
    """Summarize an entry with its `contents`. Costs n log n for n events and reports."""
    archive, labels = context.archive, context.labels
    facet = facet_for(kind)
    query = paths.search_query((facet, entry.id)) if facet else ""
    is_long = len(contents.events) + len(contents.reports) > MAX_UNSUMMARIZED
    chart = histogram(contents.events, contents.reports, labels, context.dates, query) if is_long else None
    named = co_occurrences(kind, entry.id, contents.events, labels) if is_long else ()
    map_ = area_map(entry.id, archive, labels, context.map_paths) if kind == "region" else None
    return EntrySummary(
        statistics=statistics(kind, entry.id, contents, labels.lang),
        names=entry_names(entry, labels.lang),
        facts=entry_facts(entry, relatives, labels),
        parts=_parts(kind, contents, relatives, context),
        map=map_,
        map_listed=entry.id not in archive.boundaries.maps,
        histogram=chart,
        named=named,
        contents=_table_of_contents(contents, map_, chart, named),
    )


def _parts(kind: EntryKind, contents: EntryContents, relatives: Relatives, context: PageContext) -> Ranking | None:
    """Rank the parts of an entry by their number of events, or of reports if none has events."""
    if not relatives.children:
        return None
    children = {child: context.archive.catalogue.contents_of(kind, child) for child in relatives.children}
    has_events = contents.events or any(child.events for child in children.values())
    items: paths.SearchIndex = "events" if has_events else "reports"
    counts = {child: len(getattr(each, items)) for child, each in children.items()}
    total = max(len(getattr(contents, items)), *counts.values())  # a part of an actor may have more than the actor
    facet: str = "region" if kind == "region" else "actor"
    lines = ranking_lines(facet, rank(facet, counts, context.labels), total, context.labels, items=items)
    return Ranking("Places within" if kind == "region" else "Parts", lines[:MAX_OPEN_PARTS], lines[MAX_OPEN_PARTS:])


def _table_of_contents(contents: EntryContents, *charts: object) -> tuple[Link, ...]:
    """Link the sections of an entry's page, in order; their ids are in `entry.html`."""
    links = (Link("Where", "#where"), Link("Over time", "#time"), Link("Most often named", "#named"))
    sections = [link for link, chart in zip(links, charts, strict=True) if chart]
    sections += [Link("Events", "#events", count=len(contents.events))] if contents.events else []
    sections += [Link("Reports", "#reports", count=len(contents.reports))] if contents.reports else []
    return tuple(sections) if len(sections) >= MIN_CONTENTS else ()


def entry_facts(entry: Entry, relatives: Relatives, labels: Labels) -> tuple[Fact, ...]:
    """Return the facts about an entry; facts without a value are left out."""
    lines = [Fact("Kind", _text(entry.kind.replace("-", " "))), *_facts(entry, relatives, labels)]
    return tuple(line for line in lines if line.items)


def _facts(entry: Entry, relatives: Relatives, labels: Labels) -> Iterator[Fact]:
    if isinstance(entry, Region):
        yield Fact("Lies in", _links("region", relatives.ancestors, labels))
        yield Fact("Code", _text(entry.code and f"ISO 3166 {entry.code}"))
        yield Fact("Coordinates", _text(coordinates_text(entry.coordinates)))
        yield Fact("See also", _url_links(entry.same_as))
    elif isinstance(entry, Actor):
        yield Fact("Part of", _links("actor", relatives.ancestors, labels))
        yield Fact("Came from", _links("actor", relatives.predecessors, labels))
        yield Fact("Became", _links("actor", relatives.successors, labels))
        yield Fact("See also", _url_links(entry.same_as))
        schemes = [(scheme.replace("-", " "), value) for scheme, value in entry.identifiers]
        yield Fact("Identifiers", tuple(Link(" ".join(pair), "") for pair in schemes))
    elif isinstance(entry, Source):
        yield Fact("Affiliation", _text(entry.affiliation))
        yield Fact("Reliability", _text(_reliability(entry.reliability)))
        yield Fact("Language", _text(language_name(entry.lang, labels.lang) if entry.lang else ""))
        yield Fact("Website", _url_links((entry.url,) if entry.url else ()))


def _reliability(grade: str) -> str:
    return f"{RELIABILITY[grade]} ({grade} of A–F)" if grade else ""


def _text(text: str) -> tuple[Link, ...]:
    return (Link(text, ""),) if text else ()


def _url_links(urls: tuple[str, ...]) -> tuple[Link, ...]:
    return tuple(Link(url.split("//", 1)[1].rstrip("/"), url) for url in urls)


def _links(kind: EntryKind, ids: Iterable[str], labels: Labels) -> tuple[Link, ...]:
    return tuple(labels.link(kind, each) for each in ids)
