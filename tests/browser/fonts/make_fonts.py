# /// script
# requires-python = ">=3.11"
# dependencies = ["brotli==1.2.1", "fonttools==4.68.0"]
# ///
"""Makes the fonts of the browser tests from the unpacked npm packages; see ORIGIN.md in this folder."""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FILES = {
    "dejavu/DejaVuSans.ttf": "dejavu/package/ttf/DejaVuSans.ttf",
    "dejavu/DejaVuSans-Bold.ttf": "dejavu/package/ttf/DejaVuSans-Bold.ttf",
    "dejavu/DejaVuSansMono.ttf": "dejavu/package/ttf/DejaVuSansMono.ttf",
    "dejavu/DejaVuSerif.ttf": "dejavu/package/ttf/DejaVuSerif.ttf",
    "dejavu/DejaVuSerif-Bold.ttf": "dejavu/package/ttf/DejaVuSerif-Bold.ttf",
    "dejavu/DejaVuSerif-Italic.ttf": "dejavu/package/ttf/DejaVuSerif-Italic.ttf",
    "times/Arimo-Regular.ttf": "arimo/package/files/arimo-latin-400-normal.woff2",
    "times/Arimo-Bold.ttf": "arimo/package/files/arimo-latin-700-normal.woff2",
    "times/Tinos-Regular.ttf": "tinos/package/files/tinos-latin-400-normal.woff2",
    "times/Tinos-Bold.ttf": "tinos/package/files/tinos-latin-700-normal.woff2",
    "times/Tinos-Italic.ttf": "tinos/package/files/tinos-latin-400-italic.woff2",
}
"""The files to make, with the file of a package that each comes from."""
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x2B0, 0x300), *range(0x1E00, 0x1F00)]
ARABIC = [*range(0x600, 0x700), *range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00)]
SYMBOLS = [*range(0x2000, 0x2070), *range(0x20A0, 0x20D0), *range(0x2190, 0x2200), 0x2212, 0x2248]


def subset(source: Path) -> TTFont:
    """Return the font without hints and without letters that the tests do not show."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.hinting = False
    options.layout_features = ["kern", "liga", "init", "medi", "fina", "rlig", "mark", "ccmp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[*LATIN, *ARABIC, *SYMBOLS])
    subsetter.subset(font)
    font.flavor = None
    return font


def main(packages: Path, folder: Path) -> None:
    """Write the fonts into `folder`; `packages` holds one folder for each unpacked package."""
    for name, source in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        subset(packages / source).save(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
