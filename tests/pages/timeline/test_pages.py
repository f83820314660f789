"""Timeline: each event and report is listed once, on its first day; imprecise dates have sections of their own."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.model.report import Event, Report
from plugins.pages.context import PageContext
from plugins.pages.date_index import MAX_ENTRIES_PER_MONTH_PAGE
from plugins.pages.outputs import Page
from plugins.pages.timeline.pages import DayView, MonthView, TimelinePages, TimelineView, YearView
from tests.samples import archive, event, pages, report

DATES = [
    *("2018", "2019", "2019~", "2019-12", "2020-01", "2020-01~", "2020-01-02", "2020-01-02~", "2020-01-31/2020-02-02"),
    *("2019/2020", "2019-12/2020-01", "2017-06-30", "2020-01-01/2021"),
]


def pages_of(*reports: Report) -> dict[str, Page]:
    """Return the timeline pages by path."""
    whole = archive(reports)
    return {page.path: page for page in pages(TimelinePages(PageContext(whole)).pages())}


def month_of(pages: dict[str, Page], path: str) -> MonthView:
    """Return the view-model of a month page."""
    view = pages[path].view
    assert isinstance(view, MonthView)
    return view


def events_on(pages: Iterable[Page]) -> Counter[str]:
    """Count how often year, month and day pages list each event."""
    counted: Counter[str] = Counter()
    for page in pages:
        view: Any = page.view
        if isinstance(view, MonthView):
            counted.update(card.anchor for day in view.days for card in day.events)
        if isinstance(view, DayView):
            counted.update(card.anchor for card in view.day.events)
        if isinstance(view, YearView | MonthView):
            counted.update(card.anchor for card in view.imprecise)
    return counted


@given(st.lists(st.sampled_from(DATES), max_size=20))
def test_each_event_is_listed_once(dates: list[str]) -> None:
    """The timeline lists events of any date precision exactly once."""
    events = [event(f"e{n}", edtf) for n, edtf in enumerate(dates)]
    counted = events_on(pages_of(report("2020-01-02-one", *events)).values())
    assert counted == Counter({f"event-e{n}": 1 for n in range(len(dates))})


@given(st.lists(st.sampled_from(DATES), max_size=20))
def test_counts_match_the_listed_entries(dates: list[str]) -> None:
    events = [event(f"e{n}", edtf) for n, edtf in enumerate(dates)]
    pages = pages_of(report("2020-01-02-one", *events))
    index = pages["timeline/"].view
    assert isinstance(index, TimelineView)
    assert sum(year.events for year in index.years) == len(events)
    assert sum(year.reports for year in index.years) == 1
    assert all(year.link.href.strip("/") + "/" in pages for year in index.years)


def test_interval_is_listed_on_its_first_day() -> None:
    """The month page of a later day does not list it."""
    pages = pages_of(report("2020-02-05-one", event("long", "2020-01-31/2020-02-02")))
    days = {day.anchor: [card.anchor for card in day.events] for day in month_of(pages, "timeline/2020/01/").days}
    assert days == {"d31": ["event-long"]}
    assert [day.anchor for day in month_of(pages, "timeline/2020/02/").days] == ["d05"]


def test_imprecise_dates_have_their_own_section() -> None:
    """An event dated to a month is in a section of the month page, one dated to a year in one of the year page."""
    pages = pages_of(report("2020-01-02-one", event("month", "2020-01"), event("year", "2020"), event("old", "1990")))
    month = month_of(pages, "timeline/2020/01/")
    assert [card.anchor for card in month.imprecise] == ["event-month"]
    assert [card.anchor for day in month.days for card in day.events] == []
    year = pages["timeline/2020/"].view
    assert isinstance(year, YearView)
    assert [card.anchor for card in year.imprecise] == ["event-year"]
    assert "timeline/1990/" in pages
    assert not [path for path in pages if path.startswith("timeline/1990/") and path != "timeline/1990/"]


def test_report_and_its_events_are_listed_on_their_own_days() -> None:
    pages = pages_of(report("2020-03-05-one", event("e", "2020-02-29")))
    march, february = month_of(pages, "timeline/2020/03/"), month_of(pages, "timeline/2020/02/")
    assert [(d.anchor, len(d.reports), len(d.events)) for d in march.days] == [("d05", 1, 0)]
    assert [(d.anchor, len(d.reports), len(d.events)) for d in february.days] == [("d29", 0, 1)]


def test_neighbour_links_skip_empty_months() -> None:
    """A month links to the nearest months with entries, also in another year."""
    pages = pages_of(report("2018-11-05-a"), report("2020-02-05-b"))
    earlier, later = month_of(pages, "timeline/2018/11/"), month_of(pages, "timeline/2020/02/")
    assert earlier.previous is None
    assert earlier.next
    assert earlier.next.href == "/timeline/2020/02/"
    assert later.previous
    assert later.previous.href == "/timeline/2018/11/"


def events_of_a_month(count: int) -> list[Event]:
    """Return `count` events, spread over the days of one month."""
    return [event(f"e{n}", f"2020-01-{1 + n % 31:02d}") for n in range(count)]


@settings(deadline=None, max_examples=3)
@given(st.sampled_from([MAX_ENTRIES_PER_MONTH_PAGE - 1, MAX_ENTRIES_PER_MONTH_PAGE, MAX_ENTRIES_PER_MONTH_PAGE + 40]))
def test_month_with_many_entries_has_day_pages(count: int) -> None:
    """A month with more than 400 entries has a page per day and shows counts only; others list their entries."""
    pages = pages_of(report("2020-01-05-one", *events_of_a_month(count)))
    month = month_of(pages, "timeline/2020/01/")
    has_day_pages = count + 1 > MAX_ENTRIES_PER_MONTH_PAGE
    assert len(month.days) == 31
    assert sum(day.events_total for day in month.days) == count
    assert all(bool(day.events) != has_day_pages for day in month.days)
    assert ("timeline/2020/01/05/" in pages) == has_day_pages
    assert all(day.href.strip("/") + "/" in pages for day in month.days if day.href)
    assert set(events_on(pages.values()).values()) == {1}


def year_inputs(when: str) -> Any:
    """Return the inputs of the page of 2020 in an archive with one event."""
    whole = archive([report("2020-02-05-one", event("e", when))])
    plans = {output.path: output for output in TimelinePages(PageContext(whole)).pages()}
    return getattr(plans["timeline/2020/"], "inputs", None)


def test_moving_an_event_within_its_month_changes_the_year_page() -> None:
    """The counts of the months stay the same, but the heatmap changes."""
    assert year_inputs("2020-02-07") != year_inputs("2020-02-08")
