"""The search table: what the search page must know of every document at once, to choose, count and sort by itself.

The index finds words only. What a report or event is about, and when it was, stands here, once for all documents of a
bundle in the order of time: so a choice without words needs no index, and the counts of all facets need no more bytes.
Numbers that grow are written as the steps between them; those of documents as characters, which compress to little more
than the steps tell.
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
"""The character of 0: from here on JSON escapes none."""
SURROGATES = range(0xD800, 0xE000)
"""These are no characters by themselves."""


class SearchTable(msgspec.Struct, frozen=True, omit_defaults=True):
    """The published file; documents are numbered from 0 in the order of time.

    `prefix` and a part of `names` are together the name of each document's fragment in the index; the parts are equally
    long, filled up with spaces. `start` is the day of the first document, `days` are the steps from each document's
    first day to the next one's, `spans` by number how many days more than one a document lasts. `facets` has by facet
    and id the documents that carry it: the steps from one's number to the next, from -1 on, each as a character. A
    region stands there for itself; its documents are those of all within it, too.
    """

    prefix: str
    names: str
    start: date
    days: tuple[int, ...]
    spans: Mapping[int, int]
    facets: Mapping[str, Mapping[str, str]]


def search_table(rows: Sequence[SearchRow], names: Mapping[str, str]) -> bytes:
    """Return the table of `rows` (one at least) as JSON; `names` has each path's fragment. Costs n log n."""
    ordered = sorted(rows)
    found: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, row in enumerate(ordered):
        for facet, entry_id in deepest(row.keys):
            found[facet][entry_id].append(number)
    firsts = [row.first.toordinal() for row in ordered]
    table = SearchTable(
        *split_prefix([names[row.path] for row in ordered]),
        start=ordered[0].first,
        days=tuple(gaps(firsts, firsts[0])),
        spans={number: days for number, row in enumerate(ordered) if (days := (row.last - row.first).days)},
        facets={
            f: {entry_id: encode_gaps(gaps(found[f][entry_id], -1)) for entry_id in sorted(found[f])}
            for f in sorted(found)
        },
    )
    return msgspec.json.encode(table)


def split_prefix(names: Sequence[str]) -> tuple[str, str]:
    """Return the language with which all names begin, and what follows in each, one after the other.

    >>> parted(["en_12ab", "en_7", "en_90"])
    ('en_', '12ab7   90  ')
    """
    start = names[0].rfind("_") + 1
    width = max(map(len, names)) - start
    return names[0][:start], "".join(name[start:].ljust(width) for name in names)


def deepest(keys: SearchKeys) -> Iterable[tuple[str, str]]:
    """List the keys without those regions that another one of them lies within.

    >>> list(innermost((("region", "north"), ("region", "north/port"), ("tag", "fog"))))
    [('region', 'north/port'), ('tag', 'fog')]
    """
    around = {
        outer for facet, entry_id in keys if facet == "region" for outer in lineage(entry_id) if outer != entry_id
    }
    return ((facet, entry_id) for facet, entry_id in keys if facet != "region" or entry_id not in around)


def gaps(numbers: Sequence[int], start: int) -> Iterator[int]:
    """List the differences between numbers, the first one's to `start`.

    >>> list(steps([3, 4, 9], -1))
    [4, 1, 5]
    """
    return (after - before for before, after in itertools.pairwise((start, *numbers)))


def encode_gaps(numbers: Iterable[int]) -> str:
    """Return numbers from 0 to a million as characters, as Unicode counts them from FIRST on.

    >>> signs([4, 1, 5])
    'a^b'
    """
    codes = (number + FIRST_CHARACTER for number in numbers)
    return "".join(chr(code if code < SURROGATES.start else code + len(SURROGATES)) for code in codes)
