"""Duplicate entries: pairs of registry entries that probably describe the same subject, with the reasons.

Names are only compared within blocks that share a key, so the cost grows with the number of names, not of pairs.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

from rapidfuzz.distance import OSA

from plugins.archive.model.entries import Actor, Entry, Region, Source
from plugins.archive.text.name_keys import identity_key, numbers, similarity_key

MAX_BLOCK = 40
"""Entries of a block that are all compared with each other; in a larger one, each only with the next one in order."""
MIN_TYPO_LENGTH, MIN_TWO_TYPOS_LENGTH = 5, 10
"""Characters of words in which one or two typos are probable."""
MIN_CONSONANTS = 5
VOWELS = str.maketrans("", "", "aeiouy ")
ACRONYM_LENGTHS = range(2, 9)
MIN_ACRONYM_WITH_A_GAP = 4
# fmt: off
SMALL_WORDS = frozenset({
    "a", "al", "an", "and", "auf", "d", "da", "das", "de", "del", "den", "der", "des", "di", "die", "do", "du", "e",
    "el", "et", "for", "für", "in", "l", "la", "las", "le", "les", "los", "o", "of", "on", "the", "to", "und", "van",
    "von", "y",
})
# fmt: on
"""Words that abbreviations often leave out."""
MIN_SINGLE_WORD_LENGTH, MAX_USES_OF_A_WORD = 6, 3
"""A name of one word is compared with longer names only if it is long and few names have it."""
Item = TypeVar("Item")


class SpelledName(NamedTuple):
    """One of the names of an entry, with its similarity key and the words of that."""

    entry: Entry
    name: str
    key: str
    words: tuple[str, ...]


class Duplicate(NamedTuple):
    """Two entries that are probably duplicates, in the order of the registry."""

    one: Entry
    other: Entry
    reasons: tuple[str, ...]


Found = tuple[Entry, Entry, str]
"""A pair of entries and a reason."""


def find_duplicates(entries: Iterable[Entry]) -> list[Duplicate]:
    """Return the probable duplicates among entries of one kind.

    Regions are compared with their siblings only, because places in different regions often share a name. Entries that
    are linked to each other are known to be different.
    """
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[f"{entry.parent}/{entry.kind}" if isinstance(entry, Region) else ""].append(entry)
    return [duplicate for group in groups.values() for duplicate in _find(group)]


def _find(entries: list[Entry]) -> Iterator[Duplicate]:
    names = list(_spelled_names(entries))
    order = {entry.id: place for place, entry in enumerate(entries)}
    reasons: dict[tuple[int, int], list[str]] = defaultdict(list)
    for find in FINDERS:
        for one, other, reason in find(names):
            pair = order[one.id], order[other.id]
            if one.id != other.id and not _are_linked(one, other):
                reasons[min(pair), max(pair)].append(reason)
    for one, other, reason in _same_site(entries):
        reasons[order[one.id], order[other.id]].append(reason)
    for (first, second), found in sorted(reasons.items()):
        yield Duplicate(entries[first], entries[second], tuple(dict.fromkeys(found)))


def _spelled_names(entries: Iterable[Entry]) -> Iterator[SpelledName]:
    for entry in entries:
        for name in entry.spellings():
            if key := similarity_key(name):
                yield SpelledName(entry, name, key, tuple(key.split()))


def _are_linked(one: Entry, other: Entry) -> bool:
    links = {
        each.id: {each.parent, *each.predecessors, *each.successors} for each in (one, other) if isinstance(each, Actor)
    }
    return other.id in links.get(one.id, ()) or one.id in links.get(other.id, ())


def _pairs(items: Iterable[Item], key: Callable[[Item], Iterable[str]]) -> Iterator[tuple[Item, Item]]:
    """List the pairs of items that share a key."""
    blocks: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for each in dict.fromkeys(key(item)):
            blocks[each].append(item)
    for block in blocks.values():
        yield from combinations(block, 2) if len(block) <= MAX_BLOCK else pairwise(block)


def _same_names(names: Sequence[SpelledName]) -> Iterator[Found]:
    for one, other in _pairs(names, lambda name: [identity_key(name.name)]):
        yield one.entry, other.entry, f"both are called '{one.name}'"


def _same_letters(names: Sequence[SpelledName]) -> Iterator[Found]:
    for one, other in _pairs(names, lambda name: [name.key.replace(" ", "")]):
        is_same = identity_key(one.name) == identity_key(other.name)
        if not is_same and numbers(one.name) == numbers(other.name):
            yield one.entry, other.entry, f"'{one.name}' and '{other.name}' have the same letters"


def _typos(names: Sequence[SpelledName]) -> Iterator[Found]:
    """Compare names that are equal after a letter is left out of each, or all vowels."""
    for one, other in _pairs([name for name in names if len(name.key) >= MIN_TYPO_LENGTH], _typo_keys):
        allowed = _allowed_typos(one, other)
        distance = OSA.distance(one.key, other.key, score_cutoff=allowed)
        is_other_word = one.key.replace(" ", "") != other.key.replace(" ", "")
        if is_other_word and 0 < distance <= allowed and numbers(one.name) == numbers(other.name):
            letters = "a letter" if distance == 1 else f"{distance} letters"
            yield one.entry, other.entry, f"'{one.name}' and '{other.name}' differ by {letters}"


def _allowed_typos(one: SpelledName, other: SpelledName) -> int:
    """Return how many typos are probable in the words that differ: none between Iran and Iraq.

    One more is probable if only vowels are exchanged, as in names that are transcribed from another script.
    """
    pairs = zip(one.words, other.words, strict=True) if len(one.words) == len(other.words) else [(one.key, other.key)]
    length = min((min(len(first), len(second)) for first, second in pairs if first != second), default=0)
    allowed = (length >= MIN_TYPO_LENGTH) + (length >= MIN_TWO_TYPOS_LENGTH)
    vowels_only = len(one.key) == len(other.key) and one.key.translate(VOWELS) == other.key.translate(VOWELS)
    return min(2, allowed + 1) if allowed and vowels_only else allowed


def _typo_keys(name: SpelledName) -> Iterator[str]:
    yield name.key
    yield from _without_a_letter(name.key)
    consonants = name.key.translate(VOWELS)
    if len(consonants) >= MIN_CONSONANTS:
        yield f"\0{consonants}"


def _without_a_letter(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def _abbreviations(names: Sequence[SpelledName]) -> Iterator[Found]:
    """Find abbreviations in capitals of other names, also with a letter left out."""
    short = [name for name in names if name.name.isupper() and len(name.words) == 1 and _is_acronym(name.key)]
    known: dict[str, list[SpelledName]] = defaultdict(list)
    for name in short:
        known[name.key].append(name)
    for name in names:
        for initials in _initials(name):
            for abbreviation in known.get(initials, ()):
                yield abbreviation.entry, name.entry, f"'{abbreviation.name}' has the initials of '{name.name}'"
            yield from _with_a_gap(initials, name, known)
    for name in short:
        yield from _with_a_gap(name.key, name, known)


def _with_a_gap(letters: str, name: SpelledName, known: dict[str, list[SpelledName]]) -> Iterator[Found]:
    for shorter in dict.fromkeys(_without_a_letter(letters) if len(letters) >= MIN_ACRONYM_WITH_A_GAP else ()):
        for other in known.get(shorter, ()):
            yield other.entry, name.entry, f"'{other.name}' lacks a letter of the abbreviation {letters.upper()}"


def _initials(name: SpelledName) -> set[str]:
    """Return the initials of all words and of the large words."""
    if len(name.words) < 2:
        return set()
    large = [word for word in name.words if word not in SMALL_WORDS]
    return set(filter(_is_acronym, ("".join(word[0] for word in words) for words in (name.words, large))))


def _is_acronym(letters: str) -> bool:
    return len(letters) in ACRONYM_LENGTHS and letters.isalpha()


def _parts(names: Sequence[SpelledName]) -> Iterator[Found]:
    """Find names that are at least half of the words of another name, in order."""
    by_key: dict[str, list[SpelledName]] = defaultdict(list)
    for name in names:
        by_key[name.key].append(name)
    uses = Counter(word for name in names for word in set(name.words))
    for name in names:
        for part in _word_runs(name.words):
            is_rare = len(part) >= MIN_SINGLE_WORD_LENGTH and uses[part] <= MAX_USES_OF_A_WORD
            for shorter in by_key.get(part, ())[:MAX_BLOCK] if " " in part or is_rare else ():
                if numbers(shorter.name) == numbers(name.name):
                    yield shorter.entry, name.entry, f"'{shorter.name}' is a part of '{name.name}'"


def _word_runs(words: tuple[str, ...]) -> Iterator[str]:
    count = len(words)
    for length in range((count + 1) // 2, count):
        yield from (" ".join(words[start : start + length]) for start in range(count - length + 1))


def _same_site(entries: Sequence[Entry]) -> Iterator[Found]:
    """Find sources with one web site, and entries with one address or id elsewhere."""
    sources = [(entry, *_site(entry.url)) for entry in entries if isinstance(entry, Source) and entry.url]
    homes = {host for _, host, path in sources if not path}
    for one, other in _pairs(sources, lambda each: [each[1] if each[1] in homes else f"{each[1]}/{each[2]}"]):
        if one[2] == other[2] or not (one[2] and other[2]):
            yield one[0], other[0], f"both have the web site {one[1]}"
    for first, second in _pairs(entries, lambda entry: getattr(entry, "same_as", ())):
        yield first, second, "both are the same entry of another site (same_as)"
    for first, second in _pairs(entries, _foreign_ids):
        yield first, second, "both have the same id in another data set (identifiers)"


def _foreign_ids(entry: Entry) -> Iterator[str]:
    for scheme, ids in getattr(entry, "identifiers", ()):
        yield from (f"{scheme} {each.strip()}" for each in ids.split(","))


def _site(url: str) -> tuple[str, str]:
    """Return the host without `www.` and the path."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.strip("/")


FINDERS = (_same_names, _same_letters, _abbreviations, _typos, _parts)
