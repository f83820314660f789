"""Simplification: which points of a line matter, and that what is left is always a line with its ends."""

from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.geometry.simplify import Point, point_weights

COORDINATE = st.integers(-50, 50).map(float)
LINES = st.lists(st.tuples(COORDINATE, COORDINATE), min_size=2, max_size=40)


def left(points: list[Point], bound: float) -> list[Point]:
    """Return the points that weigh more than a bound."""
    return [point for point, weight in zip(points, point_weights(points), strict=True) if weight > bound]


def test_a_point_on_a_straight_line_weighs_nothing() -> None:
    """What lies between two others changes nothing when it goes."""
    assert left([(0, 0), (1, 1), (2, 2), (2, 8)], 0) == [(0, 0), (2, 2), (2, 8)]


def test_the_least_triangle_goes_first() -> None:
    """A small dent goes before a large one, and the large one weighs what it does once the small one is gone."""
    line = [(0.0, 0.0), (1.0, 1.0), (2.0, 0.0), (10.0, 9.0), (20.0, 0.0)]
    assert left(line, 1) == [(0, 0), (2, 0), (10, 9), (20, 0)]
    assert left(line, 9) == [(0, 0), (10, 9), (20, 0)]
    assert left(line, 89.9) == [(0, 0), (10, 9), (20, 0)]
    assert left(line, 90) == [(0, 0), (20, 0)]


@given(LINES)
def test_the_ends_stay(line: list[Point]) -> None:
    """Whatever the bound, a line begins and ends where it did: neighbours go on to meet there."""
    kept = left(line, 10**9)
    assert (kept[0], kept[-1]) == (line[0], line[-1])


@given(st.lists(st.tuples(COORDINATE, COORDINATE), min_size=3, max_size=30))
def test_a_ring_stays_a_ring(points: list[Point]) -> None:
    """Of a line that ends where it begins, four points stay at least, which are a triangle."""
    assert len(left([*points, points[0]], 10**9)) >= 4


@given(LINES, st.floats(0, 100), st.floats(0, 100))
def test_a_higher_bound_leaves_no_other_points(line: list[Point], one: float, other: float) -> None:
    """A coarser line has only points of the finer one, in their order."""
    fine, coarse = left(line, min(one, other)), left(line, max(one, other))
    rest = iter(fine)
    assert all(point in rest for point in coarse)
