"""The events of a report by date."""

from plugins.archive.model.report import Report
from plugins.pages.context import PageContext
from plugins.pages.report.event_days import EventDay, event_days, ordered_events
from tests.samples import archive, event, report


def days_of(one: Report) -> tuple[EventDay, ...]:
    """Return the event days of a report."""
    return event_days(ordered_events(one), PageContext(archive([one])).labels)


def test_events_are_grouped_by_date() -> None:
    """Groups are in chronological order, and events are numbered across groups."""
    one = report("2020-01-05-one", event("a", "2020-01-04"), event("b", "2020-01-02"), event("c", "2020-01-04"))
    days = days_of(one)
    assert [day.when.text for day in days] == ["2 January 2020", "4 January 2020"]
    assert [[card.anchor for card in day.events] for day in days] == [["event-b"], ["event-a", "event-c"]]
    assert [day.first for day in days] == [1, 2]


def test_dates_of_different_precision_are_different_groups() -> None:
    """A year, a month, an approximate day and an interval are not grouped with their first day."""
    dates = ["2020", "2020-01", "2020-01-01", "2020-01-01~", "2020-01-01/2020-01-03"]
    one = report("2020-01-05-one", *(event(f"e{n}", when) for n, when in enumerate(dates)))
    texts = [day.when.text for day in days_of(one)]
    assert texts == ["2020", "January 2020", "1 January 2020", "about 1 January 2020", "1 – 3 January 2020"]


def test_report_without_events_has_no_days() -> None:
    assert days_of(report("2020-01-05-one")) == ()
