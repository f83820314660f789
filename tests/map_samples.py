"""Made-up countries as TopoJSON, in which neighbours share their lines, and archives that use them."""

import json
from collections.abc import Mapping
from math import sin
from pathlib import Path
from typing import Any

import msgspec

from plugins.archive.archive import Archive
from plugins.archive.geometry.attribution import Origin
from plugins.archive.geometry.map_regions import Boundaries, group_into_maps
from plugins.archive.geometry.topojson import Topology, read_topology
from plugins.archive.model.entries import Region
from plugins.archive.model.registry import Registry
from plugins.archive.model.report import Report
from plugins.archive.model.site import Licence
from tests.samples import REGISTRY, archive

Coordinates = tuple[float, float]
ORIGIN = Origin("land", "Made up 1.0", Licence("CC0"), "https://example.org/land")


def country(columns: int, rows: int = 1, points: int = 0, west: float = 10, south: float = 50) -> dict[str, Any]:
    """Return a country of `columns` × `rows` squares of one degree, with ids `A.0`, `A.1` … in rows from the south.

    Each side of a square is one wavy arc of `points` points, which both neighbours use.
    """
    arcs: list[list[Coordinates]] = []
    sides: dict[tuple[Coordinates, Coordinates], int] = {}

    def side(start: Coordinates, end: Coordinates) -> int:
        if (end, start) in sides:
            return ~sides[end, start]
        if (start, end) not in sides:
            sides[start, end] = len(arcs)
            arcs.append(wavy_line(start, end, points))
        return sides[start, end]

    geometries: list[dict[str, Any]] = []
    for row in range(rows):
        for column in range(columns):
            x, y = west + column, south + row
            corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
            ring = [side(corners[n], corners[(n + 1) % 4]) for n in range(4)]
            name = f"Area {len(geometries)}"
            geometries.append(
                {"type": "Polygon", "id": f"A.{len(geometries)}", "properties": {"name": name}, "arcs": [ring]}
            )
    objects = {"land": {"type": "GeometryCollection", "geometries": geometries}}
    return {"type": "Topology", "objects": objects, "arcs": arcs}


def wavy_line(start: Coordinates, end: Coordinates, points: int) -> list[Coordinates]:
    """Return a wavy line with `points` points between its ends."""
    (ax, ay), (bx, by) = start, end
    line = [start]
    for n in range(1, points + 1):
        share, aside = n / (points + 1), 0.06 * sin(n * 2.4)
        line.append((ax + (bx - ax) * share + (by - ay) * aside, ay + (by - ay) * share - (bx - ax) * aside))
    return [*line, end]


def sample_topology(document: dict[str, Any], path: str = "boundaries/land.topo.json") -> Topology:
    """Return the topology of a country; it has no problems."""
    problems: list[Any] = []
    topology = read_topology(path, json.dumps(document).encode(), problems)
    assert problems == []
    assert topology
    return topology


def archive_with_boundaries(
    boundary: Mapping[str, str], *reports: Report, document: dict[str, Any] | None = None
) -> Archive:
    """Return an archive with a boundary per region name; `land/A.0` is one area of the file, `land` is all of it."""
    regions = {
        key: msgspec.structs.replace(region, boundary=boundary.get(key.rpartition("/")[2], ""))
        for key, region in REGISTRY.regions.items()
    }
    return with_regions(regions, *reports, document=document)


def with_regions(regions: dict[str, Region], *reports: Report, document: dict[str, Any] | None = None) -> Archive:
    """Return an archive of `regions`, with boundaries in one file."""
    registry: Registry = msgspec.structs.replace(REGISTRY, regions=regions)
    found: Boundaries = group_into_maps({"land": sample_topology(document or country(3))}, {"land": ORIGIN}, regions)
    return msgspec.structs.replace(archive(reports, registry=registry), boundaries=found)


def add_map(content: Path) -> None:
    """Give the archive of lighthouses in the folder `content` a map of a country with three areas."""
    regions = (content / "registry/regions.yaml").read_text("utf-8")
    for region, boundary in {"": "land", "/nordsund": "land/A.1", "/suedbank": "land/A.2"}.items():
        line = f"- id: veldland{region}\n"
        assert line in regions
        regions = regions.replace(line, f"{line}  boundary: {boundary}\n")
    (content / "registry/regions.yaml").write_text(regions, "utf-8")
    (content / "boundaries").mkdir()
    (content / "boundaries/land.topo.json").write_text(json.dumps(country(3, west=-6, south=60)), "utf-8")
    origins = "- file: land\n  origin: Made up 1.0\n  licence: {name: CC0}\n"
    (content / "boundaries/origins.yaml").write_text(origins, "utf-8")
