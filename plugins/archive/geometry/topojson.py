"""TopoJSON: areas as rings of arcs, which neighbours share.

The format is specified at https://github.com/topojson/topojson-specification. The areas (Polygon, MultiPolygon) of the
first object are read; files with other geometries are rejected.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from plugins.archive import limits
from plugins.archive.geometry import Point
from plugins.archive.problems import Problem, limit_problems

Ring = tuple[int, ...]
"""The numbers of consecutive arcs; `~number` is an arc in reverse."""


class Feature(msgspec.Struct, frozen=True):
    """An area: its id and name in the file (either may be empty), and its rings, including holes."""

    id: str
    name: str
    rings: tuple[Ring, ...]


class Topology(msgspec.Struct, frozen=True):
    """The areas of a file. `arcs` are in degrees, (longitude, latitude) as in GeoJSON; `digest` is that of the file."""

    digest: bytes
    arcs: tuple[tuple[Point, ...], ...]
    features: tuple[Feature, ...]


class Transform(msgspec.Struct):
    """The conversion of quantized integers to degrees."""

    scale: tuple[float, float]
    translate: tuple[float, float]


class Properties(msgspec.Struct):
    """The properties of a feature that are read."""

    name: str | None = None


class Polygon(msgspec.Struct, tag_field="type", tag="Polygon"):
    """One area."""

    arcs: list[list[int]]
    id: str | int | None = None
    properties: Properties | None = None


class MultiPolygon(msgspec.Struct, tag_field="type", tag="MultiPolygon"):
    """One area with several parts."""

    arcs: list[list[list[int]]]
    id: str | int | None = None
    properties: Properties | None = None


class Collection(msgspec.Struct, tag_field="type", tag="GeometryCollection"):
    """Several areas."""

    geometries: list[Polygon | MultiPolygon]


class Document(msgspec.Struct, tag_field="type", tag="Topology"):
    """A whole file."""

    objects: dict[str, Collection]
    arcs: list[list[tuple[float, float]]]
    transform: Transform | None = None


def read_topology(path: str, data: bytes, problems: list[Problem]) -> Topology | None:
    """Read the file `path`. Return None, and add its problems, if it cannot be drawn."""
    if len(data) > limits.BOUNDARY_BYTES:
        what = f"is larger than {limits.BOUNDARY_BYTES // 1024} KiB"
        problems.append(Problem(path, 1, 1, "file", what, "use a coarser file, or a file of one country"))
        return None
    try:
        document = msgspec.json.decode(data, type=Document)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        problems.append(_decode_problem(path, data, error))
        return None
    arcs = tuple(_degrees(arc, document.transform) for arc in document.arcs)
    features = tuple(_features(document))
    found = [*limit_problems(Problem(path, 1, 1, *fault) for fault in _faults(arcs, features))]
    problems.extend(found)
    return None if found else Topology(hashlib.sha256(data).digest(), arcs, features)


def _decode_problem(path: str, data: bytes, error: Exception) -> Problem:
    """Return the error of the decoder as a problem, at its line or at its field."""
    words, _, location = str(error).partition(" - at ")
    if isinstance(error, msgspec.ValidationError):
        field = location.strip("`$.") or "file"
        remedy = "use a topology whose first object is a collection of polygons"
        return Problem(path, 1, 1, field, f"is not TopoJSON with areas ({words})", remedy)
    byte = re.search(r"\(byte ([0-9]+)\)", words)
    before = data[: int(byte[1])] if byte else b""
    line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
    return Problem(path, line, column, "json", "is not valid JSON", "download the file again")


def _degrees(arc: Sequence[Point], transform: Transform | None) -> tuple[Point, ...]:
    """Return an arc's points in degrees. Quantized arcs have differences between points."""
    if transform is None:
        return tuple(arc)
    (kx, ky), (dx, dy) = transform.scale, transform.translate
    xs, ys = itertools.accumulate(x for x, _ in arc), itertools.accumulate(y for _, y in arc)
    return tuple((x * kx + dx, y * ky + dy) for x, y in zip(xs, ys, strict=True))


def _features(document: Document) -> Iterator[Feature]:
    """List the areas of the first object."""
    for collection in itertools.islice(document.objects.values(), 1):
        for geometry in collection.geometries:
            parts: Any = [geometry.arcs] if isinstance(geometry, Polygon) else geometry.arcs
            rings = tuple(tuple(ring) for part in parts for ring in part)
            name = (geometry.properties.name if geometry.properties else "") or ""
            yield Feature("" if geometry.id is None else str(geometry.id), name, rings)


Fault = tuple[str, str, str]
"""A field, what is wrong, and what to do."""


def _faults(arcs: Sequence[Sequence[Point]], features: Sequence[Feature]) -> Iterator[Fault]:
    """List the faults of well-formed areas. Rings are checked only if all arcs are valid."""
    arc_faults = list(_arc_faults(arcs))
    yield from arc_faults or _ring_faults(arcs, features)


def _arc_faults(arcs: Sequence[Sequence[Point]]) -> Iterator[Fault]:
    """List the arcs that cannot be drawn, including those with values that are not numbers."""
    for number, arc in enumerate(arcs):
        if len(arc) < 2:
            yield f"arcs[{number}]", "has fewer than two points", "remove it, and the areas that use it"
        elif not all(abs(x) <= 180.001 and abs(y) <= 90.001 for x, y in arc):
            yield f"arcs[{number}]", "has a point outside the globe", "use longitudes and latitudes in degrees"


def _ring_faults(arcs: Sequence[Sequence[Point]], features: Sequence[Feature]) -> Iterator[Fault]:
    if not features:
        yield "objects", "has no area", "put a collection of polygons first"
    points = 0
    for index, feature in enumerate(features):
        name = f"geometries[{index}]"
        if not all(-len(arcs) <= arc < len(arcs) for ring in feature.rings for arc in ring):
            yield name, "uses an arc that does not exist", "create the file again"
        elif not feature.rings or not all(_closed(ring, arcs) for ring in feature.rings):
            yield name, "is not closed: an arc does not begin where the previous one ends", "create the file again"
        else:
            points += sum(len(arcs[arc]) for ring in feature.rings for arc in ring)
    most = limits.BOUNDARY_PARTS
    if len(arcs) > most or sum(len(feature.rings) for feature in features) > most:
        yield "arcs", f"has more than {most:,} lines or rings", "use a coarser file"
    if points > limits.BOUNDARY_POINTS:
        what = f"has {points:,} points, counting shared ones twice; the limit is {limits.BOUNDARY_POINTS:,}"
        yield "arcs", what, "use a coarser file"


def _closed(ring: Ring, arcs: Sequence[Sequence[Point]]) -> bool:
    """Return whether each arc of a ring begins where the previous one ends."""
    ends = [(arcs[arc][0], arcs[arc][-1]) if arc >= 0 else (arcs[~arc][-1], arcs[~arc][0]) for arc in ring]
    return bool(ends) and all(before[1] == after[0] for before, after in zip(ends, [*ends[1:], ends[0]], strict=True))
