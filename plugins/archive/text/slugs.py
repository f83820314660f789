"""Slugs: ids and file names of a–z, 0–9 and hyphens, made from names and titles in any script.

The form on the contribute page makes the same ones in the browser, with the same tables: `letters.json` has the scripts
in use today, and `han.json` Chinese characters. `tests/archive/text/make_slug_tables.py` generates them from AnyAscii,
whose whole data would be 130 kB compressed for the browser; these are 12 kB and 32 kB, loaded when a title needs them.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

MAX_TITLE_SLUG = 60
"""Characters of a title's slug, which is cut at the end of a word."""
FALLBACK = "report"
"""The slug of a title without letters and digits."""
HAN = range(0x4E00, 0xA000)
"""Chinese characters of modern texts; the rarer ones of other blocks separate words."""
HANGUL = range(0xAC00, 0xD7A4)
VOWELS, FINALS = 21, 28
"""Parts of Korean syllables, which are in the order of their parts (Unicode Standard, section 3.12)."""
IGNORED = re.compile("['\u2018\u2019\u00ad\u200b-\u200f\u2060\ufeff]")
"""Apostrophes and invisible characters, which are left out and separate no words."""
BLOCK = 256
"""Characters of a block of a table."""
LETTERS_FILE = Path(__file__).with_name("letters.json")
HAN_FILE = Path(__file__).with_name("han.json")
"""The tables: transliterations by block, in hexadecimal, separated by commas; those of Chinese characters apart.

The key `hangul` has the initials, vowels and finals of Korean syllables.
"""


def slugify(name: str) -> str:
    """Return a slug of `name`; empty if it has no letter and no digit.

    >>> slugify("Côte d’Ivoire"), slugify("Битва за Алеппо")
    ('cote-divoire', 'bitva-za-aleppo')
    """
    plain = IGNORED.sub("", unicodedata.normalize("NFKC", name))
    if not plain.isascii():
        plain = "".join(character if character.isascii() else transliterate(character) for character in plain)
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def title_slug(title: str) -> str:
    """Return the slug of a report's title, as its file name has it after the date; never empty."""
    slug = slugify(title)
    if len(slug) > MAX_TITLE_SLUG:
        slug, begun_word = slug[:MAX_TITLE_SLUG], slug[MAX_TITLE_SLUG] != "-"
        slug = slug.rpartition("-")[0] or slug if begun_word else slug
    return slug or FALLBACK


def transliterate(character: str) -> str:
    """Return the ASCII letters of a letter, mark or digit in NFKC; a space for any other character."""
    code = ord(character)
    if code in HANGUL:
        initials, vowels, finals = _table(LETTERS_FILE)["hangul"].split(";")
        syllable = code - HANGUL.start
        parts = (
            (initials, syllable // FINALS // VOWELS),
            (vowels, syllable // FINALS % VOWELS),
            (finals, syllable % FINALS),
        )
        return "".join(names.split(",")[number] for names, number in parts)
    block = _table(HAN_FILE if code in HAN else LETTERS_FILE).get(f"{code // BLOCK:x}")
    return block.split(",")[code % BLOCK] if block else " "


@lru_cache
def _table(file: Path) -> dict[str, str]:
    table: dict[str, str] = json.loads(file.read_text("utf-8"))
    return table
