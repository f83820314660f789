"""TopoJSON: files are read as specified, and everything else is a problem with a message."""

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
    """Return the topology of a file, and its messages."""
    problems: list[Problem] = []
    return read_topology(PATH, data, problems), [str(problem) for problem in problems]


def changed(**keys: Any) -> bytes:
    """Return a country of two squares with some keys changed."""
    return json.dumps(country(2) | keys).encode()


def areas(*geometries: dict[str, Any]) -> dict[str, Any]:
    """Return the objects of a file with these areas."""
    return {"a": {"type": "GeometryCollection", "geometries": list(geometries)}}


def test_areas_with_ids_and_names() -> None:
    """Each area has an id, a name and rings; a side of two areas is one arc, used in both directions."""
    found = sample_topology(country(2))
    assert [(feature.id, feature.name) for feature in found.features] == [("A.0", "Area 0"), ("A.1", "Area 1")]
    (first,), (second,) = (feature.rings for feature in found.features)
    assert {~arc for arc in second} & set(first) == {1}


def test_quantized_file() -> None:
    """Integers with a transform are converted to degrees; each point is the difference from the previous one."""
    document = country(2)
    scale, (west, south) = 0.25, (10, 50)

    def differences(arc: list[tuple[float, float]]) -> list[list[int]]:
        points = [(round((x - west) / scale), round((y - south) / scale)) for x, y in arc]
        before = [(0, 0), *points]
        return [[x - a, y - b] for (x, y), (a, b) in zip(points, before, strict=False)]

    transform = {"scale": [scale, scale], "translate": [west, south]}
    quantized = document | {"transform": transform, "arcs": [differences(arc) for arc in document["arcs"]]}
    assert sample_topology(quantized).arcs == sample_topology(document).arcs


def test_numeric_and_missing_ids() -> None:
    """An id can be a number. Areas without id or name are read too."""
    ring = {"type": "Polygon", "arcs": [[0]]}
    multi = {"type": "MultiPolygon", "id": 760, "arcs": [[[0]], [[0], [0]]], "properties": {"name": None, "x": [1]}}
    data = changed(objects=areas(ring, multi), arcs=[[[0, 0], [1, 0], [1, 1], [0, 0]]])
    found, problems = read(data)
    assert problems == []
    assert found
    assert [(one.id, one.name, len(one.rings)) for one in found.features] == [("", "", 1), ("760", "", 3)]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "1:1: json: is not valid JSON"),
        (b'{"type": "Topology",\n "arcs": x}', "2:10: json: is not valid JSON"),
        (b"\xff\xfe", "json: is not valid JSON"),
        (b"[]", "file: is not TopoJSON with areas"),
        (b'{"type": "FeatureCollection", "features": []}', "type: is not TopoJSON with areas"),
        (changed(arcs=[[[0, 0], [1, 1e999]]]), "json: is not valid JSON"),
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
def test_invalid_file_is_reported(data: bytes, message: str) -> None:
    """A file that cannot be drawn gives a problem with a position, and no exception."""
    found, problems = read(data)
    assert found is None
    assert any(message in problem for problem in problems), problems
    assert all(problem.startswith(f"{PATH}:") and " — " in problem for problem in problems)


def test_points_of_repeated_arcs_are_limited() -> None:
    """A small file cannot expand to many points by repeating a long arc."""
    arc = [[0, 0], *([1, n / 1000] for n in range(1000)), [0, 0]]
    within = limits.BOUNDARY_POINTS // len(arc)
    for times, refused in ((within, False), (within + 1, True)):
        _, problems = read(changed(objects=areas({"type": "Polygon", "arcs": [[0]] * times}), arcs=[arc]))
        assert [("points, counting shared ones twice" in problem) for problem in problems] == [True] * refused


def test_lines_and_rings_are_limited() -> None:
    """The number of lines and rings is limited, because simplification cannot reduce it."""
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
def test_any_json_is_read_or_reported(key: str, value: Any) -> None:
    """Any JSON is either read or reported; nothing is raised."""
    found, problems = read(changed(**{key: value}))
    assert (found is None) == bool(problems)
