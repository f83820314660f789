"""Whereabouts: the words that tell a reader where something happened, as exactly as the data set knows it.

`where_prec` of UCDP: 1 the place itself, 2 within about 25 km of it, 3 a district, 4 a division, 5 a stretch or area
that has no borders of its own, 6 the country, 7 waters or airspace.
"""

from __future__ import annotations

import re

from plugins.archive.model.entries import Region
from plugins.archive.text.spelling import normalize
from plugins.importers.ucdp.place_names import LANDSCAPES, SETTLEMENTS, Place, without_direction
from plugins.importers.ucdp.region_lookup import Spot

NEARBY = 2
FACILITY = re.compile(
    r"(?:air)?base|plant|station|checkpoint|crossing|prison|dam|bridge|hospital|barracks|port|camp|fields?|ruins"
    r"|refinery|mine|pass|junction|university|border",
    re.IGNORECASE,
)
AIRPORT = re.compile(r"air(?:port|field|strip)", re.IGNORECASE)
WITH_ARTICLE = re.compile(r"(?:basin|pocket|area|desert|valley|mountains|plain|islands|strip|peninsula)", re.IGNORECASE)
ROAD = re.compile(r"(?:road|highway|route|border|area) (?:between|from|to|of|near|along)\b.*", re.IGNORECASE)


def whereabouts(spot: Spot, region: Region, section: Region, precision: int | None) -> str:
    """Return a phrase with its preposition: `near Al-Rastan`, `in the village of Kissin`, `somewhere in Syria`."""
    if spot.exact:
        return _known(region, precision)
    return _unknown(spot.place, section, precision)


def _known(region: Region, precision: int | None) -> str:
    if region.id.count("/") < 2:
        return f"somewhere in {division_name(region)}"
    if region.kind == "area" or WITH_ARTICLE.fullmatch(region.name.split()[-1]):
        place = with_article(region.name)
        return f"in or around {place}" if precision == NEARBY else f"in {place}"
    if region.kind == "district" and "district" not in region.name.lower():
        return f"in the district of {region.name}"
    return f"{_in_or_near(precision)} {region.name}"


def division_name(region: Region) -> str:
    """Return a division with the word for its kind, unless its name has it: `the governorate of Homs`."""
    if not region.parent or region.kind not in ("governorate", "province", "district"):
        return with_article(region.name) if WITH_ARTICLE.fullmatch(region.name.split()[-1]) else region.name
    named = region.kind in region.name.lower()
    return region.name if named else f"the {region.kind} of {region.name}"


def _unknown(place: Place, section: Region, precision: int | None) -> str:
    if place.sort in SETTLEMENTS:
        if place.sort == "city" and normalize(place.name) in map(normalize, section.spellings()):
            return f"{_in_or_near(precision)} {section.name}"
        return f"{_in_or_near(precision)} the {place.sort} of {place.shown}"
    if place.sort == "district":
        return f"in the district of {place.shown}"
    if ROAD.fullmatch(place.text):
        return f"{'along' if precision == NEARBY else 'on'} the {place.text[0].lower()}{place.text[1:]}"
    return _landscape(place, section, precision)


def _landscape(place: Place, section: Region, precision: int | None) -> str:
    direction, rest = without_direction(place.name)
    if direction and normalize(rest) in map(normalize, section.spellings()):
        return f"in {direction} {section.name}"
    last = re.sub(r"\s*\(.*", "", place.text).split()[-1:]
    word = last[0] if last else ""
    if AIRPORT.fullmatch(word):
        return f"{'near' if precision == NEARBY else 'at'} {place.text}"
    if FACILITY.fullmatch(word):
        return f"{'near' if precision == NEARBY else 'at'} {with_article(place.text)}"
    if place.sort in LANDSCAPES:
        usual = "on" if place.sort == "plain" else "in"
        return f"{'in or around' if precision == NEARBY else usual} {with_article(place.text)}"
    return f"{_in_or_near(precision)} {place.shown if place.sort == '' else place.text}"


def with_article(name: str) -> str:
    """Put `the` before a name, unless it has it."""
    return name if name.lower().startswith("the ") else f"the {name}"


def _in_or_near(precision: int | None) -> str:
    return "near" if precision == NEARBY else "in"
