"""Histogram: each event and report is drawn or listed in the table once, in a bounded number of bars."""

import calendar
import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.model.catalogue import DatedEvent
from plugins.archive.model.report import Report
from plugins.pages.charts.histogram import (
    HEIGHT,
    MIN_BAR_HEIGHT,
    MIN_SLOTS,
    SLOT_WIDTH,
    Histogram,
    archive_histogram,
    histogram,
)
from plugins.pages.charts.ticks import NARROW_SCREEN, WIDE_SCREEN, Tick
from plugins.pages.charts.time_axis import MAX_DAYS, MAX_SLOTS, choose_axis
from plugins.pages.context import PageContext
from plugins.pages.date_index import MAX_ENTRIES_PER_MONTH_PAGE, count_starts
from plugins.pages.timeline.pages import TimelinePages
from tests.samples import archive, event, pages, report

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
NEAR = st.dates(date(2019, 1, 1), date(2021, 12, 31))
DATES = st.one_of(
    st.one_of(NEAR, DAYS).map(date.isoformat),
    NEAR.map(lambda day: f"{day:%Y-%m}"),
    NEAR.map(lambda day: f"{day:%Y}~"),
)
RECT = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)h-(\d+)z")


def histogram_of(*reports: Report, lang: str = "en", query: str = "") -> Histogram:
    """Return the histogram of `reports`; without a query it equals that of the archive."""
    whole = archive(reports, lang=lang)
    context = PageContext(whole)
    chart = histogram(whole.catalogue.events, whole.catalogue.reports, context.labels, context.dates, query)
    assert chart
    assert query or chart == archive_histogram(context.labels, context.dates)
    return chart


def histogram_of_dates(*dates: str, stem: str = "2020-01-02-one", query: str = "") -> Histogram:
    """Return the histogram of a report with an event on each of `dates` (EDTF)."""
    return histogram_of(report(stem, *(event(f"e{n}", edtf) for n, edtf in enumerate(dates))), query=query)


def rects(path: str) -> list[tuple[int, ...]]:
    """Return the left, top, width and height of each rectangle in path data."""
    found = [tuple(map(int, match.groups()[:4])) for match in RECT.finditer(path)]
    assert RECT.sub("", path) == ""
    return found


@given(st.lists(DATES, max_size=30), DAYS)
@settings(deadline=None, max_examples=150)
def test_table_counts_everything_once_and_bars_are_bounded(dates: list[str], day: date) -> None:
    """For any dates the table adds up to all events and reports, and at most 120 bars fit in the box."""
    chart = histogram_of_dates(*dates, stem=f"{day.isoformat()}-one")
    assert sum(row.events for row in chart.rows) == len(dates)
    assert sum(row.reports for row in chart.rows) == 1
    assert 1 <= len(chart.bars) <= MAX_SLOTS
    assert chart.imprecise + sum(bar.label.count("event") > 0 for bar in chart.bars) <= len(dates)
    for left, top, width, height in (*rects(chart.events), *rects(chart.reports)):
        assert 0 <= left <= left + width <= chart.width
        assert 0 <= top <= HEIGHT - MIN_BAR_HEIGHT
        assert height >= MIN_BAR_HEIGHT
        assert top + height <= HEIGHT


@given(st.lists(st.dates(date(2000, 1, 1), date(2016, 12, 31)), min_size=1, max_size=12))
@settings(deadline=None, max_examples=60)
def test_every_bar_links_to_a_timeline_page(days: list[date]) -> None:
    whole = archive([report(f"{day.isoformat()}-r{n}", event("e", day.isoformat())) for n, day in enumerate(days)])
    context = PageContext(whole)
    timeline = {f"/{page.path}" for page in pages(TimelinePages(context).pages())}
    chart = histogram(whole.catalogue.events, whole.catalogue.reports, context.labels, context.dates)
    assert chart
    assert {bar.href.partition("#")[0] for bar in chart.bars} <= timeline
    assert [row.link.href for row in chart.rows] == [bar.href for bar in chart.bars]


def test_empty_archive_has_no_histogram() -> None:
    context = PageContext(archive([]))
    assert histogram((), (), context.labels, context.dates) is None


@pytest.mark.parametrize(
    ("dates", "unit"),
    [
        (["2020-01-02"], "day"),
        (["2020-01-02", "2020-03-03"], "day"),
        (["2020-01-02", "2020-02-20", "2020-03-20"], "month"),
        (["2020-01-02", "2024-06-01", "2029-12-31"], "month"),
        (["2020-01-02", "2024-06-01", "2030-01-01"], "year"),
        (["2020-01-02", "1960-06-01", "1901-01-01"], "year"),
        (["2020-01-02", "1560-06-01", "1001-01-01"], "decade"),
        (["2020-01-02", "5000-01-01", "0001-01-01"], "century"),
    ],
)
def test_unit_is_the_finest_that_fits(dates: list[str], unit: str) -> None:
    """Up to two months are drawn by day, up to ten years by month, then by year, decade and century."""
    assert histogram_of_dates(*dates).unit == unit


def test_long_gap_is_cut_out() -> None:
    """A month and one day years later are drawn by day, with a cut between them and a tick at each end."""
    chart = histogram_of_dates(*(f"2018-04-{day:02d}" for day in range(1, 31)), stem="2023-11-03-late")
    assert (chart.unit, chart.periods) == ("day", ("1 – 30 April 2018", "3 November 2023"))
    assert len(chart.bars) == 31
    assert chart.cut
    assert chart.ticks[-1].text == "3 Nov 2023"
    last, before = rects(chart.reports)[-1], rects(chart.events)[-1]
    assert last[0] - before[0] == 3 * SLOT_WIDTH


def test_empty_days_take_slots_but_no_rows() -> None:
    chart = histogram_of(report("2020-01-02-one"), report("2020-01-12-two"))
    assert [rect[0] // SLOT_WIDTH for rect in rects(chart.reports)] == [0, 10]
    assert len(chart.rows) == 2
    assert chart.width == 11 * SLOT_WIDTH


def test_imprecise_dates_are_listed_in_the_table_only() -> None:
    """An event dated to a year has no bar among days; the table lists it."""
    dates = [f"2020-01-{day:02d}" for day in range(2, 25)]
    chart = histogram_of_dates(*dates, "2020", query="actor=guard")
    assert chart.imprecise == 1
    last = chart.rows[-1]
    assert (last.link.text, last.link.href) == ("2020 (exact date not known)", "/timeline/2020/")
    assert last.search_url == "/search/?show=events&actor=guard&from=2020&to=2020"


def test_imprecise_rows_are_sorted() -> None:
    """Rows are sorted by their first day, months before years, whatever the order of counting."""
    imprecise = [f"2020-{month:02d}" for month in range(1, 9)] + ["2019", "2020"]
    exact = [f"2020-01-{1 + n % 28:02d}" for n in range(20 * len(imprecise))]
    chart = histogram_of_dates(*exact, *reversed(imprecise))
    rows = [row.link.text.partition(" (")[0] for row in chart.rows[-len(imprecise) :]]
    months = [f"{name} 2020" for name in calendar.month_name[1:9]]
    assert rows == ["2019", months[0], "2020", *months[1:]]


def test_unit_suits_the_precision_of_most_dates() -> None:
    """If most dates are years, a chart of days would leave most events out."""
    chart = histogram_of_dates("2020", "2020", "2020", "2020-01-03")
    assert (chart.unit, chart.periods) == ("year", ("2020",))
    assert chart.imprecise == 0


def test_rows_link_to_the_search_if_there_is_a_query() -> None:
    chart = histogram_of_dates("2020-01-05", "2020-03-05", "2020-06-05", query="region=land/north")
    assert [row.search_url for row in chart.rows] == [
        "/search/?show=events&region=land/north&from=2020-01&to=2020-01",
        "/search/?show=events&region=land/north&from=2020-03&to=2020-03",
        "/search/?show=events&region=land/north&from=2020-06&to=2020-06",
    ]
    assert {row.search_url for row in histogram_of_dates("2020-01-05").rows} == {""}
    decades = histogram_of_dates("1700", "1805", "1999", query="tag=fog")
    assert decades.rows[1].search_url == "/search/?show=events&tag=fog&from=1800&to=1809"
    assert decades.rows[1].link.href == "/timeline/1805/"


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        (["0001-01-01", "5000-01-01"], "1 – 99", "9900 – 9999"),
        (["9000-01-01", "9500-01-01"], "9000 – 9009", "9990 – 9999"),
    ],
    ids=["centuries", "decades"],
)
def test_first_and_last_years_of_the_calendar(dates: list[str], first: str, last: str) -> None:
    """The decades and centuries at the ends of the calendar are cut to its years."""
    chart = histogram_of_dates(*dates, stem="9999-12-31-one", query="tag=fog")
    assert (chart.rows[0].link.text, chart.rows[-1].link.text) == (first, last)
    assert chart.rows[0].search_url.endswith(f"&from={dates[0][:4]}&to={first[-4:].strip(' –'):0>4}")


def test_reports_are_stacked_on_events_and_stay_visible() -> None:
    """The highest bar is as high as the box; a single report on top of many events is still drawn."""
    chart = histogram_of_dates(*["2020-01-02"] * 1000)
    (events,), (reports,) = rects(chart.events), rects(chart.reports)
    assert chart.max_count == 1001
    assert reports[1] == 0
    assert reports[3] >= MIN_BAR_HEIGHT
    assert events[1] + events[3] == HEIGHT
    assert chart.bars[0].label == "2 January 2020: 1,000 events, 1 report"


def test_time_runs_in_the_direction_of_the_script() -> None:
    """In a right-to-left script the first day and its tick are at the right."""
    days = report("2020-01-02-one"), report("2020-01-22-two"), report("2020-01-22-three")
    plain, mirrored = histogram_of(*days), histogram_of(*days, lang="ar")
    left_to_right = [(left, height) for left, _, _, height in rects(plain.reports)]
    right_to_left = [(plain.width - left - width, height) for left, _, width, height in rects(mirrored.reports)]
    assert left_to_right == right_to_left
    assert [tick.position for tick in mirrored.ticks] == [f"{100 - float(t.position[:-1]):.2f}%" for t in plain.ticks]
    assert [tick.anchor for tick in mirrored.ticks] == [tick.anchor for tick in plain.ticks]


def interval(tick: Tick, pixels: int) -> tuple[float, float]:
    """Return the start and end of a tick's text in a chart of `pixels`, at 7 pixels per letter."""
    position, width = float(tick.position[:-1]) * pixels / 100, 7 * len(tick.text)
    start = position - {"start": 0, "middle": width / 2, "end": width}[tick.anchor]
    return start, start + width


@given(DAYS, st.integers(0, 3_000_000))
@settings(deadline=None, max_examples=150)
def test_tick_labels_never_overlap_or_leave_the_chart(first: date, days: int) -> None:
    """This holds on small and wide screens, and there is always a tick."""
    last = first + timedelta(min(days, (date.max - first).days))
    ticks = histogram_of(report(f"{first}-one"), report(f"{last}-two")).ticks
    assert any(not tick.wide_only for tick in ticks)
    for pixels, shown in ((NARROW_SCREEN, [t for t in ticks if not t.wide_only]), (WIDE_SCREEN, list(ticks))):
        intervals = [interval(tick, pixels) for tick in shown]
        assert all(start > -0.1 and end < pixels + 0.1 for start, end in intervals)
        assert all(before[1] < after[0] for before, after in pairwise(intervals))


def test_single_bar_is_narrow() -> None:
    """A bar takes at most a seventh of a narrow chart."""
    chart = histogram_of(report("2020-01-02-one"))
    assert (chart.narrow, chart.width, len(chart.bars)) == (True, MIN_SLOTS * SLOT_WIDTH, 1)


def test_max_bars_selects_a_coarser_unit() -> None:
    months = [report(f"{2015 + n // 12}-{n % 12 + 1:02d}-01-r") for n in range(100)]
    context = PageContext(archive(months))
    charts = [archive_histogram(context.labels, context.dates, max_bars) for max_bars in (MAX_SLOTS, 60)]
    assert [chart.unit for chart in charts if chart] == ["month", "year"]


def test_bars_link_to_day_pages_where_they_exist() -> None:
    some = [event(f"e{n}", f"2020-01-{n % 28 + 1:02d}") for n in range(MAX_ENTRIES_PER_MONTH_PAGE)]
    few, many = (archive([report("2020-01-05-one", *events)]) for events in (some[:9], some))
    links = []
    for whole in (few, many):
        context = PageContext(whole)
        chart = histogram(whole.catalogue.events[:9], whole.catalogue.reports, context.labels, context.dates)
        assert chart
        links.append(chart.bars[0].href)
    assert links == ["/timeline/2020/01/#d01", "/timeline/2020/01/01/"]


def test_axis_is_cut_only_once() -> None:
    """Two distant groups of days are drawn with a cut; three groups get a coarser unit."""
    two = [DatedEvent(event(when=f"{year}-05-0{day}"), report(), 0) for year in (1990, 2020) for day in (1, 9)]
    axis = choose_axis(count_starts(two, ()))
    assert axis
    assert (axis.unit.name, len(axis.numbers), axis.cut) == ("day", 18, 9)
    assert axis.length <= MAX_DAYS
    three = [*two, DatedEvent(event(when="2004-05-01"), report(), 0)]
    coarser = choose_axis(count_starts(three, ()))
    assert coarser
    assert (coarser.unit.name, coarser.cut) == ("year", 0)
