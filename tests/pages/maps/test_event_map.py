"""Event map: the events of a report on the map of their country, with symbols for their precision."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.model.entries import Region
from plugins.archive.model.report import Event, Report
from plugins.pages.context import PageContext
from plugins.pages.maps.event_map import CLUSTER_DISTANCE, cluster, event_map, event_map_inputs
from plugins.pages.maps.view_models import EventMap
from tests.map_samples import archive_with_boundaries, country, with_regions
from tests.samples import event, report

AREAS = {"land": "land", "north": "land/A.0", "south": "land/A.1"}


def event_at(event_id: str, latitude: float, longitude: float, precision: int | None = 1, **values: Any) -> Event:
    """Return an event with a point."""
    return event(event_id, coordinates=(latitude, longitude), place_precision=precision, **values)


def map_of(*events: Event, **values: Any) -> EventMap:
    """Return the map of a report with these events."""
    found = map_or_none(*events, **values)
    assert found
    return found


def map_or_none(*events: Event, **values: Any) -> EventMap | None:
    """Return the map of a report with these events, or None."""
    one = report("2020-01-02-sample", *events, **values)
    archive = archive_with_boundaries(AREAS, one)
    context = PageContext(archive)
    return event_map(one, archive, context.labels, context.map_paths)


def test_point_links_to_its_event() -> None:
    """A point is at the coordinates of its event and links to it on the same page."""
    (symbol,) = map_of(event_at("one", 50.5, 11.5)).points
    assert (symbol.href, symbol.title) == ("#event-one", "Outage, 2 January 2020")
    assert (symbol.x, symbol.number) == (240, "")


def test_less_precise_locations_have_larger_symbols() -> None:
    """Symbols grow from the exact place to the country; the legend explains only the symbols on the map."""
    events = [event_at(f"e{n}", 50.5, 10.2 + n / 3, n) for n in (1, 2, 3, 4, 6)]
    found = map_of(*events)
    assert [symbol.kind for symbol in found.points] == ["country", "wide", "district", "near", "exact"]
    radii = [symbol.radius for symbol in found.points]
    assert radii == sorted(radii, reverse=True)
    assert len(set(radii)) == 5
    assert [item.kind for item in found.legend] == ["exact", "near", "district", "wide", "country"]
    assert [item.kind for item in map_of(event_at("one", 50.5, 11.5, None)).legend] == ["unstated"]


def test_near_events_share_a_numbered_point() -> None:
    """Points that would overlap become one point with their number, which links to the first event."""
    found = map_of(
        event_at("one", 50.5, 11.5),
        event_at("two", 50.501, 11.501),
        event_at("far", 50.9, 12.9),
        event_at("vague", 50.5, 11.5, 4),
    )
    assert [(symbol.kind, symbol.number, symbol.href) for symbol in found.points] == [
        ("wide", "", "#event-vague"),
        ("exact", "2", "#event-one"),
        ("exact", "", "#event-far"),
    ]
    assert found.points[1].title == "2 events: Outage"
    assert found.note == "A number in a point counts the events near that place."


def test_area_of_an_event_without_a_point_is_shaded() -> None:
    """The area links to the event."""
    found = map_of(event("one", region="land/north/port"), event_at("two", 50.5, 11.5))
    assert [(symbol.href, symbol.kind) for symbol in found.areas] == [("#event-one", "placed")]
    assert found.areas[0].path == found.base.paths[1]
    assert found.note == "1 of 2 events has a point on this map."


@pytest.mark.parametrize("events", [(), (event("one", region="land"),)], ids=["no event", "the country as a whole"])
def test_report_without_points_and_areas_has_no_map(events: tuple[Event, ...]) -> None:
    assert map_or_none(*events) is None


def test_points_outside_the_country_are_left_out() -> None:
    """They are not drawn at the edge, and the note counts the rest."""
    found = map_of(event_at("one", 50.5, 11.5), event_at("gone", 10, 10))
    assert [symbol.href for symbol in found.points] == ["#event-one"]
    assert found.note == "1 of 2 events has a point on this map."


def test_country_with_the_most_points_is_shown() -> None:
    regions = {f"c{n}": Region(id=f"c{n}", name=f"C {n}", boundary=f"land/A.{n}") for n in range(2)}
    one = report(
        "2020-01-02-sample",
        event_at("a", 50.5, 10.5, region="c0"),
        event_at("b", 50.5, 11.5, region="c1"),
        event_at("c", 50.2, 11.2, region="c1"),
        event("d", region="c0"),
        event("e", region="c0"),
        regions=("c0",),
    )
    archive = with_regions(regions, one, document=country(2))
    context = PageContext(archive)
    found = event_map(one, archive, context.labels, context.map_paths)
    assert found
    assert found.title == "C 1"
    assert len(found.points) == 2


def test_maps_of_one_country_share_their_base() -> None:
    """The outline is one object for all reports, so that it is rendered once."""
    reports = [report(f"2020-01-0{n}-sample", event_at("one", 50.5, 10 + n / 2)) for n in (1, 2)]
    archive = archive_with_boundaries(AREAS, *reports)
    context = PageContext(archive)
    first, second = (event_map(one, archive, context.labels, context.map_paths) for one in reports)
    assert first
    assert second
    assert first.base is second.base


def test_inputs_change_only_with_the_geometry() -> None:
    """Other reports do not change the inputs of a report's map; another geometry does."""
    one = report("2020-01-01-one", event_at("one", 50.5, 11.5))
    other = report("2020-01-02-other", event_at("two", 50.5, 11.5))

    def inputs(*reports: Report, **values: Any) -> bytes:
        return event_map_inputs(one, archive_with_boundaries(values.pop("areas", AREAS), *reports, **values))

    assert inputs(one) == inputs(one, other)
    assert inputs(one, document=country(4)) != inputs(one)
    assert inputs(one, areas={"land": "land"}) != inputs(one)
    assert inputs(one, areas={}) == b""


POINTS = st.lists(st.tuples(st.floats(-500, 500), st.floats(-500, 500)), max_size=60)


@given(POINTS)
def test_each_point_is_in_one_cluster(points: list[tuple[float, float]]) -> None:
    """The first points of clusters do not overlap."""
    clusters = cluster(points, CLUSTER_DISTANCE)
    assert sorted(index for indexes in clusters for index in indexes) == list(range(len(points)))
    starts = [points[indexes[0]] for indexes in clusters]
    near = [
        (a, b)
        for n, a in enumerate(starts)
        for b in starts[:n]
        if (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 < CLUSTER_DISTANCE**2
    ]
    assert near == []
