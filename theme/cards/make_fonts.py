# /// script
# requires-python = ">=3.11"
# dependencies = ["brotli==1.2.1", "fonttools==4.68.0"]
# ///
"""Makes the cards' two font files of the packages' twelve; see ORIGIN.md beside it.

One file holds every script, for the renderer mixes fonts within a line only where no letters join, as Arabic ones do.
"""

import sys
from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger
from fontTools.merge import Options as MergeOptions
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

NAME = "Sitrep Cards"
WEIGHTS = {400: "Regular", 600: "SemiBold"}
SERIF = ("latin", "latin-ext", "greek", "cyrillic", "vietnamese")
ARABIC = [*range(0x600, 0x700), *range(0x750, 0x780), *range(0x200C, 0x200F)]
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "init", "medi", "fina", "isol", "rlig", "liga", "calt", "curs"]


def less(font: TTFont, letters: list[int]) -> TTFont:
    """Return a font with these letters alone, without hints."""
    subsetter = Subsetter(Options(layout_features=FEATURES, hinting=False))
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    return font


def as_file(font: TTFont) -> BytesIO:
    """Return a font as a file that can be merged."""
    data = BytesIO()
    font.flavor = None
    font.save(data)
    data.seek(0)
    return data


def make(serif: Path, naskh: Path, weight: int) -> TTFont:
    """Return the font of one weight, from the folders of both packages."""
    parts = [TTFont(serif / f"files/source-serif-4-{part}-{weight}-normal.woff2") for part in SERIF]
    arabic = TTFont(naskh / f"files/noto-naskh-arabic-arabic-{weight}-normal.woff2")
    merger = Merger(MergeOptions(drop_tables=["STAT", "vhea", "vmtx"]))
    whole = merger.merge([as_file(part) for part in (*parts, less(arabic, ARABIC))])
    return less(TTFont(as_file(whole), recalcTimestamp=False), sorted(whole.getBestCmap()))


def rename(font: TTFont, weight: int) -> None:
    """Give a font its own name, as its licence asks, and the copyright of both."""
    table, style = font["name"], WEIGHTS[weight]
    rights = f"{table.getDebugName(0)} Copyright 2022 The Noto Project Authors (https://github.com/notofonts/arabic)"
    table.names = []
    words = {0: rights, 1: NAME, 2: "Regular", 4: f"{NAME} {style}", 6: f"{NAME.replace(' ', '')}-{style}"}
    for number, text in words.items():
        table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["head"].created = font["head"].modified = 0


def main(serif: Path, naskh: Path, target: Path) -> None:
    """Write the fonts into the folder `target`."""
    for weight in WEIGHTS:
        font = make(serif, naskh, weight)
        rename(font, weight)
        font.save(target / f"cards-{weight}.ttf")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
