"""Regions of an event: the smallest region in the registry that certainly contains it."""

from __future__ import annotations

import math
from typing import NamedTuple

from plugins.archive.model.entries import Region
from plugins.importers.registry_builder import RegistryBuilder, other_names, same_name
from plugins.importers.ucdp.ged import GedEvent
from plugins.importers.ucdp.place_names import ALLOWED, CITIES, DIVISION_NOUNS, PlaceName, parse_place, split_name
from plugins.importers.ucdp.place_phrase import COUNTRY, DISTRICT, DIVISION, EXACT, WATERS, place_text, place_words

SAME_PLACE = 0.35
"""Degrees (about 35 km). A namesake in the same division that is farther away is another place."""


class Location(NamedTuple):
    """The smallest region that certainly contains an event, its division, or the country if the division is unknown.

    `place` is where it is within the region, in the words of the row; empty if the row names the region itself.
    """

    region: str
    division: str
    place: str


class RegionLookup(NamedTuple):
    """Finds regions in a registry by name and adds missing countries and divisions."""

    registry: RegistryBuilder

    def location(self, event: GedEvent) -> Location:
        """Return where an event was. A region below the division is returned only for an exactly known place.

        A row without a division is in its country, whatever its words: they may name a border or a road.
        """
        country, words = self.country(event.country), place_words(event)
        if event.place_precision in (COUNTRY, WATERS):
            return Location(country.id, country.id, "" if event.place_precision == COUNTRY else place_text(event))
        is_division = event.place_precision == DIVISION and parse_place(words).level == "division"
        name = event.division or (words if is_division else "")
        section = self.division(country, name) if name else country
        if words in (name, event.country) or self._is_name(section, words):
            return Location(section.id, section.id, "")
        known = self._known(event, words, section) if section is not country else None
        return Location((known or section).id, section.id, "" if known else place_text(event))

    def country(self, name: str) -> Region:
        """Return a country. The name in brackets of `DR Congo (Zaire)` is another name of it."""
        main, old = split_name(name)
        for spelling in filter(None, (name, main, old)):
            if found := self.registry.only("region", spelling, self.registry.regions_named(spelling, "")):
                return found
        entry_id, names = self.registry.free_id("region", main), other_names(main, name, old)
        return self.registry.add("region", Region(id=entry_id, name=main, kind="country", names=names))

    def division(self, country: Region, name: str) -> Region:
        """Return a first-level division. Its kind is part of its name: `Donetsk oblast` is not the city of Donetsk."""
        place = parse_place(name)
        for spelling in dict.fromkeys((name, place.name)):
            children = [r for r in self.registry.regions_named(spelling, country.id) if r.parent == country.id]
            same = [r for r in children if spelling == name or _is_kind(r, place)]
            if found := self.registry.only("region", spelling, same):
                return found
        kind = place.kind if place.level in ("division", "district", "city") else "area"
        entry_id = self.registry.free_id("region", name, country.id)
        return self.registry.add("region", Region(id=entry_id, name=name, kind=kind or "area"))

    def _is_name(self, section: Region, words: str) -> bool:
        """Return whether the words name the whole section: `Homs Governorate`, but not `Homs`, perhaps the city."""
        place = parse_place(words)
        if place.level not in ("division", "district") or not section.parent:
            return not section.parent and same_name(words, section.name)
        spellings = section.spellings()
        return any(same_name(words, each) for each in spellings) or (
            _is_kind(section, place) and any(same_name(place.name, each) for each in spellings)
        )

    def _known(self, event: GedEvent, words: str, section: Region) -> Region | None:
        """Return the registered region that the words name exactly, if the row says that the event was in it."""
        if event.place_precision not in (EXACT, DISTRICT):
            return None
        place = parse_place(words)
        for names in ((words,), (place.name,), (place.name.split(" (")[0],), place.name.split("/")):
            named = (r for name in names for r in self.registry.regions_named(name.strip(), section.id))
            found = {r.id: r for r in named if _is_kind(r, place) and _contains(r, event.coordinates)}
            if found:
                return next(iter(found.values())) if len(found) == 1 else None
        return None


def _is_kind(region: Region, place: PlaceName) -> bool:
    """Return whether a region can be what the last word of a name says, such as a city for `X town`."""
    if place.level == "city":
        return region.kind in (CITIES if region.parent.count("/") == 0 else ALLOWED["settlement"])
    if not place.level:
        return region.kind not in DIVISION_NOUNS
    return region.kind in ALLOWED[place.level]


def _contains(region: Region, point: tuple[float, float] | None) -> bool:
    """Return whether a region may contain `point`. Wide areas and points or regions without coordinates always may."""
    if region.coordinates is None or point is None or region.kind in ("area", *DIVISION_NOUNS):
        return True
    north = region.coordinates[0] - point[0]
    east = (region.coordinates[1] - point[1]) * math.cos(math.radians(point[0]))
    return math.hypot(north, east) <= SAME_PLACE
