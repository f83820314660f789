"""Figures: how much an entry holds, from when to when, how many deaths; said so that nothing seems surer than it is."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.report import Citation, Deaths, Event, Report
from plugins.archive.text.dates import DateSpan, parse_edtf
from plugins.pages.entry.statistics import statistics, time_span
from tests.samples import archive, event, report


def shown(kind: EntryKind, entry_id: str, *reports: Report) -> dict[str, tuple[str, str]]:
    """Return the value and the note of each figure of an entry."""
    made = archive(reports)
    found = statistics(kind, entry_id, made.catalogue.contents_of(kind, entry_id), "en")
    assert found.has_deaths == any("Deaths" in figure.label for figure in found.items)
    return {figure.label: (figure.value, figure.note) for figure in found.items}


def test_what_holds_nothing_has_no_time_and_no_deaths() -> None:
    assert shown("actor", "guard") == {"Events": ("0", ""), "Reports": ("0", "")}


def test_a_series_is_as_long_as_its_reports() -> None:
    """A series has no events of its own, and does not say that it has none."""
    told = shown("series", "log", report("2020-01-02-a", event(), series="log"), report("2020-02-03-b", series="log"))
    assert told == {"Reports": ("2", ""), "First to last report": ("2 January – 3 February 2020", "")}


def test_deaths_say_how_sure_they_are_and_of_how_much() -> None:
    """The best sum stands out; the range and the number of events behind it stand with it."""
    events = [event("a", deaths=Deaths(1, 2, 1000)), event("b", deaths=Deaths(0, 0, 0)), event("c")]
    told = shown("region", "land", report("2020-01-02-one", *events))
    assert told["Deaths, best estimate"] == ("2", "between 1 and 1,000, recorded for 2 of 3 events")


def test_deaths_that_are_sure_have_no_range() -> None:
    told = shown("region", "land", report("2020-01-02-one", event(deaths=Deaths(3, 3, 3))))
    assert told["Deaths, best estimate"] == ("3", "recorded for 1 of 1 event")


def test_a_source_says_or_is_only_cited() -> None:
    """Of a source it is told how much it says itself, and how much was only read in what it published."""
    cited = Citation(publisher="radio", title="News")
    events = [event("a", attributed_to=("radio",), sources=(1,)), event("b", sources=(1,)), event("c", sources=(1,))]
    told = shown("source", "radio", report("2020-01-02-one", *events, citations=(cited,)))
    assert told["Attributed to it"] == ("1", "33% of the events")
    assert told["Cited only"] == ("2", "67% of the events")


def test_a_part_that_a_source_has_none_of_is_left_out() -> None:
    told = shown("source", "radio", report("2020-01-02-one", event(attributed_to=("radio",))))
    assert told["Attributed to it"] == ("1", "100% of the events")
    assert "Cited only" not in told


def whens(texts: Iterable[str]) -> list[DateSpan]:
    return [parse_edtf(text) for text in texts]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2018-04-22"], "2018-04-22"),
        (["2018-04-22", "2018-04-01"], "2018-04-01/2018-04-22"),
        (["2018-04-22/2018-06-17", "2018-05-01"], "2018-04-22/2018-06-17"),
        (["2018", "2018-04-03", "2018-06"], "2018-04-03/2018-06"),
        (["2018-04", "2018-05"], "2018-04/2018-05"),
        (["2017", "2018-04-03"], "2017/2018-04-03"),
        (["2018", "2018-04", "2018-04-01"], "2018-04-01"),
        (["2018-04-22~", "2018-04-22"], "2018-04-22"),
        (["2018-04-22~", "2018-05-01"], "2018-04-22~/2018-05-01"),
        (["2016/2018", "2017-02-02"], "2016/2018"),
    ],
)
def test_a_span_is_as_exact_as_is_known(dates: list[str], expected: str) -> None:
    """A year stands for itself only while nothing in it is known better."""
    assert time_span(whens(dates)).text == expected


DAYS = st.dates().filter(lambda day: day.year >= 1000).map(lambda day: day.isoformat())
POINTS = st.builds(lambda day, end: day[:end], DAYS, st.sampled_from([4, 7, 10]))


def spanned(one: str, other: str) -> str:
    """Return the interval between two points, whichever comes first."""
    first, last = sorted((one, other), key=lambda text: (parse_edtf(text).first, parse_edtf(text).last))
    return first if first == last else f"{first}/{last}"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.builds(spanned, POINTS, POINTS) | POINTS, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_a_span_leaves_no_exact_date_out(texts: list[str], chance: object) -> None:
    """Whatever is known to the day lies in the span, each end is one that was written, and no order changes it."""
    whole = time_span(whens(texts))
    exact = [point for text in texts for point in whens(text.split("/")) if point.precision == "day"]
    assert all(whole.first <= point.first <= whole.last for point in exact)
    assert whole.text.partition("/")[0] in {text.partition("/")[0] for text in texts}
    assert whole.text.rpartition("/")[2] in {text.rpartition("/")[2] for text in texts}
    chance.shuffle(texts)  # type: ignore[attr-defined]  # a random.Random
    assert time_span(whens(texts)) == whole


def events_of(*days: str) -> list[Event]:
    return [event(f"e{n}", day) for n, day in enumerate(days)]


def test_the_time_is_that_of_the_events() -> None:
    """Where there are events, the dates of reports are not what counts."""
    told = shown("tag", "outage", report("2020-03-04-late", *events_of("2020-01-02", "2020-01-05")))
    assert told["First to last event"] == ("2 – 5 January 2020", "")
