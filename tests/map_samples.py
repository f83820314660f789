"""Map samples: made-up countries as TopoJSON, with neighbours that share their lines, and archives that have them."""

import json
from collections.abc import Mapping
from math import sin
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
    """Return a country of `columns` × `rows` squares of one degree, ids `A.0`, `A.1` … along each row from the south.

    Each side between two corners is one arc, wavy with so many `points`, used by both of its neighbours.
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
    """Return a line with so many points between its ends, each a little aside."""
    (ax, ay), (bx, by) = start, end
    line = [start]
    for n in range(1, points + 1):
        share, aside = n / (points + 1), 0.06 * sin(n * 2.4)
        line.append((ax + (bx - ax) * share + (by - ay) * aside, ay + (by - ay) * share - (bx - ax) * aside))
    return [*line, end]


def sample_topology(document: dict[str, Any], path: str = "boundaries/land.topo.json") -> Topology:
    """Return a country as read; there must be nothing wrong with it."""
    problems: list[Any] = []
    read = read_topology(path, json.dumps(document).encode(), problems)
    assert problems == []
    assert read
    return read


def archive_with_boundaries(
    boundary: Mapping[str, str], *reports: Report, document: dict[str, Any] | None = None
) -> Archive:
    """Return an archive whose regions have geometry: `{"north": "land/A.0"}` for `land/north`, `land` is all of it."""
    regions = {
        key: msgspec.structs.replace(region, boundary=boundary.get(key.rpartition("/")[2], ""))
        for key, region in REGISTRY.regions.items()
    }
    return with_regions(regions, *reports, document=document)


def with_regions(regions: dict[str, Region], *reports: Report, document: dict[str, Any] | None = None) -> Archive:
    """Return an archive of these regions, whose geometry is in one file."""
    registry: Registry = msgspec.structs.replace(REGISTRY, regions=regions)
    found: Boundaries = group_into_maps({"land": sample_topology(document or country(3))}, {"land": ORIGIN}, regions)
    return msgspec.structs.replace(archive(reports, registry=registry), boundaries=found)
