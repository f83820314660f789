"""The timeline: every event and report once, at its start; what is vague in a part of its own."""

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

WHENS = [
    *("2018", "2019", "2019~", "2019-12", "2020-01", "2020-01~", "2020-01-02", "2020-01-02~", "2020-01-31/2020-02-02"),
    *("2019/2020", "2019-12/2020-01", "2017-06-30", "2020-01-01/2021"),
]


def pages_of(*reports: Report) -> dict[str, Page]:
    """Return the timeline's pages by their path."""
    made = archive(reports)
    return {page.path: page for page in pages(TimelinePages(PageContext(made)).pages())}


def month_of(pages: dict[str, Page], path: str) -> MonthView:
    """Return a month's view."""
    view = pages[path].view
    assert isinstance(view, MonthView)
    return view


def events_on(pages: Iterable[Page]) -> Counter[str]:
    """Count on how many places of year, month and day pages each event stands."""
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


@given(st.lists(st.sampled_from(WHENS), max_size=20))
def test_each_event_stands_once(whens: list[str]) -> None:
    """Whatever is known of their dates, all events stand on the timeline, and none stands twice."""
    events = [event(f"e{n}", when) for n, when in enumerate(whens)]
    counted = events_on(pages_of(report("2020-01-02-one", *events)).values())
    assert counted == Counter({f"event-e{n}": 1 for n in range(len(whens))})


@given(st.lists(st.sampled_from(WHENS), max_size=20))
def test_counts_are_those_of_what_is_there(whens: list[str]) -> None:
    """The years' and months' numbers are the numbers of what stands below them."""
    events = [event(f"e{n}", when) for n, when in enumerate(whens)]
    pages = pages_of(report("2020-01-02-one", *events))
    index = pages["timeline/"].view
    assert isinstance(index, TimelineView)
    assert sum(year.events for year in index.years) == len(events)
    assert sum(year.reports for year in index.years) == 1
    assert all(year.link.href.strip("/") + "/" in pages for year in index.years)


def test_an_interval_stands_at_its_start() -> None:
    """An interval across two months stands on the day on which it begins, and in the later month not at all."""
    pages = pages_of(report("2020-02-05-one", event("long", "2020-01-31/2020-02-02")))
    days = {day.anchor: [card.anchor for card in day.events] for day in month_of(pages, "timeline/2020/01/").days}
    assert days == {"d31": ["event-long"]}
    assert [day.anchor for day in month_of(pages, "timeline/2020/02/").days] == ["d05"]


def test_what_is_known_less_exactly_stands_apart() -> None:
    """An event of a month stands in that month's own part, one of a year in the year's, and neither on a day."""
    pages = pages_of(report("2020-01-02-one", event("month", "2020-01"), event("year", "2020"), event("old", "1990")))
    month = month_of(pages, "timeline/2020/01/")
    assert [card.anchor for card in month.imprecise] == ["event-month"]
    assert [card.anchor for day in month.days for card in day.events] == []
    year = pages["timeline/2020/"].view
    assert isinstance(year, YearView)
    assert [card.anchor for card in year.imprecise] == ["event-year"]
    assert "timeline/1990/" in pages
    assert not [path for path in pages if path.startswith("timeline/1990/") and path != "timeline/1990/"]


def test_reports_stand_on_their_own_date() -> None:
    """A report stands on its own day, its events on theirs."""
    pages = pages_of(report("2020-03-05-one", event("e", "2020-02-29")))
    march, february = month_of(pages, "timeline/2020/03/"), month_of(pages, "timeline/2020/02/")
    assert [(d.anchor, len(d.reports), len(d.events)) for d in march.days] == [("d05", 1, 0)]
    assert [(d.anchor, len(d.reports), len(d.events)) for d in february.days] == [("d29", 0, 1)]


def test_neighbours_pass_over_what_is_empty() -> None:
    """From a month one goes to the nearest month that holds something, also of another year."""
    pages = pages_of(report("2018-11-05-a"), report("2020-02-05-b"))
    earlier, later = month_of(pages, "timeline/2018/11/"), month_of(pages, "timeline/2020/02/")
    assert earlier.previous is None
    assert earlier.next
    assert earlier.next.href == "/timeline/2020/02/"
    assert later.previous
    assert later.previous.href == "/timeline/2018/11/"


def crowd(count: int) -> list[Event]:
    """Return so many events, spread over the days of one month."""
    return [event(f"e{n}", f"2020-01-{1 + n % 31:02d}") for n in range(count)]


@settings(deadline=None, max_examples=3)
@given(st.sampled_from([MAX_ENTRIES_PER_MONTH_PAGE - 1, MAX_ENTRIES_PER_MONTH_PAGE, MAX_ENTRIES_PER_MONTH_PAGE + 40]))
def test_a_crowded_month_counts_its_days(count: int) -> None:
    """A month of more than 400 entries gives each day a page, and counts them; up to that it shows them all."""
    pages = pages_of(report("2020-01-05-one", *crowd(count)))
    month = month_of(pages, "timeline/2020/01/")
    crowded = count + 1 > MAX_ENTRIES_PER_MONTH_PAGE
    assert len(month.days) == 31
    assert sum(day.events_total for day in month.days) == count
    assert all(bool(day.events) != crowded for day in month.days)
    assert ("timeline/2020/01/05/" in pages) == crowded
    assert all(day.href.strip("/") + "/" in pages for day in month.days if day.href)
    assert set(events_on(pages.values()).values()) == {1}
