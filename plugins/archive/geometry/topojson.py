"""The topology: one file of TopoJSON, its features as rings of arcs that neighbours share.

What the format may hold is in its specification, https://github.com/topojson/topojson-specification. Read here are the
areas (Polygon, MultiPolygon) of the first object; a file with anything else in it is refused.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from plugins.archive import limits
from plugins.archive.geometry.simplify import Point
from plugins.archive.problems import Problem, limit_problems

Ring = tuple[int, ...]
"""Numbers of arcs, one behind the other; one that is run through backwards is `~number`."""


class Feature(msgspec.Struct, frozen=True):
    """An area: its id and name as the file has them (either may be empty), and its rings, holes among them."""

    id: str
    name: str
    rings: tuple[Ring, ...]


class Topology(msgspec.Struct, frozen=True):
    """A file's areas; `arcs` are in degrees, (longitude, latitude) as in GeoJSON. `digest` stands for its bytes."""

    digest: bytes
    arcs: tuple[tuple[Point, ...], ...]
    features: tuple[Feature, ...]


class Transform(msgspec.Struct):
    """How whole numbers become degrees."""

    scale: tuple[float, float]
    translate: tuple[float, float]


class Properties(msgspec.Struct):
    """What is read of a feature's properties."""

    name: str | None = None


class Polygon(msgspec.Struct, tag_field="type", tag="Polygon"):
    """One area."""

    arcs: list[list[int]]
    id: str | int | None = None
    properties: Properties | None = None


class MultiPolygon(msgspec.Struct, tag_field="type", tag="MultiPolygon"):
    """One area of several parts."""

    arcs: list[list[list[int]]]
    id: str | int | None = None
    properties: Properties | None = None


class Collection(msgspec.Struct, tag_field="type", tag="GeometryCollection"):
    """Several areas."""

    geometries: list[Polygon | MultiPolygon]


class Document(msgspec.Struct, tag_field="type", tag="Topology"):
    """A whole file, typed."""

    objects: dict[str, Collection]
    arcs: list[list[tuple[float, float]]]
    transform: Transform | None = None


def read_topology(path: str, data: bytes, problems: list[Problem]) -> Topology | None:
    """Read the file `path`; None, with its problems noted, when it is no TopoJSON that can be drawn."""
    if len(data) > limits.BOUNDARY_BYTES:
        what = f"is larger than {limits.BOUNDARY_BYTES // 1024} KiB"
        problems.append(Problem(path, 1, 1, "file", what, "take a coarser file, or one country of it"))
        return None
    try:
        document = msgspec.json.decode(data, type=Document)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        problems.append(_fault(path, data, error))
        return None
    arcs = tuple(_degrees(arc, document.transform) for arc in document.arcs)
    features = tuple(_features(document))
    found = [*limit_problems(Problem(path, 1, 1, *fault) for fault in _faults(arcs, features))]
    problems.extend(found)
    return None if found else Topology(hashlib.sha256(data).digest(), arcs, features)


def _fault(path: str, data: bytes, error: Exception) -> Problem:
    """Say what the decoder met: at a byte, or at a place within the structure."""
    words, _, place = str(error).partition(" - at ")
    if isinstance(error, msgspec.ValidationError):
        field = place.strip("`$.") or "file"
        what, remedy = (
            f"is no TopoJSON of areas ({words})",
            "use a topology whose first object is a collection of polygons",
        )
        return Problem(path, 1, 1, field, what, remedy)
    byte = re.search(r"\(byte ([0-9]+)\)", words)
    before = data[: int(byte[1])] if byte else b""
    line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
    return Problem(path, line, column, "json", "is not JSON that can be read", "save the file as it was handed out")


def _degrees(arc: Sequence[Point], transform: Transform | None) -> tuple[Point, ...]:
    """Return an arc's points in degrees: of a quantized one, each is the way from the one before."""
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
"""A field, what is wrong with it, and what to do."""


def _faults(arcs: Sequence[Sequence[Point]], features: Sequence[Feature]) -> Iterator[Fault]:
    """List what is wrong with areas that are well formed; rings are looked at only when every arc is sound."""
    faulty = list(_arc_faults(arcs))
    yield from faulty or _ring_faults(arcs, features)


def _arc_faults(arcs: Sequence[Sequence[Point]]) -> Iterator[Fault]:
    """List the arcs that can't be drawn; a place that is no number is not on the globe either."""
    for number, arc in enumerate(arcs):
        if len(arc) < 2:
            yield f"arcs[{number}]", "has fewer than two points", "take it out with what uses it"
        elif not all(abs(x) <= 180.001 and abs(y) <= 90.001 for x, y in arc):
            yield f"arcs[{number}]", "leaves the globe", "give longitudes and latitudes in degrees"


def _ring_faults(arcs: Sequence[Sequence[Point]], features: Sequence[Feature]) -> Iterator[Fault]:
    if not features:
        yield "objects", "hold no area", "put a collection of polygons first"
    points = 0
    for place, feature in enumerate(features):
        name = f"geometries[{place}]"
        if not all(-len(arcs) <= arc < len(arcs) for ring in feature.rings for arc in ring):
            yield name, "names an arc that is not there", "make the file anew"
        elif not feature.rings or not all(_closed(ring, arcs) for ring in feature.rings):
            yield name, "is not closed: an arc does not begin where the one before ends", "make the file anew"
        else:
            points += sum(len(arcs[arc]) for ring in feature.rings for arc in ring)
    most = limits.BOUNDARY_PARTS
    if len(arcs) > most or sum(len(feature.rings) for feature in features) > most:
        yield "arcs", f"has more than {most:,} lines or rings", "take a coarser file"
    if points > limits.BOUNDARY_POINTS:
        what = f"has {points:,} points with all that is named twice, more than {limits.BOUNDARY_POINTS:,}"
        yield "arcs", what, "take a coarser file"


def _closed(ring: Ring, arcs: Sequence[Sequence[Point]]) -> bool:
    """Tell whether each arc of a ring begins where the one before it ends."""
    ends = [(arcs[arc][0], arcs[arc][-1]) if arc >= 0 else (arcs[~arc][-1], arcs[~arc][0]) for arc in ring]
    return bool(ends) and all(before[1] == here[0] for before, here in zip(ends, [*ends[1:], ends[0]], strict=True))
