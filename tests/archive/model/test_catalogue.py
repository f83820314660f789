"""The catalogue: reports and events are listed once under each of their entries, in order of time."""

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
        numbered = [msgspec.structs.replace(one, id=f"e{index}") for index, one in enumerate(events)]
        made.append(report(stem, *numbered, regions=(draw(REGIONS),)))
    return made


@given(archives())
def test_no_entry_lists_anything_twice(reports: Sequence[Report]) -> None:
    """No entry lists a report or event twice, although regions include their descendants."""
    catalogue = build_catalogue(reports)
    for kind in INDEXED_KINDS:
        for contents in catalogue.contents[kind].values():
            assert len({r.stem for r in contents.reports}) == len(contents.reports)
            assert len({(e.report.stem, e.index) for e in contents.events}) == len(contents.events)


@given(archives())
def test_region_includes_its_descendants(reports: Sequence[Report]) -> None:
    """The root lists every report and event of its tree; each region lists no more than its parent."""
    catalogue = build_catalogue(reports)
    root = catalogue.contents_of("region", "land")
    assert [r.stem for r in root.reports] == [r.stem for r in catalogue.reports]
    assert len(root.events) == len(catalogue.events)
    for inner, outer in (("land/north/port", "land/north"), ("land/south", "land")):
        within = {(e.report.stem, e.index) for e in catalogue.contents_of("region", inner).events}
        assert within <= {(e.report.stem, e.index) for e in catalogue.contents_of("region", outer).events}


@given(archives())
def test_order_does_not_depend_on_the_input(reports: Sequence[Report]) -> None:
    """The catalogue is in order of time, whatever the order of the files."""
    catalogue = build_catalogue(reports)
    assert catalogue == build_catalogue(reversed(reports))
    assert list(catalogue.reports) == sorted(catalogue.reports, key=report_order)
    assert list(catalogue.events) == sorted(catalogue.events, key=event_order)


def test_withdrawn_reports_are_not_listed() -> None:
    """A withdrawn report and its events are not indexed."""
    gone = report("2020-01-01-gone", event(actors=("guard",)), status="withdrawn", reason="Wrong.")
    catalogue = build_catalogue([gone, report()])
    assert catalogue.withdrawn == (gone,)
    assert [r.stem for r in catalogue.reports] == ["2020-01-02-sample"]
    assert catalogue.events == ()
    assert catalogue.contents_of("actor", "guard").events == []


def test_report_is_listed_under_entries_of_its_events() -> None:
    """A report is listed under its own entries and those of its events."""
    named = event(region="land/south", actors=("guard",), tags=("fog",), attributed_to=("radio",), sources=(1,))
    one = report("2020-01-02-one", named, citations=(Citation(publisher="gazette", title="Notes"),))
    catalogue = build_catalogue([one])
    for kind, entry_id in (("region", "land/south"), ("actor", "guard"), ("tag", "fog"), ("tag", "outage")):
        assert catalogue.contents_of(kind, entry_id).reports == [one], entry_id  # type: ignore[arg-type]  # kinds as literals
    assert [e.event for e in catalogue.contents_of("source", "gazette").events] == [named]
    assert [e.event for e in catalogue.contents_of("source", "radio").events] == [named]


def test_less_precise_events_come_first() -> None:
    """Of events with the same first day, years come before months, and months before days."""
    events: list[Event] = [event("day", "2020-01-01"), event("year", "2020"), event("month", "2020-01")]
    catalogue = build_catalogue([report("2020-01-02-one", *events)])
    assert [e.event.id for e in catalogue.events] == ["year", "month", "day"]
