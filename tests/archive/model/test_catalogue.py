"""The catalogue: everything under each entry that it belongs to, once, in the order of time."""

from collections.abc import Sequence
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.model.catalogue import INDEXED_KINDS, build_catalogue, event_order, report_order
from plugins.archive.model.report import Citation, Event, Report
from tests.samples import event, report

REGIONS = st.sampled_from(["land", "land/north", "land/north/port", "land/south"])
WHENS = st.sampled_from(["2020", "2020-01", "2020-01-02", "2019-12-30/2020-02-01", "2020-01-02~"])
EVENTS = st.lists(
    st.builds(
        lambda when, region, actors: event("one", when, region=region, actors=tuple(actors)),
        WHENS,
        REGIONS,
        st.lists(st.sampled_from(["guard", "pilots"]), unique=True),
    ),
    max_size=4,
)
NAMES = ("2020-01-01-a", "2020-01-02-b", "2020-01-02-c", "2020-03-01-d")


@st.composite
def archives(draw: Any) -> Sequence[Report]:
    """Draw a few reports in any order, each with a few events."""
    made = []
    for stem in draw(st.permutations(NAMES)):
        events = draw(EVENTS)
        numbered = [msgspec.structs.replace(one, id=f"e{place}") for place, one in enumerate(events)]
        made.append(report(stem, *numbered, regions=(draw(REGIONS),)))
    return made


@given(archives())
def test_everything_stands_once_everywhere(reports: Sequence[Report]) -> None:
    """No entry holds a report or an event twice, although a region holds what its descendants hold."""
    catalogue = build_catalogue(reports)
    for kind in INDEXED_KINDS:
        for held in catalogue.contents[kind].values():
            assert len({r.stem for r in held.reports}) == len(held.reports)
            assert len({(e.report.stem, e.index) for e in held.events}) == len(held.events)


@given(archives())
def test_a_region_holds_what_its_descendants_hold(reports: Sequence[Report]) -> None:
    """The root holds every report and event of its tree; a part holds no more than the whole."""
    catalogue = build_catalogue(reports)
    root = catalogue.contents_of("region", "land")
    assert [r.stem for r in root.reports] == [r.stem for r in catalogue.reports]
    assert len(root.events) == len(catalogue.events)
    for inner, outer in (("land/north/port", "land/north"), ("land/south", "land")):
        within = {(e.report.stem, e.index) for e in catalogue.contents_of("region", inner).events}
        assert within <= {(e.report.stem, e.index) for e in catalogue.contents_of("region", outer).events}


@given(archives())
def test_order_does_not_depend_on_the_files(reports: Sequence[Report]) -> None:
    """However the files come, the catalogue is the same, in the order of time."""
    catalogue = build_catalogue(reports)
    assert catalogue == build_catalogue(reversed(reports))
    assert list(catalogue.reports) == sorted(catalogue.reports, key=report_order)
    assert list(catalogue.events) == sorted(catalogue.events, key=event_order)


def test_withdrawn_reports_hold_nothing() -> None:
    """A withdrawn report and its events are in no list."""
    gone = report("2020-01-01-gone", event(actors=("guard",)), status="withdrawn", reason="Wrong.")
    catalogue = build_catalogue([gone, report()])
    assert catalogue.withdrawn == (gone,)
    assert [r.stem for r in catalogue.reports] == ["2020-01-02-sample"]
    assert catalogue.events == ()
    assert catalogue.contents_of("actor", "guard").events == []


def test_a_report_stands_under_what_its_events_name() -> None:
    """A report's regions, actors, tags and sources are its own and those of its events."""
    told = event(region="land/south", actors=("guard",), tags=("fog",), attributed_to=("radio",), sources=(1,))
    one = report("2020-01-02-one", told, citations=(Citation(publisher="gazette", title="Notes"),))
    catalogue = build_catalogue([one])
    for kind, entry_id in (("region", "land/south"), ("actor", "guard"), ("tag", "fog"), ("tag", "outage")):
        assert catalogue.contents_of(kind, entry_id).reports == [one], entry_id  # type: ignore[arg-type]  # kinds as literals
    assert [e.event for e in catalogue.contents_of("source", "gazette").events] == [told]
    assert [e.event for e in catalogue.contents_of("source", "radio").events] == [told]


def test_less_exact_events_come_first() -> None:
    """Of what begins on one day, the year stands before the month, and the month before the day."""
    events: list[Event] = [event("day", "2020-01-01"), event("year", "2020"), event("month", "2020-01")]
    catalogue = build_catalogue([report("2020-01-02-one", *events)])
    assert [e.event.id for e in catalogue.events] == ["year", "month", "day"]
