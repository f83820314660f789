"""Rankings: entries by how often they were counted, each with its number and the way to what was counted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import starmap
from typing import Literal

import msgspec

from plugins.archive import urls as paths
from plugins.archive.entry_kinds import EntryKind
from plugins.pages.labels import Labels
from plugins.pages.phrases import plural
from plugins.pages.view_models import Link

Facet = Literal["actor", "region", "type", "source"]
FACET_KINDS: Mapping[Facet, EntryKind] = {"actor": "actor", "region": "region", "type": "tag", "source": "source"}
"""The kind of entry that each facet of an event names; facets are spelt as in the search page's address."""
Counted = tuple[str, int]
"""An entry's id, and how often it was counted."""


class RankingLine(msgspec.Struct, frozen=True):
    """A line of a ranking: `share` is its part of the whole that was counted, in percent.

    `found` leads to the search for what was counted, `words` say it; both are empty where there is nothing.
    """

    link: Link
    count: int
    share: int
    search_url: str
    description: str


class Ranking(msgspec.Struct, frozen=True):
    """What is named most often, the most frequent first; `rest` stands behind a fold.

    `more` leads to the search that has what is left out; `note` says what could not be counted.
    """

    title: str
    lines: tuple[RankingLine, ...]
    rest: tuple[RankingLine, ...] = ()
    more: Link | None = None
    note: str = ""


def facet_for(kind: EntryKind) -> str:
    """Return the facet by which the search chooses what an entry of `kind` holds; empty for what it can't choose by."""
    return "" if kind in ("series", "author") else kind


def rank(facet: Facet, counts: Mapping[str, int], labels: Labels) -> list[Counted]:
    """Return what was counted, the most frequent first, ties by name."""
    names = {one: labels.entry(FACET_KINDS[facet], one).name.casefold() for one in counts}
    return sorted(counts.items(), key=lambda counted: (-counted[1], names[counted[0]], counted[0]))


def ranking_lines(
    facet: Facet,
    counted: Sequence[Counted],
    whole: int,
    labels: Labels,
    within: Collection[tuple[str, str]] = (),
    items: paths.SearchIndex = "events",
) -> tuple[RankingLine, ...]:
    """Return a line for each of `counted`, with its share of `whole`; it is searched for `within` others."""

    def line(entry_id: str, count: int) -> RankingLine:
        link = labels.link(FACET_KINDS[facet], entry_id)
        if not count:
            return RankingLine(link, 0, 0, "", "")
        found = labels.urls.href(paths.search_results(items, paths.search_query(*within, (facet, entry_id))))
        words = f"{plural(count, items.removesuffix('s'))}: {link.text}"
        return RankingLine(link, count, max(1, round(100 * count / whole)), found, words)

    return tuple(starmap(line, counted))
