"""Spelling: comparing names, making ids from names, and suggesting the known word for a misspelt one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

MIN_SIMILARITY = 72.0
"""Least similarity (0–100) of a suggestion; found by trial on the example archive."""
MAX_TYPOS = ((8, 2), (4, 1))
"""Pairs of a word's least length and the typos allowed in it (a letter added, missing, wrong, or two swapped)."""
LETTERS = str.maketrans(
    {"æ": "ae", "ð": "d", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ŋ": "ng", "ø": "o", "œ": "oe", "ß": "ss"}
    | {"þ": "th", "ŧ": "t"}
)
"""ASCII spellings of the Latin letters that have no decomposition in Unicode."""


@lru_cache(maxsize=65536)
def normalize(name: str) -> str:
    """Return `name` without case, accents and punctuation, so that spellings of one name compare equal.

    >>> normalize("Deir ez-Zor") == normalize("deir ez Zor")
    True
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain.casefold().replace("_", " ").replace("'", "")))


def slugify(name: str) -> str:
    """Return an id of a–z, 0–9 and hyphens for `name`; empty if it has no Latin letter or digit."""
    letters = name.lower().translate(LETTERS)
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))


def closest_match(word: str, known: Iterable[str]) -> str | None:
    """Return the most similar of the `known` words, or None if none is similar enough."""
    match = process.extractOne(word, list(known), scorer=fuzz.WRatio, processor=normalize, score_cutoff=MIN_SIMILARITY)
    return match[0] if match else None


def unambiguous_match(word: str, known: Iterable[str]) -> str | None:
    """Return the only `known` word that `word` can be a typo of; None for no or several such words."""
    wanted = normalize(word)
    max_typos = next((typos for length, typos in MAX_TYPOS if len(wanted) >= length), 0)
    distances = {choice: OSA.distance(wanted, normalize(choice), score_cutoff=max_typos) for choice in known}
    least = min(distances.values(), default=len(wanted))
    nearest = [choice for choice, distance in distances.items() if distance == least <= max_typos]
    return nearest[0] if len(nearest) == 1 else None
