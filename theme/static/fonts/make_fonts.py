# /// script
# requires-python = ">=3.11"
# dependencies = ["brotli==1.2.1", "fonttools==4.68.0"]
# ///
"""Makes the theme's two font files from the four of the package; see ORIGIN.md in this folder.

The package splits each style into Latin and Latin Extended. A page with a transliterated name would load both files, so
each style is merged, then reduced to the letters and weights that the theme uses.
"""

import sys
import unicodedata
from pathlib import Path

from fontTools.otlLib.maxContextCalc import maxCtxFont
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.hvar import add_HVAR
from fontTools.varLib.instancer import instantiateVariableFont

NAME = "Sitrep Serif"
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180)]
TRANSLITERATION = [ord(sign) for sign in "ʿʾʼʹʺǦǧǨǩȘșȚțḌḍḎḏḐḑḠḡḤḥḪḫḲḳḴḵḶḷṀṁṂṃṄṅṆṇṚṛṠṡṢṣṪṫṬṭṮṯẀẁẂẃẄẅẎẏẒẓẔẕẞ"]
SIGNS = [ord(sign) for sign in "‐‑–—‘’‚“”„†‡•…‰′″‹›⁄€™−×÷≈\u2009\u202f"]
ROMAN, ITALIC = (400, 700), 400
"""Weights: a range for roman; one for italic, which only titles of works and emphasis use."""
FEATURES = ["kern", "liga", "tnum", "mark", "ccmp"]


def merge(latin: TTFont, extended: TTFont) -> TTFont:
    """Return `latin` with the letters that only `extended` has, kerned like their base letters."""
    theirs, ours = extended.getBestCmap(), dict(latin.getBestCmap())
    wanted = {code: name for code, name in theirs.items() if code not in ours}
    order = latin.getGlyphOrder()
    named = {name: f"ext.{name}" for name in extended.getGlyphOrder()}
    glyf, metrics, variations = latin["glyf"], latin["hmtx"], latin["gvar"].variations
    for name, new in named.items():
        glyph = extended["glyf"][name]
        if glyph.isComposite():
            for part in glyph.components:
                part.glyphName = named[part.glyphName]
        glyf.glyphs[new] = glyph
        metrics.metrics[new] = extended["hmtx"][name]
        variations[new] = extended["gvar"].variations.get(name, [])
    latin.setGlyphOrder([*order, *named.values()])
    glyf.glyphOrder = latin.getGlyphOrder()
    for table in latin["cmap"].tables:
        if table.isUnicode():
            table.cmap.update({code: named[name] for code, name in wanted.items() if code <= 0xFFFF})
    kern(latin, {named[name]: base_glyph(code, ours) for code, name in wanted.items()})
    del latin["HVAR"]
    return latin


def base_glyph(code: int, names: dict[int, str]) -> str:
    """Return the glyph of a letter without its marks; empty if there is none."""
    return names.get(ord(unicodedata.normalize("NFD", chr(code))[0]), "")


def kern(font: TTFont, like: dict[str, str]) -> None:
    """Add new glyphs to the kerning classes of the glyphs in `like`."""
    tables = [table for lookup in font["GPOS"].table.LookupList.Lookup for table in lookup.SubTable]
    tables = [getattr(table, "ExtSubTable", table) for table in tables]
    for table in (one for one in tables if one.LookupType == 2 and one.Format == 2):
        covered = set(table.Coverage.glyphs)
        for new, old in like.items():
            if old in covered:
                table.Coverage.glyphs.append(new)
                if old in table.ClassDef1.classDefs:
                    table.ClassDef1.classDefs[new] = table.ClassDef1.classDefs[old]
            if old in table.ClassDef2.classDefs:
                table.ClassDef2.classDefs[new] = table.ClassDef2.classDefs[old]
        table.Coverage.glyphs.sort(key=font.getGlyphID)


def subset(font: TTFont, weights: tuple[int, int] | int) -> TTFont:
    """Return the font with only the letters, features and weights that are used."""
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[*LATIN, *TRANSLITERATION, *SIGNS])
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wght": weights})
    if "gvar" in font:
        add_HVAR(font)
    font["OS/2"].usMaxContext = maxCtxFont(font)
    return font


def rename(font: TTFont) -> TTFont:
    """Return the font with another name, because its licence reserves `Source` for the unchanged font."""
    names = font["name"]
    for record in list(names.names):
        if record.nameID in (1, 3, 4, 6):
            words = NAME.replace(" ", "") if record.nameID == 6 else NAME
            names.setName(words, record.nameID, record.platformID, record.platEncID, record.langID)
    return font


def main(package: Path, folder: Path) -> None:
    """Write the files into `folder`, from the unpacked `package`."""
    for style, name, weights in (("normal", "sitrep-serif", ROMAN), ("italic", "sitrep-serif-italic", ITALIC)):
        parts = (package / f"files/source-serif-4-{part}-wght-{style}.woff2" for part in ("latin", "latin-ext"))
        merged = merge(*(TTFont(part, lazy=False, recalcTimestamp=False) for part in parts))
        font = rename(subset(merged, weights))
        font.flavor = "woff2"
        font.save(folder / f"{name}.woff2")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
