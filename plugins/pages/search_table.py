"""The search table: what the search page must know of every document at once, to choose, count and sort by itself.

The index finds words only. What a report or event is about, and when it was, stands here, once for all documents of a
bundle in the order of time: so a choice without words needs no index, and the counts of all facets need no more bytes.
Numbers that grow are written as the steps between them, which are small and compress well.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from plugins.archive.registry import lineage

Keys = tuple[tuple[str, str], ...]
"""What a document can be chosen by, as (facet, id)."""


class Row(msgspec.Struct, frozen=True, order=True):
    """A document: its place in the order of time, the file it is read from, its facets, and the days it spans."""

    order: str
    path: str
    keys: Keys
    first: date
    last: date


class Table(msgspec.Struct, frozen=True, omit_defaults=True):
    """The published file; documents are numbered from 0 in the order of time.

    `names` are those of the documents' fragments in the index, in that order, between spaces. `start` is the day of the
    first document, `days` the days from each document's first day to the next one's, `spans` by number how many days
    more than one a document lasts. `facets` has by facet and id the documents that carry it: the first one's number
    counted from -1, then the steps to the next. A region stands there for itself; its documents are those of all
    within it, too.
    """

    names: str
    start: date
    days: tuple[int, ...]
    spans: Mapping[int, int]
    facets: Mapping[str, Mapping[str, tuple[int, ...]]]


def search_table(rows: Sequence[Row], names: Mapping[str, str]) -> bytes:
    """Return the table of `rows` (one at least) as JSON; `names` has each path's fragment. Costs n log n."""
    ordered = sorted(rows)
    found: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, row in enumerate(ordered):
        for facet, entry_id in innermost(row.keys):
            found[facet][entry_id].append(number)
    facets = {f: {entry_id: steps(found[f][entry_id], -1) for entry_id in sorted(found[f])} for f in sorted(found)}
    firsts = [row.first.toordinal() for row in ordered]
    spans = {number: days for number, row in enumerate(ordered) if (days := (row.last - row.first).days)}
    table = Table(
        " ".join(names[row.path] for row in ordered), ordered[0].first, steps(firsts, firsts[0]), spans, facets
    )
    return msgspec.json.encode(table)


def innermost(keys: Keys) -> Iterable[tuple[str, str]]:
    """List the keys without those regions that another one of them lies within.

    >>> list(innermost((("region", "north"), ("region", "north/port"), ("tag", "fog"))))
    [('region', 'north/port'), ('tag', 'fog')]
    """
    around = {
        outer for facet, entry_id in keys if facet == "region" for outer in lineage(entry_id) if outer != entry_id
    }
    return ((facet, entry_id) for facet, entry_id in keys if facet != "region" or entry_id not in around)


def steps(numbers: Sequence[int], start: int) -> tuple[int, ...]:
    """Return the differences between numbers, the first one's to `start`.

    >>> steps([3, 4, 9], -1)
    (4, 1, 5)
    """
    return tuple(after - before for before, after in itertools.pairwise((start, *numbers)))
