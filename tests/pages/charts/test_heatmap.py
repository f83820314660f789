"""The days of a year and of a month as calendars: each day in its place, leading to where it is shown."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.archive import Archive
from plugins.archive.model.report import Report
from plugins.pages.charts.heatmap import (
    CELL_SIZE,
    FRAME_SIZE,
    SQUARE_SIZES,
    Heatmap,
    HeatmapMonth,
    heatmap,
    steps_by_count,
)
from plugins.pages.context import PageContext
from plugins.pages.date_index import MAX_ENTRIES_PER_MONTH_PAGE
from plugins.pages.timeline.month_calendar import month_calendar
from plugins.pages.timeline.pages import TimelinePages
from tests.samples import archive, event, report

BOX = re.compile(r"M(\d+) (\d+)h(\d+)")


def draw(made: Archive, year: int) -> Heatmap | None:
    """Return the heatmap of a year of an archive."""
    context = PageContext(made)
    return heatmap(year, context.labels, context.dates)


def drawn(year: int, *reports: Report, lang: str = "en") -> Heatmap:
    """Return a year's heatmap."""
    found = draw(archive(reports, lang=lang), year)
    assert found
    return found


def places(outline: str) -> list[tuple[int, int]]:
    """Return the column and row of each square of an outline."""
    return [(int(left) // CELL_SIZE, int(top) // CELL_SIZE) for left, top, _ in BOX.findall(outline)]


@given(st.lists(st.dates(date(2019, 1, 1), date(2020, 12, 31)), min_size=1, max_size=40))
@settings(deadline=None, max_examples=60)
def test_each_day_is_drawn_once_and_has_its_row(days: list[date]) -> None:
    """A year's days all have a frame; those that hold anything have a square, a link and a row of the table."""
    made = archive([report(f"{day}-r{n}", event("e", day.isoformat())) for n, day in enumerate(days)])
    for year in {day.year for day in days}:
        found = draw(made, year)
        assert found
        held = {day for day in days if day.year == year}
        length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
        assert sum(len(places(month.frames)) for month in found.months) == length
        assert sum(len(places(outline)) for month in found.months for _, outline in month.steps) == len(held)
        assert sum(len(month.days) for month in found.months) == len(held) == len(found.rows)
        assert sum(span.events + span.reports for span in found.rows) == 2 * sum(day.year == year for day in days)


@pytest.mark.parametrize(("lang", "across"), [("en", 6), ("en-US", 0), ("ar-SY", 5)])
def test_weeks_begin_as_the_language_has_it(lang: str, across: int) -> None:
    """1 April 2018, a Sunday, is the last of a week that begins on Monday, and the first in America.

    In Syria weeks begin on Saturday, and run from the right.
    """
    april = drawn(2018, report("2018-04-01-one"), lang=lang).months[3]
    assert places(april.days[0].path) == [(across, 0)]
    assert len(places(april.frames)) == 30


def test_a_year_without_a_known_day_is_not_drawn() -> None:
    """Events of which the month or year is known are on no day."""
    made = archive([report("2020-01-05-one", event("a", "2019-05"), event("b", "2019"))])
    assert draw(made, 2019) is None


@given(st.lists(st.integers(1, 500), min_size=1, max_size=80))
def test_steps_rise_with_the_counts(counts: list[int]) -> None:
    """More is never of a lower step; the most is of the last; there are four at most."""
    steps = [step for _, step in sorted(steps_by_count(counts).items())]
    assert steps == sorted(steps)
    assert steps[-1] == len(SQUARE_SIZES)
    assert steps[0] >= 1


def test_one_extraordinary_day_leaves_the_others_apart() -> None:
    """Days of one to four events differ, though another has a thousand."""
    assert steps_by_count([1, 1, 2, 2, 3, 3, 1000])[1] < steps_by_count([1, 1, 2, 2, 3, 3, 1000])[3]


def test_the_legend_says_what_a_step_stands_for() -> None:
    """Each step that occurs has its line, with the counts it stands for; the squares differ by their size."""
    days = [
        report(f"2020-05-{n + 1:02d}-r", *(event(f"e{i}", f"2020-05-{n + 1:02d}") for i in range(n))) for n in range(8)
    ]
    found = drawn(2020, *days)
    assert [step.label for step in found.legend] == ["1–3", "4–5", "6–7", "8"]
    assert len({re.findall(r"h(\d+)", step.path)[0] for step in found.legend}) == 4
    assert max(SQUARE_SIZES) == FRAME_SIZE


def months_of(made: Archive, year: int) -> tuple[HeatmapMonth, ...]:
    """Return the months of a year's drawing."""
    found = draw(made, year)
    assert found
    return found.months


def test_days_lead_to_where_they_are_shown() -> None:
    """To the day's part of the month, or in a crowded month to its own page; months lead to theirs, if there is one."""
    crowd = [event(f"e{n}", f"2020-01-{1 + n % 31:02d}") for n in range(MAX_ENTRIES_PER_MONTH_PAGE + 1)]
    january, february, march, *_ = months_of(archive([report("2020-02-05-one", *crowd)]), 2020)
    assert january.days[4].href == "/timeline/2020/01/05/"
    assert january.days[4].label == "Sunday, 5 January 2020: 13 events"
    assert february.days[0].href == "/timeline/2020/02/#d05"
    assert (february.link.href, march.link.href) == ("/timeline/2020/02/", "")


def test_a_month_of_which_no_day_is_known_is_a_link_too() -> None:
    """It has a page, on which stands what is known no nearer."""
    months = months_of(archive([report("2020-01-02-one", event("one", "2020-03"))]), 2020)
    assert [number for number, month in enumerate(months, 1) if month.link.href] == [1, 3]


def test_a_months_days_stand_below_their_weekdays() -> None:
    """Every day of the month is there, the first in its column; those that hold nothing lead nowhere."""
    context = PageContext(archive([report("2018-04-01-one", event("e", "2018-04-23")), report("2018-03-31-other")]))
    jump = month_calendar(date(2018, 4, 1), context)
    assert jump.weekdays == ("M", "T", "W", "T", "F", "S", "S")
    assert jump.first_column == 7
    assert len(jump.days) == 30
    assert [(day.number, day.href) for day in jump.days if day.href] == [(1, "#d01"), (23, "#d23")]
    assert jump.days[22].title == "Monday, 23 April 2018"


def test_days_of_a_crowded_month_are_pages() -> None:
    """One goes straight to the page of a day that has one."""
    crowd = [event(f"e{n}", f"2020-01-{1 + n % 31:02d}") for n in range(MAX_ENTRIES_PER_MONTH_PAGE + 1)]
    jump = month_calendar(date(2020, 1, 1), PageContext(archive([report("2020-02-05-one", *crowd)])))
    assert {day.href for day in jump.days} == {f"/timeline/2020/01/{n:02d}/" for n in range(1, 32)}


def inputs(path: str, *reports: Report) -> Any:
    """Return the inputs of one of the timeline's pages."""
    made = archive(reports)
    return {output.path: getattr(output, "inputs", None) for output in TimelinePages(PageContext(made)).pages()}[path]


def test_a_day_moved_within_its_month_makes_the_year_anew() -> None:
    """The months hold as much as before, and still the drawing is another."""
    before = report("2020-02-05-one", event("e", "2020-02-07"))
    after = report("2020-02-05-one", event("e", str(date(2020, 2, 7) + timedelta(1))))
    assert inputs("timeline/2020/", before) != inputs("timeline/2020/", after)
