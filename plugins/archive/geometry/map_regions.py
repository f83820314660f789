"""Boundaries: the geometry of an archive's regions, and which of them are drawn together.

A region names its geometry by `boundary`: `syr` is all that is in `boundaries/syr.topo.json`, `syr/SY.HI` one feature.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from plugins.archive.geometry.attribution import Origin
from plugins.archive.geometry.topojson import Feature, Topology
from plugins.archive.model.entries import Region
from plugins.archive.model.registry import lineage
from plugins.archive.text.spelling import closest_match, normalize


class MapRegion(msgspec.Struct, frozen=True):
    """What is drawn as one map: a region with a boundary, and the nearest regions below it that have one.

    `files` names the geometry that it is drawn of, the region's own first; `digest` stands for all of it, for where it
    comes from, and for the names of the regions.
    """

    region: Region
    areas: tuple[Region, ...]
    files: tuple[str, ...]
    digest: bytes


class Boundaries(msgspec.Struct, frozen=True):
    """The geometry of an archive by the names of its files, where it comes from, and the maps that it makes.

    `lands` maps each region to the map that is its own, `around` each region with a boundary to the next wider map,
    `countries` every region that lies on a map to the widest, whether or not it has a boundary itself.
    """

    files: Mapping[str, Topology] = {}
    origins: Mapping[str, Origin] = {}
    maps: Mapping[str, MapRegion] = {}
    wider_maps: Mapping[str, str] = {}
    widest_maps: Mapping[str, MapRegion] = {}

    def features(self, boundary: str) -> tuple[Feature, ...]:
        """Return the features that a boundary names; empty when there are none, or the id is that of several."""
        name, _, feature_id = boundary.partition("/")
        topology = self.files.get(name)
        if topology is None or not feature_id:
            return topology.features if topology else ()
        found = tuple(feature for feature in topology.features if feature.id == feature_id)
        return found if len(found) == 1 else ()

    def map_for(self, region_id: str) -> MapRegion | None:
        """Return the map on which a region is shown: its own, else the one around it; None when it has no boundary."""
        return self.maps.get(region_id) or self.maps.get(self.wider_maps.get(region_id, ""))

    def top_level_maps(self) -> tuple[MapRegion, ...]:
        """Return the maps that lie on no wider one, in the order of the registry."""
        return tuple(land for region, land in self.maps.items() if region not in self.wider_maps)


def group_into_maps(
    files: Mapping[str, Topology], origins: Mapping[str, Origin], regions: Mapping[str, Region]
) -> Boundaries:
    """Tell which regions with a boundary make one map; a region within another's area has a map if others are in it."""
    bounded = {region.id: region for region in regions.values() if region.boundary}
    around = {region: wider for region in bounded if (wider := _wider(region, bounded))}
    inner: dict[str, list[Region]] = {}
    for region, wider in around.items():
        inner.setdefault(wider, []).append(bounded[region])
    own = [region for region in bounded.values() if region.id in inner or region.id not in around]
    lands = {region.id: _land(region, inner.get(region.id, []), files, origins) for region in own}
    widest = ((region, next((part for part in lineage(region) if part in lands), "")) for region in regions)
    return Boundaries(files, origins, lands, around, {region: lands[name] for region, name in widest if name})


def _wider(region_id: str, bounded: Mapping[str, Region]) -> str:
    """Return the nearest region around this one that has a boundary; empty when there is none."""
    return next((part for part in reversed(lineage(region_id)[:-1]) if part in bounded), "")


def _land(
    region: Region, areas: list[Region], files: Mapping[str, Topology], origins: Mapping[str, Origin]
) -> MapRegion:
    shown = [region, *areas]
    names = tuple(dict.fromkeys(one.boundary.partition("/")[0] for one in shown))
    geometry = [(name, files[name].digest if name in files else b"", origins.get(name)) for name in names]
    said = msgspec.msgpack.encode((geometry, [(one.id, one.name, one.boundary) for one in shown]))
    return MapRegion(region, tuple(areas), names, hashlib.sha256(said).digest())


def unknown_boundary(boundary: str, files: Mapping[str, Topology]) -> tuple[str, str]:
    """Return what is wrong with a boundary that names nothing, and what to do: name what it may have meant."""
    name, _, feature_id = boundary.partition("/")
    if name not in files:
        near = closest_match(name, files)
        return f"there is no boundaries/{name}.topo.json", f"did you mean '{near}'?" if near else "add the file"
    features = files[name].features
    if Counter(feature.id for feature in features)[feature_id] > 1:
        return f"'{feature_id}' is the id of several areas of '{name}'", "name another, or give the file ids of its own"
    return f"'{name}' has no area '{feature_id}'", _meant(name, feature_id, features)


def _meant(name: str, word: str, features: tuple[Feature, ...]) -> str:
    """Say which of a file's areas a word may have meant, by id or by name."""
    spelt = dict(_spellings(features))
    near = closest_match(word, spelt)
    if near is None:
        return f"its areas are {', '.join(sorted(spelt.values())[:5])} …" if spelt else "take the key away"
    feature_id = spelt[near]
    return f"did you mean '{name}/{feature_id}'?" + ("" if normalize(near) == normalize(feature_id) else f" ({near})")


def _spellings(features: tuple[Feature, ...]) -> Iterator[tuple[str, str]]:
    for feature in features:
        if feature.id:
            yield from (
                ((feature.name, feature.id), (feature.id, feature.id)) if feature.name else ((feature.id, feature.id),)
            )
