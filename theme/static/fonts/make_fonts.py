# /// script
# requires-python = ">=3.11"
# dependencies = ["brotli==1.2.1", "fonttools==4.68.0"]
# ///
"""Makes the theme's two font files of the package's four; see ORIGIN.md beside it.

The package splits each style into Latin and Latin Extended. A page in Latin letters with one name in transliteration
would load both, so each style is put together again, with the letters that are needed and the weights that are used.
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
"""Weights: a range for the roman; for the italic, which is used for titles of works and emphasis only, one."""
FEATURES = ["kern", "liga", "tnum", "mark", "ccmp"]


def joined(latin: TTFont, extended: TTFont) -> TTFont:
    """Return `latin` with the letters that only `extended` has, kerned like the plain letters they are made from."""
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
    kern(latin, {named[name]: plain(code, ours) for code, name in wanted.items()})
    del latin["HVAR"]
    return latin


def plain(code: int, names: dict[int, str]) -> str:
    """Return the glyph of the letter that a letter with marks begins with; nothing where there is none."""
    return names.get(ord(unicodedata.normalize("NFD", chr(code))[0]), "")


def kern(font: TTFont, like: dict[str, str]) -> None:
    """Put new glyphs into the kerning classes of those that they are like."""
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


def smaller(font: TTFont, weights: tuple[int, int] | int) -> TTFont:
    """Return the font with the letters, features and weights that are used."""
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


def renamed(font: TTFont) -> TTFont:
    """Return the font under a name of our own: its licence keeps `Source` for what is not changed."""
    names = font["name"]
    for record in list(names.names):
        if record.nameID in (1, 3, 4, 6):
            words = NAME.replace(" ", "") if record.nameID == 6 else NAME
            names.setName(words, record.nameID, record.platformID, record.platEncID, record.langID)
    return font


def main(package: Path, folder: Path) -> None:
    """Write the files into `folder` from those of the unpacked `package`."""
    for style, name, weights in (("normal", "sitrep-serif", ROMAN), ("italic", "sitrep-serif-italic", ITALIC)):
        parts = (package / f"files/source-serif-4-{part}-wght-{style}.woff2" for part in ("latin", "latin-ext"))
        whole = joined(*(TTFont(part, lazy=False, recalcTimestamp=False) for part in parts))
        font = renamed(smaller(whole, weights))
        font.flavor = "woff2"
        font.save(folder / f"{name}.woff2")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
