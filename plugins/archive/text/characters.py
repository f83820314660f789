"""Characters: which ones no text of the content may hold, because they hide, reorder or break what readers see."""

from __future__ import annotations

import re
import unicodedata

from plugins.archive.text.confusables import INVISIBLE_MARKS, LATIN_LOOKALIKES, find_mixed_script_word

HIDDEN_CHARACTERS = re.compile(
    "["
    r"\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but for tab and line feed; XML 1.0 forbids most
    r"\u2028\u2029"  # line ends that YAML and scripts know and editors don't show
    r"\u202a-\u202e\u2066-\u206f"  # embeddings, overrides and isolates of direction (UAX 9), and the deprecated
    r"\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"  # a mark of byte order within a text, no characters at all
    r"\u115f\u1160\u3164\uffa0"  # letters without a shape
    "]"
)
"""The marks of direction U+200E, U+200F and U+061C, and the joiners of Persian and Indic words, are none of these."""
TAG_CHARACTERS = re.compile(r"[\U000e0000-\U000e007f]")
"""A second ASCII, which nobody sees."""
VISIBLE = re.compile(rf"[^\s\u00ad\u061c\u200b-\u200f\u2060-\u2064\u2800{INVISIBLE_MARKS}]")
"""A character that leaves a trace on the page; a title without one would be a link that nobody sees."""
INVISIBLE_IN_WORD = re.compile(r"[A-Za-z\u00c0-\u052f][\u200b-\u200d\u2060]+(?=[A-Za-z\u00c0-\u052f])")
"""An invisible sign between letters of scripts that have no use for it (Latin, Greek, Cyrillic)."""


def find_hidden_character(text: str) -> re.Match[str] | None:
    """Return where `text` holds the first character that no text may."""
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return None  # as nearly every text, at a tenth of the cost
    return HIDDEN_CHARACTERS.search(text) or (None if text.isascii() else TAG_CHARACTERS.search(text))


def describe_character(sign: str) -> str:
    """Return what to call a character that can't be shown, by its code."""
    kind = "control" if unicodedata.category(sign) == "Cc" else "hidden"
    return f"the {kind} character U+{ord(sign):04X}"


def find_deceptive(text: str) -> tuple[str, str] | None:
    """Return what in a value would deceive whoever reads it, and what to do about it; None when nothing does."""
    if hidden := find_hidden_character(text):
        return f"holds {describe_character(hidden[0])}", "type the text anew without it"
    if not VISIBLE.search(text):
        return f"shows nothing, only {describe_character(text[0])} and its like", "give it words, or take it away"
    if joined := INVISIBLE_IN_WORD.search(text):
        return f"holds {describe_character(joined[0][-1])} within a word", "type the word anew without it"
    if mixed := find_mixed_script_word(text):
        word, letter = mixed
        what = f"has the word '{word}' of two scripts: its U+{ord(letter):04X} looks like '{LATIN_LOOKALIKES[letter]}'"
        return what, "type it anew in one script"
    return None
