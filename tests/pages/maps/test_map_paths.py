"""Map paths: areas as SVG paths, with shared lines and a bounded number of points."""

import re
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.archive import Archive
from plugins.pages.maps.area_map import find_label_box
from plugins.pages.maps.map_paths import AREA_MAP_SCALE, EVENT_MAP_SCALE, Outline, Scale, draw_outline
from tests.map_samples import archive_with_boundaries, country

NORTH_SOUTH = {"land": "land", "north": "land/A.0", "south": "land/A.1"}


def outline_of(archive: Archive, scale: Scale = AREA_MAP_SCALE) -> Outline:
    """Return the outline of an archive's country."""
    return draw_outline(archive.boundaries.maps["land"], scale, archive.boundaries)


def points_of(path: str) -> list[tuple[int, int]]:
    """Return the points of path data with one part, as a browser reads it."""
    numbers = [int(number) for number in re.findall(r"-?\d+", path)]
    x, y = numbers[:2]
    found = [(x, y)]
    for across, down in zip(numbers[2::2], numbers[3::2], strict=True):
        x, y = x + across, y + down
        found.append((x, y))
    return found


def test_country_fills_its_map() -> None:
    """The country fills the map except for a margin, and north is up."""
    outline = outline_of(archive_with_boundaries(NORTH_SOUTH, document=country(3, west=0, south=-0.5)))
    frame = outline.projection
    assert (frame.width, frame.height) == (640, 219)
    assert frame.project(0, 0.5) == (4, 4)
    assert tuple(map(round, frame.project(3, -0.5))) == (636, 215)


def test_country_across_the_180th_meridian_is_whole() -> None:
    """Its east is to the right of its west, though its longitudes jump; distant points are outside the map."""
    document = country(3, west=178.5, south=0)
    document["arcs"] = [[(x - 360 if x > 180 else x, y) for x, y in arc] for arc in document["arcs"]]
    frame = outline_of(archive_with_boundaries(NORTH_SOUTH, document=document)).projection
    assert (frame.width, frame.height) == (640, 219)
    assert [round(frame.project(longitude, 0.5)[0]) for longitude in (178.5, 180, -178.5)] == [4, 320, 636]
    assert not frame.shows(frame.project(0, 0.5))


def test_degrees_of_longitude_are_shorter_in_the_north() -> None:
    """At 60° N a degree of longitude is half as long as one of latitude."""
    frame = outline_of(archive_with_boundaries(NORTH_SOUTH, document=country(3, west=0, south=59.5))).projection
    assert round(frame.east_units / frame.south_units, 2) == 0.5


def test_path_data_has_every_point_of_its_ring() -> None:
    for shape in outline_of(archive_with_boundaries(NORTH_SOUTH, document=country(3, points=40))).shapes:
        assert re.fullmatch(r"M\d+ \d+l-?\d+([ -]-?\d+)*z", shape.path), shape.path
        assert points_of(shape.path) == list(shape.rings[0])


def test_land_outside_the_areas_is_drawn_first() -> None:
    outline = outline_of(archive_with_boundaries(NORTH_SOUTH))
    assert [shape.region for shape in outline.shapes] == ["", "land/north", "land/south"]


few = settings(max_examples=30, deadline=None)


@few
@given(points=st.integers(0, 200), scale=st.sampled_from([AREA_MAP_SCALE, EVENT_MAP_SCALE, Scale(100, 30)]))
def test_neighbours_share_their_line(points: int, scale: Scale) -> None:
    """At any scale two areas have the same points along the side between them."""
    outline = outline_of(archive_with_boundaries(NORTH_SOUTH, document=country(2, points=points)), scale)
    one, other = (shape.rings[0] for shape in outline.shapes[-2:])
    low, high = ((round(x), round(y)) for x, y in (outline.projection.project(11, south) for south in (50, 51)))
    assert between(one, low, high) == between(other, high, low)[::-1]


def between(ring: Sequence[tuple[int, int]], start: tuple[int, int], end: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the points of a ring from `start` to `end`."""
    turned = [*ring[ring.index(start) :], *ring[: ring.index(start)]]
    return turned[: turned.index(end) + 1]


@few
@given(points=st.integers(0, 2000), limit=st.integers(20, 600))
def test_map_has_at_most_the_points_of_its_scale(points: int, limit: int) -> None:
    """Except for the ends of lines, any geometry is reduced to the number of points that the scale allows."""
    outline = outline_of(archive_with_boundaries(NORTH_SOUTH, document=country(2, points=points)), Scale(4000, limit))
    ends = 2 * 7
    assert len({point for shape in outline.shapes for ring in shape.rings for point in ring}) <= limit + ends


def test_tiny_parts_are_left_out_except_the_largest() -> None:
    """A tiny island is not drawn; an area that consists of one is drawn as a point."""
    document = country(1, west=0, south=0)
    document["arcs"] += [[(x, y), (x + 0.001, y), (x, y + 0.001), (x, y)] for x, y in ((2, 0), (3, 0))]
    first = document["objects"]["land"]["geometries"][0]
    first["type"], first["arcs"] = "MultiPolygon", [first["arcs"], [[4]]]
    document["objects"]["land"]["geometries"].append({"type": "Polygon", "id": "A.1", "arcs": [[5]]})
    shapes = {
        shape.region: shape for shape in outline_of(archive_with_boundaries(NORTH_SOUTH, document=document)).shapes
    }
    assert len(shapes["land/north"].rings) == 1
    ((x, y), *_) = shapes["land/south"].rings[0]
    assert shapes["land/south"].path == f"M{x} {y}h1v1h-1z"


def test_label_box_is_the_widest_within_the_area() -> None:
    """The box fits into the area over its whole height and does not cross a hole."""
    wide_below = ((0, 0), (20, 0), (20, 50), (100, 50), (100, 90), (0, 90))
    found = find_label_box((wide_below,), 20)
    assert (found.x, found.width) == (50, 100)
    assert 60 <= found.y <= 80
    hole = ((30, 55), (60, 55), (60, 88), (30, 88))
    assert find_label_box((wide_below, hole), 20).width == 40
    assert find_label_box((((0, 0), (9, 0), (9, 9), (0, 9)),), 20).width == 0
