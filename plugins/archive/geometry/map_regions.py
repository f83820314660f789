"""Map regions: the regions that are drawn together on one map.

A region names its geometry by `boundary`: `syr` is all of `boundaries/syr.topo.json`, `syr/SY.HI` one feature of it.
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
from plugins.archive.text.name_keys import similarity_key
from plugins.archive.text.spelling import closest_match


class MapRegion(msgspec.Struct, frozen=True):
    """The content of one map: a region with a boundary, and the nearest regions within it that have one.

    `files` are the names of their geometry files, the region's own first. `digest` changes with the geometry, its
    origins and the names of the regions.
    """

    region: Region
    areas: tuple[Region, ...]
    files: tuple[str, ...]
    digest: bytes


class Boundaries(msgspec.Struct, frozen=True):
    """The geometry files and their origins by file name, and the maps drawn from them by region id.

    `maps` has the map of each region that has one, `wider_maps` the id of the nearest ancestor with a boundary of each
    region with a boundary, and `widest_maps` the widest map of each region on a map, even without a boundary.
    """

    files: Mapping[str, Topology] = {}
    origins: Mapping[str, Origin] = {}
    maps: Mapping[str, MapRegion] = {}
    wider_maps: Mapping[str, str] = {}
    widest_maps: Mapping[str, MapRegion] = {}

    def features(self, boundary: str) -> tuple[Feature, ...]:
        """Return the features of a boundary; empty if there are none, or if several have the same id."""
        name, _, feature_id = boundary.partition("/")
        topology = self.files.get(name)
        if topology is None or not feature_id:
            return topology.features if topology else ()
        found = tuple(feature for feature in topology.features if feature.id == feature_id)
        return found if len(found) == 1 else ()

    def map_for(self, region_id: str) -> MapRegion | None:
        """Return the map that shows a region: its own, or the next wider one; None if it has no boundary."""
        return self.maps.get(region_id) or self.maps.get(self.wider_maps.get(region_id, ""))

    def top_level_maps(self) -> tuple[MapRegion, ...]:
        """Return the maps that are not part of a wider one, in the order of the registry."""
        return tuple(map_region for region, map_region in self.maps.items() if region not in self.wider_maps)


def group_into_maps(
    files: Mapping[str, Topology], origins: Mapping[str, Origin], regions: Mapping[str, Region]
) -> Boundaries:
    """Group regions with boundaries into maps. A region inside another has its own map if it contains others."""
    bounded = {region.id: region for region in regions.values() if region.boundary}
    wider_maps = {region: wider for region in bounded if (wider := _nearest_ancestor(region, bounded))}
    areas: dict[str, list[Region]] = {}
    for region, wider in wider_maps.items():
        areas.setdefault(wider, []).append(bounded[region])
    with_map = [region for region in bounded.values() if region.id in areas or region.id not in wider_maps]
    maps = {region.id: _map_region(region, areas.get(region.id, []), files, origins) for region in with_map}
    widest = ((region, next((ancestor for ancestor in lineage(region) if ancestor in maps), "")) for region in regions)
    return Boundaries(files, origins, maps, wider_maps, {region: maps[name] for region, name in widest if name})


def _nearest_ancestor(region_id: str, bounded: Mapping[str, Region]) -> str:
    return next((ancestor for ancestor in reversed(lineage(region_id)[:-1]) if ancestor in bounded), "")


def _map_region(
    region: Region, areas: list[Region], files: Mapping[str, Topology], origins: Mapping[str, Origin]
) -> MapRegion:
    drawn = [region, *areas]
    names = tuple(dict.fromkeys(part.boundary.partition("/")[0] for part in drawn))
    geometry = [(name, files[name].digest if name in files else b"", origins.get(name)) for name in names]
    content = msgspec.msgpack.encode((geometry, [(part.id, part.name, part.boundary) for part in drawn]))
    return MapRegion(region, tuple(areas), names, hashlib.sha256(content).digest())


def unknown_boundary(boundary: str, files: Mapping[str, Topology]) -> tuple[str, str]:
    """Return what is wrong with a boundary that does not exist, and what to do, with a suggestion if there is one."""
    name, _, feature_id = boundary.partition("/")
    if name not in files:
        near = closest_match(name, files)
        return f"there is no boundaries/{name}.topo.json", f"did you mean '{near}'?" if near else "add the file"
    features = files[name].features
    if Counter(feature.id for feature in features)[feature_id] > 1:
        remedy = "name another one, or give the areas of the file unique ids"
        return f"'{feature_id}' is the id of several areas of '{name}'", remedy
    return f"'{name}' has no area '{feature_id}'", _suggestion(name, feature_id, features)


def _suggestion(name: str, word: str, features: tuple[Feature, ...]) -> str:
    """Suggest the area whose id or name is most similar to `word`."""
    ids = dict(_spellings(features))
    near = closest_match(word, ids)
    if near is None:
        return f"its areas are {', '.join(sorted(ids.values())[:5])} …" if ids else "remove the key"
    feature_id = ids[near]
    return f"did you mean '{name}/{feature_id}'?" + (
        "" if similarity_key(near) == similarity_key(feature_id) else f" ({near})"
    )


def _spellings(features: tuple[Feature, ...]) -> Iterator[tuple[str, str]]:
    for feature in features:
        if feature.id:
            yield from ((spelling, feature.id) for spelling in (feature.name, feature.id) if spelling)
