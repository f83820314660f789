"""Names: how spellings are compared, and which known word an unknown one may have meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz, process

LIKELY = 72.0
"""Least similarity (0–100) at which a suggestion helps more than it misleads; found by trial on the example."""


def fold(name: str) -> str:
    """Return `name` without case, accents and punctuation, so that two spellings of one name compare equal.

    >>> fold("Deir ez-Zor") == fold("deir ez Zor")
    True
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain.casefold().replace("_", " ").replace("'", "")))


def slugify(name: str) -> str:
    """Return an id of a–z, 0–9 and hyphens for `name`; empty when no Latin letter or digit is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower().replace("'", "")))


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that `word` most likely meant, or None when nothing is near."""
    choices = list(known)
    found = process.extractOne(word, choices, scorer=fuzz.WRatio, processor=fold, score_cutoff=LIKELY)
    return found[0] if found else None
