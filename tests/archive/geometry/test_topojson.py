"""The topology: TopoJSON read as the specification says, and whatever else a file holds ends in a message."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive import limits
from plugins.archive.geometry.topojson import Topology, read_topology
from plugins.archive.problems import Problem
from tests.map_samples import country, sample_topology

PATH = "boundaries/land.topo.json"


def read(data: bytes) -> tuple[Topology | None, list[str]]:
    """Return what is read of a file, and its messages."""
    problems: list[Problem] = []
    return read_topology(PATH, data, problems), [str(problem) for problem in problems]


def changed(**keys: Any) -> bytes:
    """Return a country of two squares with some keys otherwise."""
    return json.dumps(country(2) | keys).encode()


def areas(*geometries: dict[str, Any]) -> dict[str, Any]:
    """Return the objects of a file with these areas."""
    return {"a": {"type": "GeometryCollection", "geometries": list(geometries)}}


def test_areas_with_ids_and_names() -> None:
    """Each area has its id, its name and its rings; a side of two areas is one arc, gone through both ways."""
    found = sample_topology(country(2))
    assert [(feature.id, feature.name) for feature in found.features] == [("A.0", "Area 0"), ("A.1", "Area 1")]
    (first,), (second,) = (feature.rings for feature in found.features)
    assert {~arc for arc in second} & set(first) == {1}


def test_a_quantized_file_says_the_same() -> None:
    """Whole numbers with a transform are the degrees that they stand for: each point the way from the one before."""
    document = country(2)
    scale, (west, south) = 0.25, (10, 50)

    def ways(arc: list[tuple[float, float]]) -> list[list[int]]:
        spots = [(round((x - west) / scale), round((y - south) / scale)) for x, y in arc]
        before = [(0, 0), *spots]
        return [[x - a, y - b] for (x, y), (a, b) in zip(spots, before, strict=False)]

    transform = {"scale": [scale, scale], "translate": [west, south]}
    quantized = document | {"transform": transform, "arcs": [ways(arc) for arc in document["arcs"]]}
    assert sample_topology(quantized).arcs == sample_topology(document).arcs


def test_numbers_as_ids_and_areas_without() -> None:
    """An id may be a number; an area without id or name is land that no region names."""
    ring = {"type": "Polygon", "arcs": [[0]]}
    several = {"type": "MultiPolygon", "id": 760, "arcs": [[[0]], [[0], [0]]], "properties": {"name": None, "x": [1]}}
    data = changed(objects=areas(ring, several), arcs=[[[0, 0], [1, 0], [1, 1], [0, 0]]])
    found, problems = read(data)
    assert problems == []
    assert found
    assert [(one.id, one.name, len(one.rings)) for one in found.features] == [("", "", 1), ("760", "", 3)]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "1:1: json: is not JSON"),
        (b'{"type": "Topology",\n "arcs": x}', "2:10: json: is not JSON"),
        (b"\xff\xfe", "json: is not JSON"),
        (b"[]", "file: is not TopoJSON with areas"),
        (b'{"type": "FeatureCollection", "features": []}', "type: is not TopoJSON with areas"),
        (changed(arcs=[[[0, 0], [1, 1e999]]]), "json: is not JSON"),
        (changed(arcs="x"), "arcs: is not TopoJSON with areas"),
        (changed(arcs=[[[0, 0, 0], [1, 1, 1]]]), "is not TopoJSON with areas"),
        (changed(arcs=[[[0, 0], [181, 0]]]), "arcs[0]: has a point outside the globe"),
        (changed(arcs=[[[0, 0], [0, -91]]]), "arcs[0]: has a point outside the globe"),
        (changed(transform={"scale": [1e300, 1e300], "translate": [0, 0]}), "has a point outside the globe"),
        (changed(objects={}), "objects: has no area"),
        (changed(objects=areas({"type": "Polygon", "arcs": [[99]]})), "geometries[0]: uses an arc that does not exist"),
        (
            changed(objects=areas({"type": "Polygon", "arcs": [[-99]]})),
            "geometries[0]: uses an arc that does not exist",
        ),
        (changed(arcs=[[]]), "arcs[0]: has fewer than two points"),
        (changed(arcs=[[[0, 0]]]), "arcs[0]: has fewer than two points"),
        (b'{"type": "Topology", "objects": {"\xff": 1}, "arcs": []}', "json: is not valid JSON"),
        (changed(objects=areas({"type": "Polygon", "arcs": [[]]})), "geometries[0]: is not closed"),
        (changed(objects=areas({"type": "Polygon", "arcs": [[0, 2]]})), "geometries[0]: is not closed"),
        (b'{"type":"Topology","x":' + b"[" * 100_000, "1:1: json: is not valid JSON"),
        (b" " * (limits.BOUNDARY_BYTES + 1), "file: is larger than 1024 KiB"),
    ],
    ids=lambda value: value[:24].decode("latin-1") if isinstance(value, bytes) else "",
)
def test_what_is_no_topology_is_told(data: bytes, message: str) -> None:
    """A file that can't be drawn ends in a message with its place, never in anything else."""
    found, problems = read(data)
    assert found is None
    assert any(message in problem for problem in problems), problems
    assert all(problem.startswith(f"{PATH}:") and " — " in problem for problem in problems)


def test_few_arcs_named_often_are_too_many_points() -> None:
    """A file can't grow to more than it says by naming a long arc again and again."""
    arc = [[0, 0], *([1, n / 1000] for n in range(1000)), [0, 0]]
    within = limits.BOUNDARY_POINTS // len(arc)
    for times, refused in ((within, False), (within + 1, True)):
        _, problems = read(changed(objects=areas({"type": "Polygon", "arcs": [[0]] * times}), arcs=[arc]))
        assert [("points with all that is named twice" in problem) for problem in problems] == [True] * refused


def test_lines_and_rings_are_bounded() -> None:
    """Of lines no more than their ends can be left, so that there are only so many; and so many rings of them."""
    most = limits.BOUNDARY_PARTS
    arc = [[0, 0], [1, 0], [1, 1], [0, 0]]
    one = {"type": "Polygon", "arcs": [[0]]}
    for arcs, rings, refused in ((most, most, False), (most + 1, 1, True), (1, most + 1, True)):
        geometry = one | {"arcs": [[0]] * rings}
        _, problems = read(changed(objects=areas(geometry), arcs=[arc] * arcs))
        assert [("more than 4,000 lines or rings" in problem) for problem in problems] == [True] * refused


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["type", "arcs", "id"]), inner),
    max_leaves=12,
)


@given(st.sampled_from(["objects", "arcs", "transform", "type"]), JSON)
def test_any_json_is_read_or_told(key: str, value: Any) -> None:
    """Whatever stands in a file, it is read or there is a message; nothing is raised."""
    found, problems = read(changed(**{key: value}))
    assert (found is None) == bool(problems)
