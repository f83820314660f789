"""On this day: the entries of the archive's focus day in a few recent years."""

from datetime import date

from plugins.archive.model.report import Report
from plugins.pages.context import PageContext
from plugins.pages.date_index import MAX_ENTRIES_PER_MONTH_PAGE
from plugins.pages.site.home import HomeView, home_page
from plugins.pages.timeline.on_this_day import MAX_ITEMS, MAX_YEARS, OnThisDay, on_this_day
from tests.samples import archive, event, report


def shown_on_home(*reports: Report, focus: date | None = None, lang: str = "en") -> OnThisDay | None:
    """Return the "On this day" section of the home page."""
    home = home_page(PageContext(archive(reports, focus=focus, lang=lang))).view
    assert isinstance(home, HomeView)
    return home.on_this_day


def test_day_of_the_newest_report_is_the_default() -> None:
    old = report("2017-03-09-old", event("then", "2017-03-05"))
    found = shown_on_home(old, report("2020-03-05-new", event("now", "2020-03-05"), event("before", "2020-03-04")))
    assert found
    assert found.title == "5 March"
    assert [year.link.text for year in found.years] == ["5 March 2020", "5 March 2017"]
    assert [[card.anchor for card in year.events] for year in found.years] == [["event-now"], ["event-then"]]
    assert [len(year.reports) for year in found.years] == [1, 0]


def test_focus_sets_the_day() -> None:
    """The year of the focus does not matter."""
    found = shown_on_home(report("2020-03-05-new", event("then", "2019-11-30")), focus=date(2011, 11, 30))
    assert found
    assert [(year.link.text, year.link.href) for year in found.years] == [
        ("30 November 2019", "/timeline/2019/11/#d30")
    ]


def test_imprecise_dates_do_not_count() -> None:
    """An event dated to a month or year is not listed on its first day; an approximate day is."""
    events = event("month", "2020-01"), event("year", "2020"), event("about", "2020-01-01~")
    found = shown_on_home(report("2020-03-05-new", *events), focus=date(2019, 1, 1))
    assert found
    assert [card.anchor for card in found.years[0].events] == ["event-about"]


def test_day_without_entries_has_no_section() -> None:
    """An empty archive has no section either."""
    assert shown_on_home(report("2020-03-05-new"), focus=date(2020, 3, 6)) is None
    assert shown_on_home() is None
    assert shown_on_home(report("2019-03-01-new"), focus=date(2020, 2, 29)) is None


def test_years_and_items_are_bounded() -> None:
    """A few years with a few entries and the totals are shown."""
    reports = [
        report(f"{year}-07-14-r{n}", *(event(f"e{i}", f"{year}-07-14") for i in range(9)))
        for year in range(2000, 2020)
        for n in range(3)
    ]
    found = shown_on_home(*reports)
    assert found
    assert [year.link.text[-4:] for year in found.years] == ["2019", "2018", "2017"]
    assert len(found.years) == MAX_YEARS
    assert sum(len(year.events) + len(year.reports) for year in found.years) == MAX_ITEMS
    assert {(year.events_total, year.reports_total) for year in found.years} == {(27, 3)}
    assert all(year.reports and year.events for year in found.years)


def test_reports_fill_the_share_of_missing_events() -> None:
    found = shown_on_home(*(report(f"2020-07-14-r{n}") for n in range(9)))
    assert found
    assert len(found.years[0].reports) == MAX_ITEMS


def test_day_links_to_its_page_if_it_has_one() -> None:
    events = [event(f"e{n}", "2020-07-14") for n in range(MAX_ENTRIES_PER_MONTH_PAGE)]
    found = on_this_day(PageContext(archive([report("2020-07-14-r", *events)])))
    assert found
    assert found.years[0].link.href == "/timeline/2020/07/14/"
