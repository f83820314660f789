"""Simplify: the weights of points, and that lines keep their ends."""

from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.geometry import Point
from plugins.archive.geometry.simplify import point_weights

COORDINATE = st.integers(-50, 50).map(float)
LINES = st.lists(st.tuples(COORDINATE, COORDINATE), min_size=2, max_size=40)


def simplify(points: list[Point], threshold: float) -> list[Point]:
    """Return the points with a weight above a threshold."""
    return [point for point, weight in zip(points, point_weights(points), strict=True) if weight > threshold]


def test_point_on_a_straight_line_has_no_weight() -> None:
    """Removing a point between two others on a line does not change the shape."""
    assert simplify([(0, 0), (1, 1), (2, 2), (2, 8)], 0) == [(0, 0), (2, 2), (2, 8)]


def test_smallest_triangle_is_removed_first() -> None:
    """A small dent is removed before a large one, whose weight is measured after that."""
    line = [(0.0, 0.0), (1.0, 1.0), (2.0, 0.0), (10.0, 9.0), (20.0, 0.0)]
    assert simplify(line, 1) == [(0, 0), (2, 0), (10, 9), (20, 0)]
    assert simplify(line, 9) == [(0, 0), (10, 9), (20, 0)]
    assert simplify(line, 89.9) == [(0, 0), (10, 9), (20, 0)]
    assert simplify(line, 90) == [(0, 0), (20, 0)]


@given(LINES)
def test_ends_are_never_removed(line: list[Point]) -> None:
    """A line keeps its first and last point at any threshold, because neighbours meet there."""
    line_left = simplify(line, 10**9)
    assert (line_left[0], line_left[-1]) == (line[0], line[-1])


@given(st.lists(st.tuples(COORDINATE, COORDINATE), min_size=3, max_size=30))
def test_ring_keeps_four_points(points: list[Point]) -> None:
    """A closed line keeps at least four points, which form a triangle."""
    assert len(simplify([*points, points[0]], 10**9)) >= 4


@given(LINES, st.floats(0, 100), st.floats(0, 100))
def test_coarser_line_is_a_subset(line: list[Point], one: float, other: float) -> None:
    """A coarser line has only points of the finer one, in the same order."""
    fine, coarse = simplify(line, min(one, other)), simplify(line, max(one, other))
    rest = iter(fine)
    assert all(point in rest for point in coarse)
