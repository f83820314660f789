"""Counterparts: what is named most often in the same events as an entry, each with its number and the way to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, starmap
from operator import attrgetter
from typing import Literal

import msgspec

from plugins.archive import urls as paths
from plugins.archive.catalogue import DatedEvent
from plugins.archive.entries import EntryKind
from plugins.archive.registry import lineage
from plugins.pages.labels import Labels
from plugins.pages.views import Link
from plugins.pages.words import plural

MOST = 8
"""Lines of a ranking that are shown at once."""
PLACES = 2
"""How deep in the tree of regions an event's place is counted: governorates, where the first are countries."""
Facet = Literal["actor", "region", "type", "source"]
KINDS: Mapping[Facet, EntryKind] = {"actor": "actor", "region": "region", "type": "tag", "source": "source"}
"""The kind of entry that each facet of an event names; facets are spelt as in the search page's address."""


class RankedLine(msgspec.Struct, frozen=True):
    """A line of a ranking: `share` is its part of the whole that was counted, in percent.

    `found` leads to the search for what was counted, `words` say it; both are empty where there is nothing.
    """

    link: Link
    count: int
    share: int
    found: str
    words: str


class Ranking(msgspec.Struct, frozen=True):
    """What is named most often, the most frequent first; `rest` stands behind a fold.

    `more` leads to the search that has what is left out; `note` says what could not be counted.
    """

    title: str
    lines: tuple[RankedLine, ...]
    rest: tuple[RankedLine, ...] = ()
    more: Link | None = None
    note: str = ""


def facet_of(kind: EntryKind) -> str:
    """Return the facet by which the search chooses what an entry of `kind` holds; empty for what it can't choose by."""
    return "" if kind in ("series", "author") else kind


def counterparts(kind: EntryKind, entry_id: str, events: Sequence[DatedEvent], labels: Labels) -> tuple[Ranking, ...]:
    """Rank what the events of an entry name beside it: actors, places, types of event, sources; empty ones left out.

    An event counts once for each that it names. A region has no ranking of places: it shows the places within it.
    """
    counting = Counting(kind, entry_id, events, labels)
    return tuple(ranking for ranking in counting.rankings() if ranking.lines)


class Counting:
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
        if KINDS[facet] == self.kind:
            del counts[self.entry_id]
        return self._ranked(facet, title, counts)

    def _ranked(self, facet: Facet, title: str, counts: Mapping[str, int], note: str = "") -> Ranking:
        own = (facet_of(self.kind), self.entry_id)
        found = self.labels.urls.href(paths.found("events", paths.search_filters(own)))
        more = Link(f"{len(counts) - MOST:,} more", found) if len(counts) > MOST else None
        first = ranked(facet, counts, self.labels)[:MOST]
        lines = ranked_lines(facet, first, len(self.events), self.labels, within=(own,))
        return Ranking(title, lines, more=more, note=note)

    def _places(self) -> Ranking:
        """Rank the governorates; the countries where no event is told of a nearer place."""
        regions = Counter(map(attrgetter("event.region"), self.events))
        depth = min(PLACES, max((len(lineage(region)) for region in regions), default=1))
        counts: Counter[str] = Counter()
        for region, count in regions.items():
            counts[lineage(region)[:depth][-1]] += count
        vague = sum(counts.pop(region) for region in list(counts) if len(lineage(region)) < depth)
        note = f"{plural(vague, 'event')} of which no nearer place is told than the country" if vague else ""
        return self._ranked("region", "Places", counts, note)


Counted = tuple[str, int]
"""An entry's id, and how often it was counted."""


def ranked(facet: Facet, counts: Mapping[str, int], labels: Labels) -> list[Counted]:
    """Return what was counted, the most frequent first, ties by name."""
    names = {one: labels.entry(KINDS[facet], one).name.casefold() for one in counts}
    return sorted(counts.items(), key=lambda counted: (-counted[1], names[counted[0]], counted[0]))


def ranked_lines(
    facet: Facet,
    counted: Sequence[Counted],
    whole: int,
    labels: Labels,
    within: Collection[tuple[str, str]] = (),
    show: paths.Bundle = "events",
) -> tuple[RankedLine, ...]:
    """Return a line for each of `counted`, with its share of `whole`; it is searched for `within` others."""

    def line(entry_id: str, count: int) -> RankedLine:
        link = labels.link(KINDS[facet], entry_id)
        if not count:
            return RankedLine(link, 0, 0, "", "")
        found = labels.urls.href(paths.found(show, paths.search_filters(*within, (facet, entry_id))))
        words = f"{plural(count, show.removesuffix('s'))}: {link.text}"
        return RankedLine(link, count, max(1, round(100 * count / whole)), found, words)

    return tuple(starmap(line, counted))
