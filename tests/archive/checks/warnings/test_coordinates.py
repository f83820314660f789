"""Coordinates: points outside of their region are reported, with the right order if the numbers are swapped."""

import pytest

from plugins.archive.checks.warnings.coordinates import RegionExtents
from plugins.archive.geometry.map_regions import Boundaries, group_into_maps
from plugins.archive.geometry.topojson import Feature, Topology
from plugins.archive.model.entries import Region

ARC = ((36.0, 32.0), (42.0, 32.0), (42.0, 37.0), (36.0, 37.0), (36.0, 32.0))
NORTH = ((36.5, 35.5), (38.5, 35.5), (38.5, 36.8), (36.5, 36.8), (36.5, 35.5))
REGIONS = {
    region.id: region
    for region in (
        Region(id="land", name="Land", kind="country", boundary="map/land"),
        Region(id="land/north", name="North", kind="province", boundary="map/north"),
        Region(id="land/north/port", name="Port", kind="town"),
        Region(id="isle", name="Isle", kind="country", coordinates=(10.0, 120.0)),
        Region(id="sea", name="Sea", kind="country"),
    )
}
TOPOLOGY = Topology(b"", (ARC, NORTH), (Feature("land", "", ((0,),)), Feature("north", "", ((~1,),))))


@pytest.fixture(scope="module")
def extents() -> RegionExtents:
    """Return the extents of a country with a province and a town, and of two without boundaries."""
    boundaries: Boundaries = group_into_maps({"map": TOPOLOGY}, {}, REGIONS)
    return RegionExtents(REGIONS, boundaries)


@pytest.mark.parametrize(
    ("region", "point", "remedy"),
    [
        ("land", (40.45, 35.02), "write the latitude first: [35.02, 40.45]"),
        ("land", (38.0, 35.5), "write the latitude first: [35.5, 38]"),
        ("land/north", (37.2, 36.4), "write the latitude first: [36.4, 37.2]"),
        ("land/north/port", (37.2, 36.4), "write the latitude first: [36.4, 37.2]"),
        ("land", (35.02, -40.45), "north and east positive"),
        ("land/north", (51.5, 0.1), "north and east positive"),
        ("isle", (121.0, 9.0), "write the latitude first: [9, 121]"),
    ],
)
def test_wrong_points(region: str, point: tuple[float, float], remedy: str, extents: RegionExtents) -> None:
    """A point that is inside with its numbers swapped has that remedy; another one far outside has the general one."""
    fault = extents.fault(region, point)
    assert fault is not None
    assert remedy in fault[1]


@pytest.mark.parametrize(
    ("region", "point"),
    [
        ("land", (35.02, 40.45)),
        ("land", (31.5, 43.0)),
        ("land/north", (36.9, 36.4)),
        ("land/north/port", (36.0, 37.0)),
        ("isle", (18.0, 100.0)),
        ("sea", (120.0, 10.0)),
    ],
)
def test_plausible_points(region: str, point: tuple[float, float], extents: RegionExtents) -> None:
    """Points inside, near the boundary, and in regions of which nothing is known give no warning."""
    assert extents.fault(region, point) is None
