# /// script
# requires-python = ">=3.11"
# dependencies = ["brotli==1.2.1", "fonttools==4.68.0"]
# ///
"""Makes the two font files of the social cards from the twelve of the packages; see ORIGIN.md in this folder.

Each file has all scripts, because the renderer can't mix fonts in a run of joined letters, as in Arabic.
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


def subset(font: TTFont, letters: list[int]) -> TTFont:
    """Return a font with only these letters, without hints."""
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


def merge(serif: Path, naskh: Path, weight: int) -> TTFont:
    """Return the font of one weight, from the folders of both packages."""
    parts = [TTFont(serif / f"files/source-serif-4-{part}-{weight}-normal.woff2") for part in SERIF]
    arabic = TTFont(naskh / f"files/noto-naskh-arabic-arabic-{weight}-normal.woff2")
    merger = Merger(MergeOptions(drop_tables=["STAT", "vhea", "vmtx"]))
    merged = merger.merge([as_file(part) for part in (*parts, subset(arabic, ARABIC))])
    return subset(TTFont(as_file(merged), recalcTimestamp=False), sorted(merged.getBestCmap()))


def rename(font: TTFont, weight: int) -> None:
    """Give a font its own name, as the licence requires, and the copyright notices of both."""
    table, style = font["name"], WEIGHTS[weight]
    copyrights = (
        f"{table.getDebugName(0)} Copyright 2022 The Noto Project Authors (https://github.com/notofonts/arabic)"
    )
    table.names = []
    names = {0: copyrights, 1: NAME, 2: "Regular", 4: f"{NAME} {style}", 6: f"{NAME.replace(' ', '')}-{style}"}
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["head"].created = font["head"].modified = 0


def main(serif: Path, naskh: Path, target: Path) -> None:
    """Write the fonts into the folder `target`."""
    for weight in WEIGHTS:
        font = merge(serif, naskh, weight)
        rename(font, weight)
        font.save(target / f"cards-{weight}.ttf")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
