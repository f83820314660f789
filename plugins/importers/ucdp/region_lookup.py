"""Regions of an event: the registry's regions for the country, division and place of a GED row."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from plugins.archive.model.entries import Region
from plugins.archive.text.name_keys import identity_key
from plugins.importers.ucdp.registry_builder import RegistryBuilder, other_names

SAME_PLACE = 0.35
"""Degrees (about 35 km). A namesake in the same division that is farther away is another place."""
SETTLEMENTS = ("town", "city", "village", "suburb", "camp", "municipality", "neighbourhood", "neighborhood")
STATES = ("state", "region", "department", "county", "oblast", "prefecture", "division", "territory")
DIVISIONS = ("governorate", "province", *STATES)
LANDSCAPES = ("area", "plain", "desert", "valley", "fields", "ruins", "mountains", "forest", "islands", "oasis")
TYPE = re.compile(rf"(.+) ({'|'.join((*SETTLEMENTS, 'district', *DIVISIONS, *LANDSCAPES))})", re.IGNORECASE)
DIRECTION = re.compile(r"(?:north|south|central)?[ -]?(?:east|west)?(?:ern)?|capital|federal|upper|lower", re.I)
DIVISION_KINDS = ("governorate", "province", "district")
KINDS = {
    **dict.fromkeys(SETTLEMENTS, ("city", "town", "village", "camp")),
    **dict.fromkeys(LANDSCAPES, ("area",)),
    "district": ("district",),
}
"""The kinds of region that a type word allows: `X district` is never the town X."""
BRACKETS = re.compile(r"(.+?) \((.+)\)")


class PlaceName(NamedTuple):
    """The words for a place. `type` is the type word at the end, in lower case; `name` is the part before it.

    `spellings` are the name and each part of `A/B` or `A (B)`.
    """

    text: str
    name: str
    type: str
    spellings: tuple[str, ...]


class Location(NamedTuple):
    """The smallest region known to contain an event, and its division, or the country if the division is unknown.

    `exact` is whether the row's words name the region itself.
    """

    region: str
    division: str
    exact: bool


def parse_place(words: str) -> PlaceName:
    """Split the words for a place into name and type."""
    match = TYPE.fullmatch(words)
    name, kind = (match[1], match[2].lower()) if match else (words, "")
    spellings = (name, *(part.strip(" )") for part in re.split(r"[/(]", name)))
    return PlaceName(words, name, kind, tuple(dict.fromkeys(filter(None, spellings))))


class RegionLookup(NamedTuple):
    """Finds regions in a registry by name and adds missing countries and divisions."""

    registry: RegistryBuilder

    def country(self, name: str) -> Region:
        """Return a country. The name in brackets of `DR Congo (Zaire)` is another name of it."""
        match = BRACKETS.fullmatch(name)
        main, *others = (match[1], name, match[2]) if match else (name,)
        for spelling in (name, main, *others):
            if found := self.registry.only("region", spelling, self.registry.regions_named(spelling, "")):
                return found
        entry_id, names = self.registry.free_id("region", main), other_names(main, *others)
        return self.registry.add("region", Region(id=entry_id, name=main, kind="country", names=names))

    def division(self, country: Region, name: str) -> Region:
        """Return a first-level division, with or without its type word and in any spelling."""
        place = parse_place(name)
        for spelling in (place.text, *place.spellings):
            named = [r for r in self.registry.regions_named(spelling, country.id) if r.parent == country.id]
            if found := self.registry.only("region", spelling, named):
                return found
        main = place.text if DIRECTION.fullmatch(place.name) else place.name
        kind = place.type if place.type in DIVISION_KINDS else "area"
        entry_id, names = self.registry.free_id("region", main, country.id), other_names(main, place.text)
        return self.registry.add("region", Region(id=entry_id, name=main, kind=kind, names=names))

    def location(self, country: str, division: str, words: str, point: tuple[float, float]) -> Location:
        """Return where `words` are: a region below the division if the registry has it, else the division."""
        root = self.country(country)
        section = self.division(root, division) if division else root
        place = parse_place(words)
        for whole in (section, root):
            if not words or self._names_whole(place, whole):
                return Location(whole.id, whole.id, exact=True)
        known = self._known(place, section.id, point)
        if known is None:
            return Location(section.id, section.id, exact=False)
        return Location(known.id, "/".join(known.id.split("/")[:2]), exact=True)

    def _names_whole(self, place: PlaceName, whole: Region) -> bool:
        """Return whether the words name a whole division or country: `Homs Governorate`, but not `Homs town`."""
        names = {identity_key(spelling) for spelling in whole.spellings()}
        if place.type in DIVISIONS or not (whole.parent or place.type):
            return bool(names & {identity_key(place.text), identity_key(place.name)})
        # 'Homs' without a type word may be the city. It is the division only if that has no place of this name.
        return (
            not place.type
            and identity_key(place.name) in names
            and not self.registry.regions_named(place.name, whole.id)
        )

    def _known(self, place: PlaceName, under: str, point: tuple[float, float]) -> Region | None:
        same = [r for r in self.registry.regions_named(place.text, under) if _is_near(r, point)]
        if same or place.type in DIVISIONS:
            divisions = [r for r in self.registry.regions_named(place.name, under) if r.id.count("/") == 1]
            return _best(same or divisions, place.type)
        kinds = KINDS.get(place.type, ())
        named = [r for name in place.spellings for r in self.registry.regions_named(name, under)]
        return _best([r for r in named if (not kinds or r.kind in kinds) and _is_near(r, point)], place.type)


def _best(found: list[Region], kind: str) -> Region | None:
    """Return the only region, or the only one of this kind; None if several regions are possible."""
    regions = {region.id: region for region in found}
    same = [region for region in regions.values() if region.kind == kind] or list(regions.values())
    return same[0] if len(same) == 1 else None


def _is_near(region: Region, point: tuple[float, float]) -> bool:
    """Return whether a region may contain `point`. Wide areas and regions without coordinates always may."""
    if region.coordinates is None or region.kind in ("area", *DIVISION_KINDS):
        return True
    north = region.coordinates[0] - point[0]
    east = (region.coordinates[1] - point[1]) * math.cos(math.radians(point[0]))
    return math.hypot(north, east) <= SAME_PLACE
