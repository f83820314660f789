"""Counterparts: what is named most often in the same events as an entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter

from plugins.archive import urls as paths
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.catalogue import DatedEvent
from plugins.archive.model.registry import lineage
from plugins.pages.entry.ranking import FACET_KINDS, Facet, Ranking, facet_for, rank, ranking_lines
from plugins.pages.labels import Labels
from plugins.pages.phrases import plural
from plugins.pages.view_models import Link

MAX_LINES = 8
"""Lines of a ranking that are shown."""
MAX_REGION_DEPTH = 2
"""How deep in the tree of regions an event's place is counted: governorates, where the first are countries."""


def co_occurrences(kind: EntryKind, entry_id: str, events: Sequence[DatedEvent], labels: Labels) -> tuple[Ranking, ...]:
    """Rank what the events of an entry name beside it: actors, places, types of event, sources; empty ones left out.

    An event counts once for each that it names. A region has no ranking of places: it shows the places within it.
    """
    counting = CoOccurrenceCounter(kind, entry_id, events, labels)
    return tuple(ranking for ranking in counting.rankings() if ranking.lines)


class CoOccurrenceCounter:
    """Counts what the events of one entry name. Each event is visited once for each ranking."""

    def __init__(self, kind: EntryKind, entry_id: str, events: Sequence[DatedEvent], labels: Labels) -> None:
        self.kind = kind
        self.entry_id = entry_id
        self.events = events
        self.labels = labels

    def rankings(self) -> Iterator[Ranking]:
        """List the rankings, each with what it is called beside this kind of entry."""
        actors = Counter(chain.from_iterable(map(attrgetter("event.actors"), self.events)))
        yield self._others("actor", "Other actors" if self.kind == "actor" else "Actors", actors)
        if self.kind != "region":
            yield self._places()
        yield self._others("type", "Types of event", Counter(map(attrgetter("event.type"), self.events)))
        sources = Counter(chain.from_iterable(dated.report.event_sources(dated.event) for dated in self.events))
        yield self._others("source", "Other sources" if self.kind == "source" else "Sources", sources)

    def _others(self, facet: Facet, title: str, counts: Counter[str]) -> Ranking:
        """Rank what was counted, the entry itself left out."""
        if FACET_KINDS[facet] == self.kind:
            del counts[self.entry_id]
        return self._ranked(facet, title, counts)

    def _ranked(self, facet: Facet, title: str, counts: Mapping[str, int], note: str = "") -> Ranking:
        own = (facet_for(self.kind), self.entry_id)
        found = self.labels.urls.href(paths.search_results("events", paths.search_query(own)))
        more = Link(f"{len(counts) - MAX_LINES:,} more", found) if len(counts) > MAX_LINES else None
        first = rank(facet, counts, self.labels)[:MAX_LINES]
        lines = ranking_lines(facet, first, len(self.events), self.labels, within=(own,))
        return Ranking(title, lines, more=more, note=note)

    def _places(self) -> Ranking:
        """Rank the governorates; the countries where no event is told of a nearer place."""
        regions = Counter(map(attrgetter("event.region"), self.events))
        depth = min(MAX_REGION_DEPTH, max((len(lineage(region)) for region in regions), default=1))
        counts: Counter[str] = Counter()
        for region, count in regions.items():
            counts[lineage(region)[:depth][-1]] += count
        vague = sum(counts.pop(region) for region in list(counts) if len(lineage(region)) < depth)
        note = f"{plural(vague, 'event')} of which no nearer place is told than the country" if vague else ""
        return self._ranked("region", "Places", counts, note)
