"""Look-alikes: letters of other scripts that pass for Latin ones, and words and names that are made of them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

CONFUSABLES: dict[str, str] = {
    "A": "\u0391\u0410\u13aa\ua4ee",
    "a": "\u0251\u03b1\u0430",
    "B": "\u0392\u0412\u13f4\ua7b4\ua4d0",
    "b": "\u0184\u042c\u13cf",
    "C": "\u0421\u13df\ua4da",
    "c": "\u0441\u1d04\uabaf",
    "D": "\u13a0\ua4d3",
    "d": "\u0501\u13e7\ua4d2",
    "E": "\u0395\u0415\u13ac\ua4f0",
    "e": "\u0435\u04bd\uab32",
    "F": "\u03dc\ua798\ua4dd",
    "f": "\u0584\u1e9d\ua799\uab35",
    "G": "\u050c\u13c0\u13f3\ua4d6",
    "g": "\u018d\u0261\u0581\u1d83",
    "H": "\u0397\u041d\u13bb\ua4e7",
    "h": "\u04bb\u0570\u13c2",
    "i": "\u0131\u0269\u026a\u03b9\u0456\u04cf\u13a5\ua647\uab75",
    "J": "\u037f\u0408\u13ab\ua7b2\ua4d9",
    "j": "\u03f3\u0458",
    "K": "\u039a\u041a\u13e6\ua4d7",
    "L": "\u13de\ua4e1",
    "l": "\u0196\u01c0\u0399\u0406\u04c0\ua4f2",
    "M": "\u039c\u03fa\u041c\u13b7\ua4df",
    "N": "\u039d\ua4e0",
    "n": "\u0578\u057c",
    "O": "\u039f\u041e\u0555\ua4f3",
    "o": "\u03bf\u03c3\u043e\u0585\u1d0f\u1d11\uab3d",
    "P": "\u03a1\u0420\u13e2\ua4d1",
    "p": "\u03c1\u0440",
    "q": "\u051b\u0563\u0566",
    "R": "\u01a6\u13a1\u13d2\ua4e3",
    "r": "\u0433\u1d26\uab47\uab48\uab81",
    "S": "\u0405\u054f\u13d5\u13da\ua4e2",
    "s": "\u01bd\u0455\ua731\uabaa",
    "T": "\u03a4\u0422\u13a2\ua4d4",
    "U": "\u054d\ua4f4",
    "u": "\u028b\u03c5\u057d\u1d1c\ua79f\uab4e\uab52",
    "V": "\u0474\u13d9\ua4e6",
    "v": "\u03bd\u0475\u1d20\uaba9",
    "W": "\u051c\u13b3\u13d4\ua4ea",
    "w": "\u026f\u0461\u051d\u0561\u1d21\uab83",
    "X": "\u03a7\u0425\ua7b3\ua4eb",
    "x": "\u0445",
    "Y": "\u03a5\u0423\u04ae\u13a9\u13bd\ua4ec",
    "y": "\u0263\u028f\u03b3\u0443\u04af\u1d8c\u1eff\uab5a",
    "Z": "\u0396\u13c3\ua4dc",
    "z": "\u1d22\uab93",
    "2": "\u01a7\ua644\ua75a",
    "3": "\u01b7\u021c\u0417\u04e0\ua76a\ua7ab",
    "4": "\u13ce",
    "5": "\u01bc",
    "6": "\u0431\u13ee",
    "8": "\u0222\u0223",
    "9": "\ua76e",
}
"""Latin letters and digits, each with the letters that look like it.

From confusables.txt, the data of Unicode Technical Standard 39 (Unicode License V3): what maps to one ASCII letter or
digit among the Latin, Greek, Cyrillic, Armenian, Cherokee and Lisu scripts, leaving out what NFKC turns into it anyhow.
"""
LATIN_LOOKALIKES = {other: letter for letter, others in CONFUSABLES.items() for other in others}
ASCII_DOUBLES = {"I": "l", "1": "l", "|": "l", "O": "o", "0": "o"}
ALIKE = str.maketrans(
    ASCII_DOUBLES | {other: ASCII_DOUBLES.get(letter, letter) for other, letter in LATIN_LOOKALIKES.items()}
)
"""What each letter is taken for by sight."""
SCRIPTS = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "LISU"})
"""Scripts that have letters in common by their looks."""
INVISIBLE_MARKS = r"\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Signs without a shape that are no formats (Cf): a joiner of accents, vowels of Khmer, selectors of variants."""
DROPPED = re.compile(f"[{INVISIBLE_MARKS}]")
WORD = re.compile(rf"(?:[^\W\d_][\u0300-\u036f\u00ad\u200b-\u200d\u2060{INVISIBLE_MARKS}]*)+")
"""Letters in a row, with the accents and the invisible signs that may stand behind each."""


def find_mixed_script_word(text: str) -> tuple[str, str] | None:
    """Return the first word of `text` that mixes scripts by a letter that looks like a Latin one, and that letter.

    A whole word of another script is that language's own, and so are mixtures that deceive nobody.

    >>> mixed_word("the \u0430maq agency"), mixed_word("\u041c\u043e\u0441\u043a\u0432\u0430, 5 \u03bcm")
    (('\u0430maq', '\u0430'), None)
    """
    if text.isascii():
        return None
    return next((found for word in WORD.findall(text) if (found := _mixture(word))), None)


def _mixture(word: str) -> tuple[str, str] | None:
    double = next((letter for letter in word if letter in LATIN_LOOKALIKES), None)
    return (word, double) if double and len({_script(letter) for letter in word} & SCRIPTS) > 1 else None


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """Return the first word of a letter's name, which is its script in all of those that we tell apart."""
    return unicodedata.name(letter, "").partition(" ")[0]


def skeleton(name: str) -> str:
    """Return what `name` looks like: two names of one skeleton can't be told apart by sight.

    >>> skeleton("ISIS") == skeleton("lSlS") == skeleton("\u0406\u0405\u0406\u0405")
    True
    """
    bare = DROPPED.sub("", name.replace("\u2800", " "))  # a pattern of Braille without a dot is as wide as a space
    shown = "".join(sign for sign in unicodedata.normalize("NFKC", bare) if unicodedata.category(sign) != "Cf")
    return " ".join(shown.translate(ALIKE).split())
