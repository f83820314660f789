"""Geometry: the folder `boundaries/` read and checked, with what the registry's regions name of it."""

from __future__ import annotations

import contextlib
import posixpath
from collections.abc import Iterator, Mapping
from itertools import islice

import yaml

from plugins.archive import limits
from plugins.archive.files.folder import GEOMETRY_SUFFIX, ORIGINS_FILE, Folder, registry_path
from plugins.archive.geometry.attribution import Origin, read_origins
from plugins.archive.geometry.map_regions import Boundaries, group_into_maps, unknown_boundary
from plugins.archive.geometry.topojson import read_topology
from plugins.archive.model.entries import Region
from plugins.archive.model.registry import Registry
from plugins.archive.problems import Problem
from plugins.archive.schema.front_matter import decode_text
from plugins.archive.schema.positions import find_node
from plugins.archive.schema.reader import Reader, TooManyProblemsError
from plugins.archive.schema.strict_yaml import compose


def load_boundaries(folder: Folder, registry: Registry, problems: list[Problem]) -> Boundaries:
    """Read the geometry of `folder`, noting what is wrong with it and with what regions name of it."""
    paths = {posixpath.basename(path).removesuffix(GEOMETRY_SUFFIX): path for path in folder.boundaries}
    read = {name: read_topology(path, folder.read(path), problems) for name, path in paths.items()}
    files = {name: topology for name, topology in read.items() if topology}
    origins = _origins(folder, paths, problems)
    boundaries = group_into_maps(files, origins, registry.regions)
    _check_regions(folder, registry, boundaries, paths.keys() - files.keys(), problems)
    return boundaries


def _origins(folder: Folder, paths: Mapping[str, str], problems: list[Problem]) -> dict[str, Origin]:
    """Read where the files come from; each must say."""
    before = len(problems)
    data = folder.read(ORIGINS_FILE) if folder.has_file(ORIGINS_FILE) else b""
    text = decode_text(data, ORIGINS_FILE, problems, limits.SITE_BYTES)
    origins = read_origins(ORIGINS_FILE, text, paths, problems) if text else {}
    if len(problems) == before:
        for name in sorted(paths.keys() - origins.keys()):
            what = f"does not say where {name}{GEOMETRY_SUFFIX} comes from"
            problems.append(
                Problem(ORIGINS_FILE, 1, 1, "file", what, f"add '- file: {name}' with its origin and licence")
            )
    return origins


def _check_regions(
    folder: Folder, registry: Registry, boundaries: Boundaries, unread: set[str], problems: list[Problem]
) -> None:
    """Note every boundary of a region that is none, at its place; files that are `unread` may hold it."""
    wrong = dict(islice(_wrong(registry.regions, boundaries, unread), limits.PROBLEMS + 1))  # no more are told of
    if not wrong:
        return
    path = registry_path("region")
    root = compose(
        decode_text(folder.read(path), path, [], limits.REGISTRY_BYTES) or "", path, 0, [], limits.REGISTRY_NODES
    )
    reader = Reader(path, problems=problems)
    with contextlib.suppress(TooManyProblemsError):
        for entry in root.value if isinstance(root, yaml.SequenceNode) else ():
            told = wrong.pop(str(getattr(find_node(entry, ("id",)), "value", "")).strip(), None)
            if told:
                reader.error(find_node(entry, ("boundary",)) or entry, "region.boundary", *told)


def _wrong(
    regions: Mapping[str, Region], boundaries: Boundaries, unread: set[str]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """List the regions whose boundary is none, or another's; or with more areas than a map can show."""
    claimed: dict[str, str] = {}
    for region in regions.values():
        if not region.boundary or region.boundary.partition("/")[0] in unread:
            continue
        if not boundaries.features(region.boundary):
            yield region.id, unknown_boundary(region.boundary, boundaries.files)
        elif other := claimed.get(region.boundary):
            what = f"'{region.boundary}' is the boundary of '{other}' too"
            yield region.id, (what, "an area is that of one region; take it away from one of them")
        elif (land := boundaries.maps.get(region.id)) and len(land.areas) > limits.AREAS:
            what = f"{len(land.areas)} regions within it have a boundary, more than the {limits.AREAS} of one map"
            yield region.id, (what, "give boundaries to regions between them, or to fewer")
        claimed.setdefault(region.boundary, region.id)
