"""Rankings: registry entries by count, each with a link to a search for the counted events or reports."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import starmap

import msgspec

from plugins.archive import urls as paths
from plugins.archive.text.plurals import plural
from plugins.pages.labels import Labels
from plugins.pages.search.facets import FACET_KINDS
from plugins.pages.view_models import Link

Counted = tuple[str, int]
"""An entry's id and its count."""


class RankingLine(msgspec.Struct, frozen=True):
    """An entry in a ranking: its count and its share of the total in percent.

    `search_url` is a search for the counted items, `description` its label; both are empty if the count is 0.
    """

    link: Link
    count: int
    share: int
    search_url: str
    description: str


class Ranking(msgspec.Struct, frozen=True):
    """The most frequent entries, most frequent first; the entries of `rest` are folded.

    `more` links a search for the entries that are left out; `note` describes items that were not counted.
    """

    title: str
    lines: tuple[RankingLine, ...]
    rest: tuple[RankingLine, ...] = ()
    more: Link | None = None
    note: str = ""


def rank(facet: str, counts: Mapping[str, int], labels: Labels) -> list[Counted]:
    """Sort counted entries, most frequent first, ties by name."""
    names = {entry_id: labels.entry(FACET_KINDS[facet], entry_id).name.casefold() for entry_id in counts}
    return sorted(counts.items(), key=lambda counted: (-counted[1], names[counted[0]], counted[0]))


def ranking_lines(
    facet: str,
    counted: Sequence[Counted],
    total: int,
    labels: Labels,
    within: Collection[tuple[str, str]] = (),
    items: paths.SearchIndex = "events",
) -> tuple[RankingLine, ...]:
    """Return a line for each of `counted`, with its share of `total`; its search also has the filters `within`."""

    def line(entry_id: str, count: int) -> RankingLine:
        link = labels.link(FACET_KINDS[facet], entry_id)
        if not count:
            return RankingLine(link, 0, 0, "", "")
        search_url = labels.urls.href(paths.search_results(items, paths.search_query(*within, (facet, entry_id))))
        description = f"{plural(count, items.removesuffix('s'))}: {link.text}"
        return RankingLine(link, count, max(1, round(100 * count / total)), search_url, description)

    return tuple(starmap(line, counted))
