"""Search folding: the words of a text, as search compares them. `theme/static/js/shared/folding.js` does the same.

Both are tested with the cases of `tests/archive/text/search_folding.json`. A word has no case, no accents and no
compatibility forms (NFKC). Accents are removed where readers leave them out: in Latin, Greek and Cyrillic (except й, ї
and ў), and optional vowels in Arabic, Hebrew and Syriac. Vowel signs of Indic, Thai, Khmer and Burmese stay, because
they distinguish words. Apostrophes, hyphens and all other punctuation separate words.

Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese and Tibetan are cut into overlapping pairs of characters, and a
phrase of pairs finds exactly the texts that contain what was typed. A segmenter cuts the same word differently in
different sentences, and the browser's `Intl.Segmenter` differently from that of Pagefind's extended build. Measured
with 300 texts of names in Chinese, Japanese and Thai each: of 19,478 names, pairs find all and nothing else. The
extended build misses 21 % and finds 17,584 that are not there; as phrases, it misses 49 %. Its index is smaller, 0.4 MB
instead of 0.9 MB.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple


def _ranges(categories: str, end: int) -> str:
    """Return the characters below `end` whose category begins with one of some letters, as ranges of a pattern."""
    codes = (code for code in range(end) if unicodedata.category(chr(code))[0] in categories)
    groups = (list(group) for _, group in itertools.groupby(enumerate(codes), lambda item: item[1] - item[0]))
    return "".join(f"{re.escape(chr(group[0][1]))}-{re.escape(chr(group[-1][1]))}" for group in groups)


MARKS = _ranges("M", 0x1F000) + "\U000e0100-\U000e01ef"
"""All combining marks."""
INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Format characters inside words, such as soft hyphens and joiners, which search ignores."""
HEBREW = "\u05d0-\u05ea"
QUOTE = rf"(?<=[{HEBREW}])[\"'\u05f3\u05f4\u2019\u201d](?=[{HEBREW}])"
"""A quotation mark in a Hebrew acronym."""
PART = rf"[{_ranges('LMN', 0x10000)}_{INVISIBLE}\U00010000-\U000e01ef]"
"""Characters that may be parts of words. Without `\\w`, Python tests a character in one step."""
RUN = re.compile(rf"{PART}+(?:{QUOTE}{PART}+)*")
ASCII_RUN = re.compile("[0-9A-Za-z_]+")
IGNORED = re.compile(
    rf"[{INVISIBLE}\u0640\ufe00-\ufe0f\U000e0100-\U000e01ef]|(?<=[{HEBREW}])[\"'\u05f3\u05f4\u2019\u201d]"
    r"|(?<![иу])\u0306|(?<!і)\u0308|[\u0300-\u0305\u0307\u0309-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7]"
    r"|[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0730-\u074a\u08d3-\u08ff\u093c\u09bc\u0a3c\u0abc\u0b3c]"
    r"|[\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
)
"""In decomposed text: what search ignores inside words."""
REPLACED = str.maketrans(
    {
        **dict(zip("øđðłıħŋŧĸƒɓɗɖƙɛɔəɣɲʋƴς", "oddlihntkfbddkeoegnvyσ", strict=True)),
        **{"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"},
        **dict.fromkeys("ʹʺʻʼʽʾʿˈꞌꞋ", " "),  # apostrophes that Unicode counts as letters
        **dict(zip("ٱىیےکةەہھۃ", "ايييكههههه", strict=True)),
        **{chr(zero + digit): str(digit) for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xED0, 0x1040, 0x17E0)
           for digit in range(10)},
    }
)  # fmt: skip
"""Letters that Unicode does not decompose, letters with several forms, and the digits of other scripts."""
UNSPACED = (
    "\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u1950-\u19ff\u2e80-\u2fdf\u3005-\u3007\u3031-\u3035\u303b"
    "\u3040-\u30ff\u3100-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uaa60-\uaa7f"
    "\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Characters of scripts in which spaces do not separate words; Korean attaches particles to words."""
PIECE = re.compile(rf"([{UNSPACED}][{UNSPACED}{MARKS}]*)|(?:(?![{UNSPACED}])[^\W_]|[{MARKS}])+")
UNIT = re.compile(rf"[^{MARKS}][{MARKS}]*|[{MARKS}]+")
"""A character with its marks."""
ENCODED = re.compile(rf"[{UNSPACED}{MARKS}]")
CLITICS = tuple(
    re.compile(f"{clitics}(?=[\u0621-\u06d3]{{3}})") for clitics in ("[وف]?[بك]?ال", "[وف]?لل", "[وف]?[بكل]", "[وف]")
)
"""Arabic conjunctions, prepositions and the article, as they are joined to the front of a word."""
ENDINGS = re.compile("(?<=[\u0621-\u06d3]{3})(?:هما|ها|هم|هن|كم|نا)$")
"""Arabic pronouns, and the Persian plural, as they are joined to the end of a word."""
ARABIC = re.compile("[\u0621-\u06d3]+")


class SearchWord(NamedTuple):
    """A word of a text. A `tail` is the last character of an unspaced text, which has no other to pair with."""

    word: str
    tail: bool = False


def search_words(text: str) -> Iterator[SearchWord]:
    """Yield the words of a text in order.

    >>> [word for word, _ in search_words("Côte d’Ivoire–Łódź, 测试文")]
    ['cote', 'd', 'ivoire', 'lodz', '测试', '试文', '文']
    """
    for run in find_runs(text):
        yield from fold_run(run)


def find_runs(text: str) -> list[str]:
    """Return the parts of a text that may be words."""
    return (ASCII_RUN if text.isascii() else RUN).findall(text)


def fold_run(run: str) -> tuple[SearchWord, ...]:
    """Return the words of a part of a text that `find_runs` found."""
    if run.isascii() and run.isalnum():
        return (SearchWord(run.lower()),)
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", run).lower())
    text = unicodedata.normalize("NFC", IGNORED.sub("", text).translate(REPLACED))
    return tuple(word for piece in PIECE.finditer(text) for word in _words(piece))


def _words(piece: re.Match[str]) -> Iterator[SearchWord]:
    if not piece[1]:
        yield SearchWord(piece[0])
        return
    units = UNIT.findall(piece[1])
    for first, second in itertools.pairwise(units):
        yield SearchWord(first + second)
    yield SearchWord(units[-1], tail=len(units) > 1)


def index_key(word: str) -> str:
    """Return a word as Pagefind indexes it.

    Pagefind would remove the vowel signs of words; their characters are therefore written as code points. They begin
    and end with q, which no stemming rule changes.
    """
    if word.isascii() or not ENCODED.search(word):
        return word
    return "".join(f"q{ord(character):x}q" for character in word)


def word_bases(word: str) -> Iterable[str]:
    """Return the forms under which search finds a word: itself, and Arabic words also without clitics.

    Two words match if they have a form in common.

    >>> word_bases("المدرسه")
    ('المدرسه', 'مدرسه')
    """
    if not ARABIC.fullmatch(word):
        return (word,)
    fronts = (word, *(word[match.end() :] for clitics in CLITICS if (match := clitics.match(word))))
    return tuple(dict.fromkeys(form for front in fronts for form in (front, ENDINGS.sub("", front))))
