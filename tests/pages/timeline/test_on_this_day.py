"""On this day: by the archive's focus, never by the clock; the newest years first, and bounded."""

from datetime import date

from plugins.archive.model.report import Report
from plugins.pages.context import PageContext
from plugins.pages.date_index import MAX_ENTRIES_PER_MONTH_PAGE
from plugins.pages.site.home import HomeView, home_page
from plugins.pages.timeline.on_this_day import MAX_ITEMS, MAX_YEARS, OnThisDay, on_this_day
from tests.samples import archive, event, report


def told(*reports: Report, focus: date | None = None, lang: str = "en") -> OnThisDay | None:
    """Return what home says of the day."""
    made = archive(reports, focus=focus, lang=lang)
    home = home_page(PageContext(made)).view
    assert isinstance(home, HomeView)
    return home.on_this_day


def test_the_newest_reports_day_is_the_default() -> None:
    """Without a focus it is the day of the newest report, in every year of the archive."""
    old = report("2017-03-09-old", event("then", "2017-03-05"))
    found = told(old, report("2020-03-05-new", event("now", "2020-03-05"), event("before", "2020-03-04")))
    assert found
    assert found.title == "5 March"
    assert [year.link.text for year in found.years] == ["5 March 2020", "5 March 2017"]
    assert [[card.anchor for card in year.events] for year in found.years] == [["event-now"], ["event-then"]]
    assert [len(year.reports) for year in found.years] == [1, 0]


def test_the_focus_is_the_day() -> None:
    """The focus says which day, whatever its own year holds."""
    found = told(report("2020-03-05-new", event("then", "2019-11-30")), focus=date(2011, 11, 30))
    assert found
    assert [(year.link.text, year.link.href) for year in found.years] == [
        ("30 November 2019", "/timeline/2019/11/#d30")
    ]


def test_what_is_not_dated_to_the_day_is_not_of_the_day() -> None:
    """An event of which the month or year is known did not happen on the first, so far as the archive knows."""
    events = event("month", "2020-01"), event("year", "2020"), event("about", "2020-01-01~")
    found = told(report("2020-03-05-new", *events), focus=date(2019, 1, 1))
    assert found
    assert [card.anchor for card in found.years[0].events] == ["event-about"]


def test_nothing_is_said_of_an_empty_day() -> None:
    """A day on which nothing began has no part on the page; nor has an empty archive."""
    assert told(report("2020-03-05-new"), focus=date(2020, 3, 6)) is None
    assert told() is None
    assert told(report("2019-03-01-new"), focus=date(2020, 2, 29)) is None


def test_what_is_shown_is_bounded() -> None:
    """Few years with few cards, the totals said; what is left out is where the day's link leads."""
    reports = [
        report(f"{year}-07-14-r{n}", *(event(f"e{i}", f"{year}-07-14") for i in range(9)))
        for year in range(2000, 2020)
        for n in range(3)
    ]
    found = told(*reports)
    assert found
    assert [year.link.text[-4:] for year in found.years] == ["2019", "2018", "2017"]
    assert len(found.years) == MAX_YEARS
    assert sum(len(year.events) + len(year.reports) for year in found.years) == MAX_ITEMS
    assert {(year.events_total, year.reports_total) for year in found.years} == {(27, 3)}
    assert all(year.reports and year.events for year in found.years)


def test_a_day_without_events_shows_its_reports() -> None:
    """The room that events leave is for reports."""
    found = told(*(report(f"2020-07-14-r{n}") for n in range(9)))
    assert found
    assert len(found.years[0].reports) == MAX_ITEMS


def test_a_crowded_months_day_leads_to_its_page() -> None:
    """Where the day has a page of its own, that is where it leads."""
    crowd = [event(f"e{n}", "2020-07-14") for n in range(MAX_ENTRIES_PER_MONTH_PAGE)]
    made = archive([report("2020-07-14-r", *crowd)])
    found = on_this_day(PageContext(made))
    assert found
    assert found.years[0].link.href == "/timeline/2020/07/14/"
