"""Search table: facets and dates of all documents, from which the search page filters, counts and sorts.

The Pagefind index finds words only. The table holds the documents of one index in date order, so that a search without
words needs no index. It is compact: growing numbers are stored as gaps, and the gaps between document numbers as single
characters, which compress to little more than their information.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from plugins.archive.model.registry import lineage
from plugins.pages.outputs import SearchKeys, SearchRow

FIRST_CHARACTER = 0x5D
"""The character for 0. JSON escapes no character from here on."""
SURROGATES = range(0xD800, 0xE000)
"""Code points that are not characters."""


class SearchTable(msgspec.Struct, frozen=True, omit_defaults=True):
    """The published file. Documents are numbered from 0 in date order.

    `prefix` and a part of `names` form the name of each document's fragment in the index; parts have equal length,
    padded with spaces. `start` is the first day of the first document. `days` are the gaps between the first days of
    consecutive documents. `spans` maps a document's number to its number of further days. `facets` maps facet and id to
    the numbers of its documents, as one character per gap, starting at -1. The documents of a region include those of
    the regions within it; the table stores each with its deepest region only.
    """

    prefix: str
    names: str
    start: date
    days: tuple[int, ...]
    spans: Mapping[int, int]
    facets: Mapping[str, Mapping[str, str]]


def search_table(rows: Sequence[SearchRow], names: Mapping[str, str]) -> bytes:
    """Return the table of at least one row as JSON; `names` maps paths to fragment names. Costs O(n log n)."""
    ordered = sorted(rows)
    numbers: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, row in enumerate(ordered):
        for facet, entry_id in deepest(row.keys):
            numbers[facet][entry_id].append(number)
    first_days = [row.first.toordinal() for row in ordered]
    table = SearchTable(
        *split_prefix([names[row.path] for row in ordered]),
        start=ordered[0].first,
        days=tuple(gaps(first_days, first_days[0])),
        spans={number: days for number, row in enumerate(ordered) if (days := (row.last - row.first).days)},
        facets={
            facet: {entry_id: encode_gaps(gaps(found, -1)) for entry_id, found in sorted(by_id.items())}
            for facet, by_id in sorted(numbers.items())
        },
    )
    return msgspec.json.encode(table)


def split_prefix(names: Sequence[str]) -> tuple[str, str]:
    """Return the language prefix of fragment names, and the rest of each name, padded and joined.

    >>> split_prefix(["en_12ab", "en_7", "en_90"])
    ('en_', '12ab7   90  ')
    """
    start = names[0].rfind("_") + 1
    width = max(map(len, names)) - start
    return names[0][:start], "".join(name[start:].ljust(width) for name in names)


def deepest(keys: SearchKeys) -> Iterator[tuple[str, str]]:
    """List the keys without regions that contain another region of the keys.

    >>> list(deepest((("region", "north"), ("region", "north/port"), ("tag", "fog"))))
    [('region', 'north/port'), ('tag', 'fog')]
    """
    ancestors = {ancestor for facet, entry_id in keys if facet == "region" for ancestor in lineage(entry_id)[:-1]}
    return ((facet, entry_id) for facet, entry_id in keys if facet != "region" or entry_id not in ancestors)


def gaps(numbers: Sequence[int], start: int) -> Iterator[int]:
    """List the differences between consecutive numbers, beginning with the difference to `start`.

    >>> list(gaps([3, 4, 9], -1))
    [4, 1, 5]
    """
    return (after - before for before, after in itertools.pairwise((start, *numbers)))


def encode_gaps(numbers: Iterable[int]) -> str:
    """Encode numbers from 0 to a million as one character each.

    >>> encode_gaps([4, 1, 5])
    'a^b'
    """
    codes = (number + FIRST_CHARACTER for number in numbers)
    return "".join(chr(code if code < SURROGATES.start else code + len(SURROGATES)) for code in codes)
