"""The locator: a report's events on the map of their country, each as exact as its place is known."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.model.entries import Region
from plugins.archive.model.report import Event, Report
from plugins.pages.context import PageContext
from plugins.pages.maps.clusters import cluster
from plugins.pages.maps.event_map import CLUSTER_DISTANCE, event_map, event_map_inputs
from plugins.pages.maps.view_models import EventMap
from tests.map_samples import archive_with_boundaries, country, with_regions
from tests.samples import event, report

AREAS = {"land": "land", "north": "land/A.0", "south": "land/A.1"}


def at(event_id: str, latitude: float, longitude: float, precision: int | None = 1, **values: Any) -> Event:
    """Return an event with a point."""
    return event(event_id, coordinates=(latitude, longitude), place_precision=precision, **values)


def drawn(*events: Event, **values: Any) -> EventMap:
    """Return the map of a report with these events."""
    found = maybe(*events, **values)
    assert found
    return found


def maybe(*events: Event, **values: Any) -> EventMap | None:
    """Return the map of a report with these events, if it has one."""
    one = report("2020-01-02-sample", *events, **values)
    archive = archive_with_boundaries(AREAS, one)
    context = PageContext(archive)
    return event_map(one, archive, context.labels, context.map_paths)


def test_a_point_leads_to_its_event() -> None:
    """Each point stands where its event was, and leads to it on the same page."""
    (mark,) = drawn(at("one", 50.5, 11.5)).points
    assert (mark.href, mark.title) == ("#event-one", "Outage, 2 January 2020")
    assert (mark.x, mark.number) == (240, "")


def test_the_less_is_known_of_a_place_the_larger_is_its_mark() -> None:
    """From the exact place to the country, marks grow; the legend explains those that are used, and no others."""
    events = [at(f"e{n}", 50.5, 10.2 + n / 3, n) for n in (1, 2, 3, 4, 6)]
    found = drawn(*events)
    assert [mark.kind for mark in found.points] == ["country", "wide", "district", "near", "exact"]
    radii = [mark.radius for mark in found.points]
    assert radii == sorted(radii, reverse=True)
    assert len(set(radii)) == 5
    assert [key.kind for key in found.legend] == ["exact", "near", "district", "wide", "country"]
    assert [key.kind for key in drawn(at("one", 50.5, 11.5, None)).legend] == ["unstated"]


def test_events_about_one_place_are_one_point_with_their_number() -> None:
    """What would lie on each other is one point, which says how many there are, and leads to the first."""
    found = drawn(at("one", 50.5, 11.5), at("two", 50.501, 11.501), at("far", 50.9, 12.9), at("vague", 50.5, 11.5, 4))
    assert [(mark.kind, mark.number, mark.href) for mark in found.points] == [
        ("wide", "", "#event-vague"),
        ("exact", "2", "#event-one"),
        ("exact", "", "#event-far"),
    ]
    assert found.points[1].title == "2 events: Outage"
    assert found.note == "A number counts the events about one place."


def test_an_event_without_a_point_marks_its_area() -> None:
    """The area of an event whose point is not known is shaded, and leads to the event."""
    found = drawn(event("one", region="land/north/port"), at("two", 50.5, 11.5))
    assert [(mark.href, mark.kind) for mark in found.areas] == [("#event-one", "placed")]
    assert found.areas[0].path == found.base.paths[1]
    assert found.note == "1 of 2 events has a point on this map."


@pytest.mark.parametrize("events", [(), (event("one", region="land"),)], ids=["no event", "the country as a whole"])
def test_a_report_with_nothing_to_show_has_no_map(events: tuple[Event, ...]) -> None:
    """A country's outline alone says nothing of a report."""
    assert maybe(*events) is None


def test_points_elsewhere_are_not_drawn() -> None:
    """What lies beyond the country is not shown at its edge, and the note says so."""
    found = drawn(at("one", 50.5, 11.5), at("gone", 10, 10))
    assert [mark.href for mark in found.points] == ["#event-one"]
    assert found.note == "1 of 2 events has a point on this map."


def test_the_country_is_that_of_most_events() -> None:
    """Of two countries that is shown in which more of the events have a point."""
    regions = {f"c{n}": Region(id=f"c{n}", name=f"C {n}", boundary=f"land/A.{n}") for n in range(2)}
    one = report(
        "2020-01-02-sample",
        at("a", 50.5, 10.5, region="c0"),
        at("b", 50.5, 11.5, region="c1"),
        at("c", 50.2, 11.2, region="c1"),
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


def test_maps_of_one_country_share_their_ground() -> None:
    """The outline is one value for all reports, so that it is written once."""
    reports = [report(f"2020-01-0{n}-sample", at("one", 50.5, 10 + n / 2)) for n in (1, 2)]
    archive = archive_with_boundaries(AREAS, *reports)
    context = PageContext(archive)
    first, second = (event_map(one, archive, context.labels, context.map_paths) for one in reports)
    assert first
    assert second
    assert first.base is second.base


def test_inputs_change_with_the_geometry_alone() -> None:
    """Events elsewhere in the archive make no report's page anew; another outline does."""
    one = report("2020-01-01-one", at("one", 50.5, 11.5))
    other = report("2020-01-02-other", at("two", 50.5, 11.5))

    def inputs(*reports: Report, **values: Any) -> bytes:
        return event_map_inputs(one, archive_with_boundaries(values.pop("areas", AREAS), *reports, **values))

    assert inputs(one) == inputs(one, other)
    assert inputs(one, document=country(4)) != inputs(one)
    assert inputs(one, areas={"land": "land"}) != inputs(one)
    assert inputs(one, areas={}) == b""


POINTS = st.lists(st.tuples(st.floats(-500, 500), st.floats(-500, 500)), max_size=60)


@given(POINTS)
def test_each_point_is_in_one_crowd(points: list[tuple[float, float]]) -> None:
    """No point is lost or counted twice, and those that begin crowds do not lie on each other."""
    found = cluster(points, CLUSTER_DISTANCE)
    assert sorted(place for crowd in found for place in crowd) == list(range(len(points)))
    starts = [points[crowd[0]] for crowd in found]
    near = [
        (a, b)
        for n, a in enumerate(starts)
        for b in starts[:n]
        if (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 < CLUSTER_DISTANCE**2
    ]
    assert near == []
