"""Month calendar: the days of a month below their weekdays, with links to the days."""

from datetime import date

from plugins.pages.context import PageContext
from plugins.pages.date_index import MAX_ENTRIES_PER_MONTH_PAGE
from plugins.pages.timeline.month_calendar import month_calendar
from tests.samples import archive, event, report


def test_days_are_below_their_weekdays() -> None:
    """All days of the month are listed, the first in its column; days without entries have no link."""
    context = PageContext(archive([report("2018-04-01-one", event("e", "2018-04-23")), report("2018-03-31-other")]))
    calendar = month_calendar(date(2018, 4, 1), context)
    assert calendar.weekdays == ("M", "T", "W", "T", "F", "S", "S")
    assert calendar.first_column == 7
    assert len(calendar.days) == 30
    assert [(day.number, day.href) for day in calendar.days if day.href] == [(1, "#d01"), (23, "#d23")]
    assert calendar.days[22].title == "Monday, 23 April 2018"


def test_days_link_to_their_pages_where_they_exist() -> None:
    events = [event(f"e{n}", f"2020-01-{1 + n % 31:02d}") for n in range(MAX_ENTRIES_PER_MONTH_PAGE + 1)]
    calendar = month_calendar(date(2020, 1, 1), PageContext(archive([report("2020-02-05-one", *events)])))
    assert {day.href for day in calendar.days} == {f"/timeline/2020/01/{n:02d}/" for n in range(1, 32)}
