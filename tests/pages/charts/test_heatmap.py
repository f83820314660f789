"""Heatmap: a square for each day of a year, with a link to the day."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.model.report import Report
from plugins.pages.charts.heatmap import CELL_SIZE, FRAME_SIZE, SQUARE_SIZES, Heatmap, heatmap, steps_by_count
from plugins.pages.context import PageContext
from plugins.pages.date_index import MAX_ENTRIES_PER_MONTH_PAGE
from tests.samples import archive, event, report

RECT = re.compile(r"M(\d+) (\d+)h(\d+)")


def heatmap_or_none(year: int, *reports: Report, lang: str = "en") -> Heatmap | None:
    """Return the heatmap of a year, or None."""
    context = PageContext(archive(reports, lang=lang))
    return heatmap(year, context.labels, context.dates)


def heatmap_of(year: int, *reports: Report, lang: str = "en") -> Heatmap:
    """Return the heatmap of a year."""
    chart = heatmap_or_none(year, *reports, lang=lang)
    assert chart
    return chart


def cells(path: str) -> list[tuple[int, int]]:
    """Return the column and row of each square in path data."""
    return [(int(left) // CELL_SIZE, int(top) // CELL_SIZE) for left, top, _ in RECT.findall(path)]


@given(st.lists(st.dates(date(2019, 1, 1), date(2020, 12, 31)), min_size=1, max_size=40))
@settings(deadline=None, max_examples=60)
def test_each_day_has_one_square_and_one_row(days: list[date]) -> None:
    """All days of a year have a frame; days with entries have a square, a link and a table row."""
    reports = [report(f"{day}-r{n}", event("e", day.isoformat())) for n, day in enumerate(days)]
    for year in {day.year for day in days}:
        chart = heatmap_of(year, *reports)
        with_entries = {day for day in days if day.year == year}
        length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
        assert sum(len(cells(month.frames)) for month in chart.months) == length
        assert sum(len(cells(path)) for month in chart.months for _, path in month.steps) == len(with_entries)
        assert sum(len(month.days) for month in chart.months) == len(with_entries) == len(chart.rows)
        assert sum(row.events + row.reports for row in chart.rows) == 2 * sum(day.year == year for day in days)


@pytest.mark.parametrize(("lang", "column"), [("en", 6), ("en-US", 0), ("ar-SY", 5)])
def test_weeks_begin_on_the_weekday_of_the_language(lang: str, column: int) -> None:
    """1 April 2018, a Sunday, ends a week that begins on Monday, and begins one in the United States.

    In Syria weeks begin on Saturday and run from right to left.
    """
    april = heatmap_of(2018, report("2018-04-01-one"), lang=lang).months[3]
    assert cells(april.days[0].path) == [(column, 0)]
    assert len(cells(april.frames)) == 30


def test_year_without_an_exact_day_has_no_heatmap() -> None:
    assert heatmap_or_none(2019, report("2020-01-05-one", event("a", "2019-05"), event("b", "2019"))) is None


@given(st.lists(st.integers(1, 500), min_size=1, max_size=80))
def test_steps_increase_with_the_counts(counts: list[int]) -> None:
    """The highest count always has the last of four steps."""
    steps = [step for _, step in sorted(steps_by_count(counts).items())]
    assert steps == sorted(steps)
    assert steps[-1] == len(SQUARE_SIZES)
    assert steps[0] >= 1


def test_one_extraordinary_day_does_not_level_the_others() -> None:
    """Days of one and of three events have different steps, though another day has a thousand."""
    steps = steps_by_count([1, 1, 2, 2, 3, 3, 1000])
    assert steps[1] < steps[3]


def test_legend_shows_the_counts_of_each_step() -> None:
    """Each step that occurs has a legend entry with its range of counts and its own size of square."""
    days = [
        report(f"2020-05-{n + 1:02d}-r", *(event(f"e{i}", f"2020-05-{n + 1:02d}") for i in range(n))) for n in range(8)
    ]
    chart = heatmap_of(2020, *days)
    assert [step.label for step in chart.legend] == ["1–3", "4–5", "6–7", "8"]
    assert len({re.findall(r"h(\d+)", step.path)[0] for step in chart.legend}) == 4
    assert max(SQUARE_SIZES) == FRAME_SIZE


def test_days_and_months_link_to_their_pages() -> None:
    """A day links to its own page, or to its part of the month page; a month without a page has no link."""
    events = [event(f"e{n}", f"2020-01-{1 + n % 31:02d}") for n in range(MAX_ENTRIES_PER_MONTH_PAGE + 1)]
    january, february, march, *_ = heatmap_of(2020, report("2020-02-05-one", *events)).months
    assert january.days[4].href == "/timeline/2020/01/05/"
    assert january.days[4].label == "Sunday, 5 January 2020: 13 events"
    assert february.days[0].href == "/timeline/2020/02/#d05"
    assert (february.link.href, march.link.href) == ("/timeline/2020/02/", "")


def test_month_with_imprecise_dates_only_is_linked() -> None:
    months = heatmap_of(2020, report("2020-01-02-one", event("one", "2020-03"))).months
    assert [number for number, month in enumerate(months, 1) if month.link.href] == [1, 3]
