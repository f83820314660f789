"""Spelling: making ids from names, and suggesting the known word for a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.archive.text.name_keys import numbers, similarity_key

MIN_SIMILARITY = 72.0
"""Least similarity (0–100) of a suggestion; found by trial on the example archive."""
MAX_TYPOS = ((8, 2), (4, 1))
"""Pairs of a word's least length and the typos allowed in it (a letter added, missing, wrong, or two swapped)."""


def closest_match(word: str, known: Iterable[str]) -> str | None:
    """Return the most similar of the `known` words with the same numbers, or None if none is similar enough.

    It is a suggestion for a person, never a correction: similar names can belong to different people.
    """
    from rapidfuzz import fuzz, process  # slow to import, and a valid archive needs no suggestions

    wanted = numbers(word)
    same = [choice for choice in known if numbers(choice) == wanted]
    match = process.extractOne(word, same, scorer=fuzz.WRatio, processor=similarity_key, score_cutoff=MIN_SIMILARITY)
    return match[0] if match else None


def unambiguous_match(word: str, known: Iterable[str]) -> str | None:
    """Return the only `known` word that `word` can be a typo of; None for no or several such words.

    It is for the keys of a schema, which differ by more than typos. It is not safe for names.
    """
    from rapidfuzz.distance import OSA

    wanted = similarity_key(word)
    max_typos = next((typos for length, typos in MAX_TYPOS if len(wanted) >= length), 0)
    distances = {choice: OSA.distance(wanted, similarity_key(choice), score_cutoff=max_typos) for choice in known}
    least = min(distances.values(), default=len(wanted))
    nearest = [choice for choice, distance in distances.items() if distance == least <= max_typos]
    return nearest[0] if len(nearest) == 1 else None
