"""Confusables: letters of other scripts that look like Latin letters, and words and names written with them.

The method is that of Unicode Technical Standard 39, restricted to the scripts that share letter shapes with Latin.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from plugins.archive.text.confusable_letters import CONFUSABLES

LATIN_LOOKALIKES = {other: letter for letter, others in CONFUSABLES.items() for other in others}
"""Each confusable letter with the ASCII letter or digit that it looks like."""
LOOKALIKE = re.compile(f"[{''.join(map(re.escape, LATIN_LOOKALIKES))}]")
ASCII_LOOKALIKES = {"I": "l", "1": "l", "|": "l", "O": "o", "0": "o"}
PROTOTYPES = str.maketrans(
    ASCII_LOOKALIKES | {other: ASCII_LOOKALIKES.get(letter, letter) for other, letter in LATIN_LOOKALIKES.items()}
)
"""Each confusable character with the character that represents all of its lookalikes in a skeleton."""
SCRIPTS = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "LISU"})
"""The scripts that share letter shapes."""
INVISIBLE_MARKS = r"\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Marks without a glyph outside the category Cf: grapheme joiner, Khmer inherent vowels, variation selectors."""
DROPPED = re.compile(f"[{INVISIBLE_MARKS}]")
WORD = re.compile(rf"(?:[^\W\d_][\u0300-\u036f\u00ad\u200b-\u200d\u2060{INVISIBLE_MARKS}]*)+")
"""A run of letters, each with its accents and invisible characters."""


def find_mixed_script_word(text: str) -> tuple[str, str] | None:
    """Return the first word of `text` that mixes scripts by means of a Latin lookalike, and that letter.

    A word entirely in another script is legitimate, and so is a mixture without a lookalike.

    >>> find_mixed_script_word("the \u0430maq agency")
    ('\u0430maq', '\u0430')
    >>> find_mixed_script_word("\u041c\u043e\u0441\u043a\u0432\u0430, 5 \u03bcm")
    """
    if text.isascii() or not LOOKALIKE.search(text):
        return None
    return next((found for word in WORD.findall(text) if (found := _mixture(word))), None)


def _mixture(word: str) -> tuple[str, str] | None:
    lookalike = next((letter for letter in word if letter in LATIN_LOOKALIKES), None)
    return (word, lookalike) if lookalike and len({_script(letter) for letter in word} & SCRIPTS) > 1 else None


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """Return the first word of a letter's Unicode name, which is its script for all of `SCRIPTS`."""
    return unicodedata.name(letter, "").partition(" ")[0]


def skeleton(name: str) -> str:
    """Return the skeleton of `name` (UTS 39, section 4): names with the same skeleton look the same.

    >>> skeleton("ISIS") == skeleton("lSlS") == skeleton("\u0406\u0405\u0406\u0405")
    True
    """
    visible = DROPPED.sub("", name.replace("\u2800", " "))  # the blank Braille pattern is as wide as a space
    characters = (c for c in unicodedata.normalize("NFKC", visible) if unicodedata.category(c) != "Cf")
    return " ".join("".join(characters).translate(PROTOTYPES).split())
