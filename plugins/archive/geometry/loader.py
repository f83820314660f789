"""Loader: the folder `boundaries/`, read and checked against the boundaries that regions name."""

from __future__ import annotations

import contextlib
import posixpath
from collections.abc import Iterator, Mapping
from itertools import islice

from plugins.archive import limits
from plugins.archive.files.folder import GEOMETRY_SUFFIX, ORIGINS_FILE, Folder, registry_path
from plugins.archive.geometry.attribution import Origin, read_origins
from plugins.archive.geometry.map_regions import Boundaries, group_into_maps, unknown_boundary
from plugins.archive.geometry.topojson import read_topology
from plugins.archive.model.entries import Region
from plugins.archive.model.registry import Registry, entry_nodes
from plugins.archive.problems import Problem
from plugins.archive.schema.front_matter import decode_text
from plugins.archive.schema.positions import find_node
from plugins.archive.schema.reader import Reader, TooManyProblemsError


def load_boundaries(folder: Folder, registry: Registry, problems: list[Problem]) -> Boundaries:
    """Read the geometry of `folder`, and add its problems and those of the regions' boundaries."""
    paths = {posixpath.basename(path).removesuffix(GEOMETRY_SUFFIX): path for path in folder.boundaries}
    read = {name: read_topology(path, folder.read(path), problems) for name, path in paths.items()}
    files = {name: topology for name, topology in read.items() if topology}
    origins = _read_origins(folder, paths, problems)
    boundaries = group_into_maps(files, origins, registry.regions)
    _check_regions(folder, registry, boundaries, paths.keys() - files.keys(), problems)
    return boundaries


def _read_origins(folder: Folder, paths: Mapping[str, str], problems: list[Problem]) -> dict[str, Origin]:
    """Read the origins of the files, and add a problem for each file without one."""
    before = len(problems)
    data = folder.read(ORIGINS_FILE) if folder.has_file(ORIGINS_FILE) else b""
    text = decode_text(data, ORIGINS_FILE, problems, limits.SITE_BYTES)
    origins = read_origins(ORIGINS_FILE, text, paths, problems) if text else {}
    if len(problems) == before:
        for name in sorted(paths.keys() - origins.keys()):
            what, remedy = f"has no origin of {name}{GEOMETRY_SUFFIX}", f"add '- file: {name}' with origin and licence"
            problems.append(Problem(ORIGINS_FILE, 1, 1, "file", what, remedy))
    return origins


def _check_regions(
    folder: Folder, registry: Registry, boundaries: Boundaries, unreadable: set[str], problems: list[Problem]
) -> None:
    """Add a problem for each wrong boundary at its position in the registry. Skip boundaries in `unreadable` files."""
    # Suggestions are expensive, so stop at the limit.
    wrong = dict(islice(_wrong_boundaries(registry.regions, boundaries, unreadable), limits.PROBLEMS + 1))
    if not wrong:
        return
    path = registry_path("region")
    nodes = entry_nodes(path, decode_text(folder.read(path), path, [], limits.REGISTRY_BYTES) or "")
    reader = Reader(path, problems=problems)
    with contextlib.suppress(TooManyProblemsError):
        for region_id, fault in wrong.items():
            node = nodes[region_id]
            reader.error(find_node(node, ("boundary",)) or node, "region.boundary", *fault)


def _wrong_boundaries(
    regions: Mapping[str, Region], boundaries: Boundaries, unreadable: set[str]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """List the regions with an unknown, duplicate or too large boundary: the id, and what is wrong and what to do."""
    owners: dict[str, str] = {}
    for region in regions.values():
        if not region.boundary or region.boundary.partition("/")[0] in unreadable:
            continue
        if not boundaries.features(region.boundary):
            yield region.id, unknown_boundary(region.boundary, boundaries.files)
        elif owner := owners.get(region.boundary):
            what = f"'{region.boundary}' is already the boundary of '{owner}'"
            yield region.id, (what, "remove it from one of the two")
        elif (map_region := boundaries.maps.get(region.id)) and len(map_region.areas) > limits.AREAS:
            what = f"{len(map_region.areas)} regions within it have a boundary; a map has at most {limits.AREAS}"
            yield region.id, (what, "give boundaries to regions between them, or to fewer regions")
        owners.setdefault(region.boundary, region.id)
