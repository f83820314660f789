"""Name keys: two ways of comparing names, one for writing and one for suggesting.

`identity_key` decides whether two spellings are the same name. An id may be written in place of a spelling only if
their identity keys are equal. `similarity_key` finds similar names for suggestions and completion, and `numbers` keeps
names with different numbers apart. A similar name is never written without a person's decision.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "\u2019\u02bc\u05f3"
"""The typographic and the letter apostrophe, and the Hebrew geresh, all typed as `'` on most keyboards."""
QUOTATION_MARKS = "\u201c\u201d\u201e\u201f\u05f4"
"""Typographic double quotation marks, and the Hebrew gershayim, all typed as `"`."""
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u058a\u05be\ufe58\ufe63\uff0d"
"""Hyphens, dashes, the minus sign and the Hebrew maqaf. The long vowel sign of katakana is a letter."""
INVISIBLE = "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff"
"""Soft hyphen, direction marks, and optional word boundaries, such as those between Khmer or Thai words."""
SAME_LETTER = frozenset({"<wide>", "<narrow>", "<initial>", "<medial>", "<final>", "<isolated>"})
"""The tags of Unicode decompositions that lead to the same letter in another width or position."""
LIGATURES = re.compile(r"[\ufb00-\ufb4f\u0e33\u0eb3]")
"""Ligatures of Latin, Armenian and Hebrew letters that PDF files contain, and the Thai and Lao vowel am."""
TATWEEL = "\u0640"
ASCII_WORD = re.compile(r"[a-z0-9]+")
DASH = re.compile(r" *(?:- *)+")
OPTIONAL_MARKS = re.compile("[\u064b-\u065f\u0670\u06d6-\u06ed\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]")
"""Vowel marks of Arabic and Hebrew, which most texts leave out."""
ACCENTED = re.compile(r"([A-Za-z\u0370-\u03ff\u0400-\u052f])[\u0300-\u036f]+")
NUMERALS = "\u1369-\u137c\u0bf0-\u0bf2〇零一二三四五六七八九十百千万萬億亿兆壹贰叁肆伍陆柒捌玖拾佰仟貳參陸兩两"
"""Numerals that are not decimal digits: Ethiopic, Tamil and Chinese."""
NUMBER = re.compile(rf"[0-9]+|[{NUMERALS}]+")
ROMAN = re.compile(
    r"(?<![\w'’])(?=[ivx]\b|[ivxlcdm]{2})m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?![\w'’.])"
)
"""A word that is a Roman numeral. The single letters C, D, L and M are more often initials."""


@lru_cache(maxsize=65536)
def identity_key(name: str) -> str:
    """Return a key that is equal only for spellings that are certainly one name.

    Equal are: NFC and NFD; upper and lower case; white space of any kind and length; a hyphen and a space, except
    between numbers; the forms of apostrophes, dashes and double quotation marks; full and half width; the positional
    forms of Arabic letters; ligatures; decimal digits of any script with the same value.

    Everything else distinguishes names, because it does so in some language:

    - Combining vowels and tone marks: मीना and मूना, กลุ่มดี and กลุ่มดุ.
    - Latin diacritics and letters: Pāl and Pal, Weiß and Weiss, Işık and Isik.
    - Vowel marks of Arabic and Hebrew: عَمَّان is Amman, عُمَان is Oman. Without marks both are عمان, so a name without
      them is not equal to a name with them.
    - Letters that are often interchanged: علي and على, й and и, ё and е.
    - The zero-width joiners: نام‌های (names of) and نامه‌ای (a letter) have the same letters.
    - An apostrophe, a dot or a superscript, which is never dropped: Sa'd and Sad, 1.5 and 15, 5² and 52. The opening
      quotation mark and ʿ are another letter than the apostrophe in romanised Arabic.

    The tatweel only stretches a word, so it is dropped, except below a mark.

    >>> identity_key("Deir ez-Zor") == identity_key("DEIR EZ ZOR"), identity_key("Côte") == identity_key("Cote")
    (True, False)
    """
    if name.isascii():
        text = name.lower()
    else:
        text = "".join(map(_same_letter, unicodedata.normalize("NFC", name)))
        text = unicodedata.normalize("NFC", _without_tatweel(text))
    return DASH.sub(_dash, " ".join(text.split())).strip(" ")


def _without_tatweel(text: str) -> str:
    return "".join(c for c, after in zip(text, f"{text[1:]} ", strict=False) if c != TATWEEL or _is_mark(after))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _dash(match: re.Match[str]) -> str:
    """Return a hyphen before a number if it follows a number or nothing, else a space."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return "-" if after.isdecimal() and (before.isdecimal() or not before) else " "


@lru_cache(maxsize=65536)
def _same_letter(character: str) -> str:
    """Return a character in lower case, in normal width and with the digits and punctuation of ASCII."""
    if character in INVISIBLE:
        return ""
    for ascii_form, others in (("'", APOSTROPHES), ('"', QUOTATION_MARKS), ("-", DASHES)):
        if character in others:
            return ascii_form
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit)
    tag, *codes = unicodedata.decomposition(character).split() or [""]
    if tag in SAME_LETTER or (tag == "<compat>" and LIGATURES.match(character)):
        return "".join(_same_letter(chr(int(code, 16))) for code in codes)
    return _lower(character)


def _lower(letter: str) -> str:
    """Return the simple case folding of a letter. The full one would make ß equal to ss."""
    if _is_mark(letter):
        return letter
    folded = letter.casefold()
    lower = folded if len(folded) == 1 else letter.lower()
    return lower if len(lower) == 1 else letter


@lru_cache(maxsize=65536)
def similarity_key(name: str) -> str:
    """Return a key for suggestions, without case, accents of alphabets, optional vowel marks and punctuation.

    Equal keys do not mean the same name: never write an id because of them. Combining vowels are part of the words.

    >>> similarity_key("Ḥamāh") == similarity_key("hamah"), similarity_key("मीना") == similarity_key("मूना")
    (True, False)
    """
    if name.isascii():
        return " ".join(ASCII_WORD.findall(name.lower().replace("'", "")))
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = ACCENTED.sub(r"\1", OPTIONAL_MARKS.sub("", plain))
    words = "".join(c if c.isalnum() or _is_mark(c) else " " for c in plain.replace("'", ""))
    return " ".join(words.split())


@lru_cache(maxsize=65536)
def numbers(name: str) -> tuple[str, ...]:
    """Return the numbers in a name, sorted, in digits of any script, Roman or Chinese numerals.

    >>> numbers("Division 30") == numbers("Division ٣٠"), numbers("Brigade II") == numbers("Brigade III")
    (True, False)
    """
    plain = unicodedata.normalize("NFKC", name).lower()
    digits = "".join(str(unicodedata.decimal(c, c)) for c in plain)
    found = [number.lstrip("0") or "0" for number in NUMBER.findall(digits)]
    return tuple(sorted(found + ROMAN.findall(digits)))
