"""Text repair: the cells of foreign tables as they were meant, without the traces of the programs that they passed.

ftfy repairs text that was decoded with the wrong encoding, and the control characters that Windows-1252 leaves. It is
imported late because few commands need it. Letters of two scripts in one word, which an archive refuses, are written in
the script of the text around them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from plugins.archive.checks.warnings.hidden_characters import DIRECTION_MARKS, RIGHT_TO_LEFT, STRAY
from plugins.archive.text.characters import HIDDEN_CHARACTERS, INVISIBLE_IN_WORD, TAG_CHARACTERS, VISIBLE
from plugins.archive.text.confusables import LATIN_LOOKALIKES, SCRIPTS, WORD, find_mixed_script_word

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

MISSING = frozenset({"na", "n/a", "#n/a", "nan", "null", "none"})
"""How R, spreadsheets, pandas and databases write an empty cell, in lower case."""
SURROGATES = {0xDC00 + byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0x100)}
"""Bytes that are not UTF-8, as surrogates, with the characters that they are in Windows-1252."""
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
"""Control characters that are not breaks between lines, pages or records."""
MARKS_IN_TEXT = re.compile("[\ufeff\u2060\u00ad]")
"""Characters without a width that are removed: byte order mark, word joiner, soft hyphen."""


class Repaired(NamedTuple):
    """The text of a cell on one line; `adjusted` is what was done to it, empty if nothing was."""

    text: str
    adjusted: Literal["", "characters", "scripts"] = ""


@lru_cache(maxsize=16384)
def repair(cell: str) -> Repaired:
    r"""Return the text of a cell. A cell that means "no value" is empty.

    >>> repair("it\x92s"), repair(" a\n b"), repair("NA")
    (Repaired(text='it’s', adjusted='characters'), Repaired(text='a b', adjusted=''), Repaired(text='', adjusted=''))
    """
    plain = " ".join(cell.split())
    if plain.isascii() and plain.isprintable():
        return Repaired("" if plain.lower() in MISSING else plain)
    text = _repair_characters(cell)
    unmixed = _repair_scripts(text)
    if unmixed != text:
        return Repaired(unmixed, "scripts")
    return Repaired(text, "" if text == plain else "characters")


def _repair_characters(cell: str) -> str:
    import ftfy

    text = CONTROLS.sub("", cell.translate(SURROGATES))
    if not text.isascii():
        text = ftfy.fix_text(text, _ftfy_settings())
        text = TAG_CHARACTERS.sub("", MARKS_IN_TEXT.sub("", text))
        text = STRAY.sub("", INVISIBLE_IN_WORD.sub(lambda match: match[0][0], text))
        text = text if RIGHT_TO_LEFT.search(text) else DIRECTION_MARKS.sub("", text)
    text = " ".join(HIDDEN_CHARACTERS.sub(" ", text).split())
    return text if VISIBLE.search(text) else ""


@cache
def _ftfy_settings() -> TextFixerConfig:
    """Return settings that repair damage and leave all else: quotation marks, ligatures, wide letters, entities."""
    import ftfy

    return ftfy.TextFixerConfig(
        unescape_html=False,
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        normalization="NFC",
        explain=False,
    )


def _repair_scripts(text: str) -> str:
    """Return `text` with each word that mixes scripts in one script."""
    if find_mixed_script_word(text) is None:
        return text
    scripts = Counter(script for letter in text if (script := _script(letter)) in SCRIPTS)
    main = scripts.most_common(1)[0][0]
    return WORD.sub(lambda match: _in_one_script(match[0], main), text)


def _in_one_script(word: str, main: str) -> str:
    """Return `word` in the script `main` if its letters have a form there, else with Latin letters for their likes."""
    if find_mixed_script_word(word) is None:
        return word
    for script in (main, "LATIN"):
        written = "".join(_look_alike(letter, script) for letter in word)
        if find_mixed_script_word(written) is None:
            return written
    return word


def _look_alike(letter: str, script: str) -> str:
    """Return the letter of `script` that looks like `letter`, or `letter` if there is none."""
    if _script(letter) == script or _script(letter) not in SCRIPTS:
        return letter
    latin = LATIN_LOOKALIKES.get(letter, letter)
    return latin if script == "LATIN" else _from_latin(script).get(latin, letter)


@cache
def _from_latin(script: str) -> dict[str, str]:
    """Return the letters of a script by the Latin letter that each looks like; ordinary letters come first."""
    letters = sorted(LATIN_LOOKALIKES, reverse=True)
    return {LATIN_LOOKALIKES[letter]: letter for letter in letters if _script(letter) == script and letter.isalpha()}


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
