"""Co-occurrence: the entries that are named most often in the same events as an entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter

from plugins.archive import urls as paths
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.catalogue import DatedEvent
from plugins.archive.model.registry import lineage
from plugins.archive.text.plurals import plural
from plugins.pages.entry.ranking import Ranking, rank, ranking_lines
from plugins.pages.labels import Labels
from plugins.pages.search.facets import FACET_KINDS, facet_for
from plugins.pages.view_models import Link

MAX_LINES = 8
"""Maximum number of lines of a ranking."""
MAX_REGION_DEPTH = 2
"""Depth in the tree of regions at which events are counted: 1 is a country, 2 a governorate."""


def co_occurrences(kind: EntryKind, entry_id: str, events: Sequence[DatedEvent], labels: Labels) -> tuple[Ranking, ...]:
    """Rank the other actors, regions, event types and sources of an entry's events; empty rankings are left out.

    An event counts once for each entry that it names. A region has no ranking of regions: its page lists its parts.
    """
    counter = CoOccurrenceCounter(kind, entry_id, events, labels)
    return tuple(ranking for ranking in counter.rankings() if ranking.lines)


class CoOccurrenceCounter:
    """Counts the entries that the events of one entry name. Each ranking visits each event once."""

    def __init__(self, kind: EntryKind, entry_id: str, events: Sequence[DatedEvent], labels: Labels) -> None:
        self.kind = kind
        self.entry_id = entry_id
        self.events = events
        self.labels = labels

    def rankings(self) -> Iterator[Ranking]:
        """List the rankings, with titles for this kind of entry."""
        actors = Counter(chain.from_iterable(map(attrgetter("event.actors"), self.events)))
        yield self._others("actor", "Other actors" if self.kind == "actor" else "Actors", actors)
        if self.kind != "region":
            yield self._regions()
        yield self._others("type", "Types of event", Counter(map(attrgetter("event.type"), self.events)))
        sources = Counter(chain.from_iterable(dated.report.event_sources(dated.event) for dated in self.events))
        yield self._others("source", "Other sources" if self.kind == "source" else "Sources", sources)

    def _others(self, facet: str, title: str, counts: Counter[str]) -> Ranking:
        """Rank the counted entries without the entry itself."""
        if FACET_KINDS[facet] == self.kind:
            del counts[self.entry_id]
        return self._ranked(facet, title, counts)

    def _ranked(self, facet: str, title: str, counts: Mapping[str, int], note: str = "") -> Ranking:
        entry = (facet_for(self.kind), self.entry_id)
        search_url = self.labels.urls.href(paths.search_results("events", paths.search_query(entry)))
        more = Link(f"{len(counts) - MAX_LINES:,} more", search_url) if len(counts) > MAX_LINES else None
        first = rank(facet, counts, self.labels)[:MAX_LINES]
        lines = ranking_lines(facet, first, len(self.events), self.labels, within=(entry,))
        return Ranking(title, lines, more=more, note=note)

    def _regions(self) -> Ranking:
        """Rank the governorates, or the countries if no event has a more precise region."""
        regions = Counter(map(attrgetter("event.region"), self.events))
        depth = min(MAX_REGION_DEPTH, max((len(lineage(region)) for region in regions), default=1))
        counts: Counter[str] = Counter()
        for region, count in regions.items():
            counts[lineage(region)[:depth][-1]] += count
        imprecise = sum(counts.pop(region) for region in list(counts) if len(lineage(region)) < depth)
        note = f"Not counted: {plural(imprecise, 'event')} located only to the country" if imprecise else ""
        return self._ranked("region", "Places", counts, note)
