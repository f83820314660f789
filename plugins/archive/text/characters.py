"""Characters that content must not contain because they are invisible, reorder text or imitate other characters."""

from __future__ import annotations

import re
import unicodedata

from plugins.archive.text.confusables import INVISIBLE_MARKS, LATIN_LOOKALIKES, find_mixed_script_word

HIDDEN_CHARACTERS = re.compile(
    "["
    r"\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls except tab and line feed; XML 1.0 forbids most of them
    r"\u2028\u2029"  # line separators that YAML and scripts obey and editors do not show
    r"\u202a-\u202e\u2066-\u206f"  # bidirectional embeddings, overrides and isolates (UAX 9), and deprecated controls
    r"\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"  # byte order mark, annotations, noncharacters
    r"\u115f\u1160\u3164\uffa0"  # letters without a glyph
    "]"
)
"""Does not include the direction marks U+200E, U+200F and U+061C and the joiners of Persian and Indic words."""
QUOTES = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\"'`\u00b4"
DASHES = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
TAG_CHARACTERS = re.compile(r"[\U000e0000-\U000e007f]")
"""An invisible copy of ASCII."""
FLAG = re.compile(
    "\U0001f3f4\U000e0067\U000e0062"
    "(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074|\U000e0077\U000e006c\U000e0073)\U000e007f"
)
"""The flags of England, Scotland and Wales, which are written with tag characters (UTS 51, annex B)."""
VISIBLE = re.compile(rf"[^\s\u00ad\u061c\u200b-\u200f\u2060-\u2064\u2800{INVISIBLE_MARKS}]")
"""A character with a glyph. A title without one would be an invisible link."""
INVISIBLE_IN_WORD = re.compile(r"[A-Za-z\u00c0-\u052f][\u200b-\u200d\u2060]+(?=[A-Za-z\u00c0-\u052f])")
"""An invisible character between Latin, Greek or Cyrillic letters, which never need one."""


def find_hidden_character(text: str) -> re.Match[str] | None:
    """Return the match of the first forbidden character in `text`."""
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return None  # nearly every text, at a tenth of the cost
    found = HIDDEN_CHARACTERS.search(text)
    if found or text.isascii() or not TAG_CHARACTERS.search(text):
        return found
    return TAG_CHARACTERS.search(FLAG.sub(lambda flag: "x" * len(flag[0]), text))


def describe_character(character: str) -> str:
    """Return the name of an invisible character for messages: its sort and its code point."""
    sort = "control" if unicodedata.category(character) == "Cc" else "hidden"
    return f"the {sort} character U+{ord(character):04X}"


def to_ascii(text: str) -> str:
    """Return `text` with plain digits, hyphens and spaces, and without typographic quotes around it.

    >>> to_ascii("\u201c2018\u201304\u201302\u201d"), to_ascii("\u0662\u0660\u0661\u0668")
    ('2018-04-02', '2018')
    """
    if text.isascii():
        return text
    wide = unicodedata.normalize("NFKC", text.strip().strip(QUOTES))
    digits = (str(unicodedata.digit(char)) if unicodedata.category(char) == "Nd" else char for char in wide)
    return "".join("-" if char in DASHES else " " if char.isspace() else char for char in digits).strip()


def find_unusual(text: str) -> str:
    """Return a note about the first character of `text` that is not ASCII, for values that must be; else nothing."""
    found = next((char for char in text if not char.isascii()), None)
    if found is None:
        return ""
    name = unicodedata.name(found, "unnamed").lower()
    return (
        f": '{found}' is U+{ord(found):04X}, {name}" if found.strip() else f": it contains U+{ord(found):04X}, {name}"
    )


def find_deceptive(text: str) -> tuple[str, str] | None:
    """Return the problem and its remedy if a value deceives its readers, else None."""
    if hidden := find_hidden_character(text):
        return f"contains {describe_character(hidden[0])}", "retype the text without it"
    if not VISIBLE.search(text):
        return f"has no visible text, only {describe_character(text[0])}", "add text, or remove the key"
    if invisible := INVISIBLE_IN_WORD.search(text):
        return f"contains {describe_character(invisible[0][-1])} inside a word", "retype the word without it"
    if mixed := find_mixed_script_word(text):
        word, letter = mixed
        what = f"mixes two scripts in the word '{word}': U+{ord(letter):04X} looks like '{LATIN_LOOKALIKES[letter]}'"
        return what, "retype the word in one script"
    return None
