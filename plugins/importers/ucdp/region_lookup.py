"""The gazetteer: which region of the registry a data set's country, division and place mean."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import msgspec

from plugins.archive.model.entries import Region
from plugins.archive.text.spelling import normalize
from plugins.importers.ucdp.place_names import DISTRICTS, DIVISIONS, LANDSCAPES, SETTLEMENTS, Place, bare, read_place
from plugins.importers.ucdp.registry_builder import Ledger, other_names

SAME_PLACE = 0.35
"""Degrees (about 35 km) within which one name in one division is taken for one place; villages share names."""
KINDS = {"governorate": "governorate", "province": "province", "district": "district"}
BY_SORT = {
    **dict.fromkeys(SETTLEMENTS, ("city", "town", "village", "camp")),
    **dict.fromkeys(DISTRICTS, ("district",)),
    **dict.fromkeys(LANDSCAPES, ("area",)),
}
"""The kinds of region that words with a type word may mean: 'X district' is never the town X."""
BRACKETS = re.compile(r"(.+?) \((.+)\)")


class Spot(msgspec.Struct, frozen=True):
    """Where something happened: the finest region known, the division (or country) it counts to, and the words.

    `exact` tells that the words name the region itself, so that nothing is left to say.
    """

    region: str
    section: str
    place: Place
    exact: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Looks places up in a ledger, adding countries and divisions that are missing."""

    ledger: Ledger

    def country(self, name: str) -> Region:
        """Return a country; `DR Congo (Zaire)` has the name in brackets as another name."""
        match = BRACKETS.fullmatch(name)
        spellings = (name, match[1], match[2]) if match else (name,)
        found = [region for spelling in spellings for region in self.ledger.regions_named(spelling, "")]
        if found:
            return found[0]
        main = match[1] if match else name
        entry = Region(
            id=self.ledger.free_id("region", main), name=main, kind="country", names=other_names(main, *spellings)
        )
        self.ledger.add("region", entry)
        return entry

    def division(self, country: Region, name: str) -> Region:
        """Return a first-level division, its type word and spelling whatever they are."""
        place = read_place(name)
        for spelling in (place.text, *place.names()):
            found = [r for r in self.ledger.regions_named(spelling, country.id) if r.parent == country.id]
            if found:
                return found[0]
        main = bare(place)
        kind = KINDS.get(place.sort, "area")
        entry_id = self.ledger.free_id("region", main, country.id)
        entry = Region(id=entry_id, name=main, kind=kind, names=other_names(main, place.text))
        self.ledger.add("region", entry)
        return entry

    def spot(self, country: str, division: str, words: str, point: tuple[float, float]) -> Spot:
        """Return where `words` lie: a region below the division if the registry knows it, else the division."""
        land = self.country(country)
        section = self.division(land, division) if division else land
        if not words:
            return Spot(section.id, section.id, read_place(section.name), exact=True)
        place = read_place(words)
        if self._means(place, section) or self._means(place, land):
            whole = section if self._means(place, section) else land
            return Spot(whole.id, whole.id, place, exact=True)
        known = self._known(place, section.id, point)
        if known is None:
            return Spot(section.id, section.id, place, exact=False)
        return Spot(known.id, "/".join(known.id.split("/")[:2]), place, exact=True)

    def _means(self, place: Place, whole: Region) -> bool:
        """Tell whether the words name a division or country as a whole: `Homs Governorate`, but not `Homs town`."""
        spelt = {normalize(spelling) for spelling in whole.spellings()}
        if whole.parent and place.sort not in DIVISIONS:
            # A bare 'Homs' may be the city; only a division without a place of its name is meant as a whole.
            return (
                not place.sort
                and normalize(place.name) in spelt
                and not self.ledger.regions_named(place.name, whole.id)
            )
        return bool(spelt & {normalize(place.text), normalize(place.name)}) if place.sort in (*DIVISIONS, "") else False

    def _known(self, place: Place, under: str, point: tuple[float, float]) -> Region | None:
        whole = [r for r in self.ledger.regions_named(place.text, under) if _near(r, point)]
        if whole or place.sort in DIVISIONS:
            divisions = [r for r in self.ledger.regions_named(place.name, under) if r.id.count("/") == 1]
            return _best(whole or divisions, place.sort)
        kinds = BY_SORT.get(place.sort, ())
        named = [r for name in place.names() for r in self.ledger.regions_named(name, under)]
        return _best([r for r in named if (not kinds or r.kind in kinds) and _near(r, point)], place.sort)


def _best(found: list[Region], sort: str) -> Region | None:
    """Choose the region of the very sort, else the first found."""
    return next((region for region in found if region.kind == sort), found[0] if found else None)


def _near(region: Region, point: tuple[float, float]) -> bool:
    """Tell whether a region may lie at `point`; a wider area or one without coordinates always may."""
    if region.coordinates is None or region.kind in ("area", "district", "governorate", "province"):
        return True
    north = region.coordinates[0] - point[0]
    east = (region.coordinates[1] - point[1]) * math.cos(math.radians(point[0]))
    return math.hypot(north, east) <= SAME_PLACE
