"""Generates the tables of `slugs.py` from AnyAscii: `python -m tests.archive.text.make_slug_tables`.

They have the letters, marks and digits of the scripts in use today. All other characters separate words.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator

from anyascii import anyascii

from plugins.archive.text.slugs import BLOCK, FINALS, HAN, HAN_FILE, HANGUL, LETTERS_FILE, VOWELS

INITIALS = len(HANGUL) // VOWELS // FINALS
LETTERS = (
    range(0x80, 0x3400),
    range(0xA000, 0xAC00),
    range(0xFB00, 0x10000),
    range(0x104B0, 0x10500),  # Osage
    range(0x10D00, 0x10D40),  # Hanifi Rohingya
    range(0x11100, 0x11150),  # Chakma
    range(0x1E900, 0x1E960),  # Adlam
)
"""The scripts in use, except Chinese characters and Korean syllables."""
SEPARATOR = " "


def ascii_letters(code: int) -> str:
    """Return the lower-case ASCII letters and digits of a letter, mark or digit, and SEPARATOR for other characters."""
    character = chr(code)
    if character.isascii() or unicodedata.category(character)[0] not in "LMN":
        return SEPARATOR
    return "".join(re.findall("[a-z0-9]+", anyascii(character).lower()))


def blocks(parts: Iterable[range]) -> Iterator[tuple[str, str]]:
    """List the blocks of a table that have a letter of `parts`."""
    codes = {code for part in parts for code in part}
    for block in sorted({code // BLOCK for code in codes}):
        row = range(block * BLOCK, (block + 1) * BLOCK)
        names = [ascii_letters(code) if code in codes else SEPARATOR for code in row]
        if set(names) != {SEPARATOR}:
            yield f"{block:x}", ",".join(names)


def hangul_parts() -> str:
    """Return the names of the initials, vowels and finals; a syllable's name consists of those of its parts."""

    def name(initial: int, vowel: int, final: int) -> str:
        return ascii_letters(HANGUL.start + (initial * VOWELS + vowel) * FINALS + final)

    n = name(2, 0, 0)[0]  # the syllable 'na'
    initials = [name(number, 0, 0).removesuffix("a") for number in range(INITIALS)]
    vowels = [name(2, number, 0).removeprefix(n) for number in range(VOWELS)]
    finals = [name(2, 0, number).removeprefix(f"{n}a") for number in range(FINALS)]
    return ";".join(map(",".join, (initials, vowels, finals)))


def main() -> None:
    for file, table in (
        (LETTERS_FILE, {**dict(blocks(LETTERS)), "hangul": hangul_parts()}),
        (HAN_FILE, dict(blocks([HAN]))),
    ):
        file.write_text(json.dumps(table, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
