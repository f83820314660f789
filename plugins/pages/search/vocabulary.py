"""Search vocabulary: all words that a search can find, in small files of which the search page loads the one it needs.

The page looks up which words begin with the typed letters or are other forms of an Arabic word, and which are spelled
like a word that is nowhere. Words are sorted by UTF-16 code units, as JavaScript compares them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import msgspec

from plugins.archive.text.search_folding import word_bases

INDEX = "index"
ENTRIES_PER_FILE = 1500
"""About 5 kB compressed."""


def word_files(words: Mapping[str, int]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each file, given the number of documents of each word.

    The index lists the first form of each file; the others are named by their number and list entries.
    """
    entries = _entries(words)
    chunks = [entries[start : start + ENTRIES_PER_FILE] for start in range(0, len(entries), ENTRIES_PER_FILE)]
    yield INDEX, msgspec.json.encode([chunk[0].partition(" ")[0] for chunk in chunks])
    for number, chunk in enumerate(chunks):
        yield str(number), msgspec.json.encode(chunk)


def _entries(words: Mapping[str, int]) -> list[str]:
    """Return each form with the words that it finds. After a word is the number of bits of its number of documents.

    A form that finds only itself is not repeated.

    >>> _entries({"دمج": 1, "ودمج": 2, "lamp": 9})
    ['lamp 4', 'دمج دمج 1 ودمج 2', 'ودمج 2']
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        for form in word_bases(word):
            found[form].append(word)
    ordered = sorted(found.items(), key=lambda item: item[0].encode("utf-16-be", "surrogatepass"))
    return [_entry(form, [f"{word} {words[word].bit_length()}" for word in finds]) for form, finds in ordered]


def _entry(form: str, words: list[str]) -> str:
    alone = len(words) == 1 and words[0].partition(" ")[0] == form
    return words[0] if alone else " ".join((form, *words))
