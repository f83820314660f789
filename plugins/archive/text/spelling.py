"""Names: how spellings are compared, and which known word an unknown one may have meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

MIN_SIMILARITY = 72.0
"""Least similarity (0–100) at which a suggestion helps more than it misleads; found by trial on the example."""

MAX_TYPOS = ((8, 2), (4, 1))
"""Letters of a word from which so many slips (a letter too many, missing, wrong, or two exchanged) leave it certain."""

LETTERS = str.maketrans(
    {"æ": "ae", "ð": "d", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ŋ": "ng", "ø": "o", "œ": "oe", "ß": "ss"}
    | {"þ": "th", "ŧ": "t"}
)
"""Latin letters that Unicode does not take apart (UnicodeData.txt), as they are written where there are none."""


@lru_cache(maxsize=65536)
def normalize(name: str) -> str:
    """Return `name` without case, accents and punctuation, so that two spellings of one name compare equal.

    >>> fold("Deir ez-Zor") == fold("deir ez Zor")
    True
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain.casefold().replace("_", " ").replace("'", "")))


def slugify(name: str) -> str:
    """Return an id of a–z, 0–9 and hyphens for `name`; empty when no Latin letter or digit is left."""
    letters = name.lower().translate(LETTERS)
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))


def closest_match(word: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that `word` most likely meant, or None when nothing is near."""
    choices = list(known)
    found = process.extractOne(word, choices, scorer=fuzz.WRatio, processor=normalize, score_cutoff=MIN_SIMILARITY)
    return found[0] if found else None


def unambiguous_match(word: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that `word` can only be a slip of, or None: when it is far from all, or near to two."""
    wanted = normalize(word)
    slips = next((slips for letters, slips in MAX_TYPOS if len(wanted) >= letters), 0)
    distances = {choice: OSA.distance(wanted, normalize(choice), score_cutoff=slips) for choice in known}
    least = min(distances.values(), default=len(wanted))
    near = [choice for choice, distance in distances.items() if distance == least <= slips]
    return near[0] if len(near) == 1 else None
