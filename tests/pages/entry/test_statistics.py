"""The statistics of a registry entry."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.report import Citation, Deaths, Event, Report
from plugins.archive.text.dates import DateSpan, parse_edtf
from plugins.pages.entry.statistics import statistics, time_span
from tests.samples import archive, event, report


def statistics_of(kind: EntryKind, entry_id: str, *reports: Report) -> dict[str, tuple[str, str]]:
    """Return the value and note of each statistic of an entry."""
    sample = archive(reports)
    found = statistics(kind, entry_id, sample.catalogue.contents_of(kind, entry_id), "en")
    assert found.has_deaths == any("Deaths" in item.label for item in found.items)
    return {item.label: (item.value, item.note) for item in found.items}


def test_entry_without_events_has_no_period_and_no_deaths() -> None:
    assert statistics_of("actor", "guard") == {"Events": ("0", ""), "Reports": ("0", "")}


def test_series_has_the_period_of_its_reports() -> None:
    """A series has no number of events."""
    reports = report("2020-01-02-a", event(), series="log"), report("2020-02-03-b", series="log")
    assert statistics_of("series", "log", *reports) == {
        "Reports": ("2", ""),
        "First to last report": ("2 January – 3 February 2020", ""),
    }


def test_deaths_have_a_range_and_a_number_of_events() -> None:
    """The value is the total of the best estimates."""
    events = [event("a", deaths=Deaths(1, 2, 1000)), event("b", deaths=Deaths(0, 0, 0)), event("c")]
    found = statistics_of("region", "land", report("2020-01-02-one", *events))
    assert found["Deaths, best estimate"] == ("2", "between 1 and 1,000, recorded for 2 of 3 events")


def test_equal_estimates_have_no_range() -> None:
    found = statistics_of("region", "land", report("2020-01-02-one", event(deaths=Deaths(3, 3, 3))))
    assert found["Deaths, best estimate"] == ("3", "recorded for 1 of 1 event")


def test_source_counts_attributed_and_cited_events() -> None:
    """An event is attributed to a source, or it only cites the source."""
    cited = Citation(publisher="radio", title="News")
    events = [event("a", attributed_to=("radio",), sources=(1,)), event("b", sources=(1,)), event("c", sources=(1,))]
    found = statistics_of("source", "radio", report("2020-01-02-one", *events, citations=(cited,)))
    assert found["Attributed to it"] == ("1", "33% of the events")
    assert found["Cited only"] == ("2", "67% of the events")


def test_attribution_without_events_is_left_out() -> None:
    found = statistics_of("source", "radio", report("2020-01-02-one", event(attributed_to=("radio",))))
    assert found["Attributed to it"] == ("1", "100% of the events")
    assert "Cited only" not in found


def parse_all(texts: Iterable[str]) -> list[DateSpan]:
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
def test_time_span_uses_the_most_precise_dates(dates: list[str], expected: str) -> None:
    """A year is replaced by a more precise date within it."""
    assert time_span(parse_all(dates)).text == expected


DAYS = st.dates().filter(lambda day: day.year >= 1000).map(lambda day: day.isoformat())
DATES = st.builds(lambda day, end: day[:end], DAYS, st.sampled_from([4, 7, 10]))


def interval(one: str, other: str) -> str:
    """Return the interval between two dates in any order."""
    first, last = sorted((one, other), key=lambda text: (parse_edtf(text).first, parse_edtf(text).last))
    return first if first == last else f"{first}/{last}"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.builds(interval, DATES, DATES) | DATES, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_time_span_contains_every_exact_date(texts: list[str], chance: object) -> None:
    """Each end of the span is a given date, and the order of the dates does not matter."""
    whole = time_span(parse_all(texts))
    exact = [point for text in texts for point in parse_all(text.split("/")) if point.precision == "day"]
    assert all(whole.first <= point.first <= whole.last for point in exact)
    assert whole.text.partition("/")[0] in {text.partition("/")[0] for text in texts}
    assert whole.text.rpartition("/")[2] in {text.rpartition("/")[2] for text in texts}
    chance.shuffle(texts)  # type: ignore[attr-defined]  # a random.Random
    assert time_span(parse_all(texts)) == whole


def events_of(*days: str) -> list[Event]:
    return [event(f"e{n}", day) for n, day in enumerate(days)]


def test_period_is_that_of_the_events() -> None:
    """The dates of reports only matter without events."""
    found = statistics_of("tag", "outage", report("2020-03-04-late", *events_of("2020-01-02", "2020-01-05")))
    assert found["First to last event"] == ("2 – 5 January 2020", "")
