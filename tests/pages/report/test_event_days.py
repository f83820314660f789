"""A report's events along time: each under its date, numbered as on the page."""

from plugins.archive.model.report import Report
from plugins.pages.context import PageContext
from plugins.pages.report.event_days import EventDay, event_days, ordered_events
from tests.samples import archive, event, report


def days_of(told: Report) -> tuple[EventDay, ...]:
    """Return the days of a report."""
    return event_days(ordered_events(told), PageContext(archive([told])).labels)


def test_each_date_stands_once_above_its_events() -> None:
    """Events of one date stand together, in the order of time, and are numbered on from date to date."""
    told = report("2020-01-05-one", event("a", "2020-01-04"), event("b", "2020-01-02"), event("c", "2020-01-04"))
    days = days_of(told)
    assert [day.when.text for day in days] == ["2 January 2020", "4 January 2020"]
    assert [[card.anchor for card in day.events] for day in days] == [["event-b"], ["event-a", "event-c"]]
    assert [day.first for day in days] == [1, 2]


def test_a_vaguer_date_is_another_date() -> None:
    """A year, a month and about a day stand apart from the day with which they begin."""
    whens = ["2020", "2020-01", "2020-01-01", "2020-01-01~", "2020-01-01/2020-01-03"]
    told = report("2020-01-05-one", *(event(f"e{n}", when) for n, when in enumerate(whens)))
    texts = [day.when.text for day in days_of(told)]
    assert texts == ["2020", "January 2020", "1 January 2020", "about 1 January 2020", "1 – 3 January 2020"]


def test_a_report_without_events_has_no_days() -> None:
    assert days_of(report("2020-01-05-one")) == ()
