"""The histogram: every event and report is drawn once or named in the table, in few bars, whatever the dates."""

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
WHENS = st.one_of(
    st.one_of(NEAR, DAYS).map(date.isoformat),
    NEAR.map(lambda day: f"{day:%Y-%m}"),
    NEAR.map(lambda day: f"{day:%Y}~"),
)
BOX = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)h-(\d+)z")


def drawn(*reports: Report, lang: str = "en", query: str = "") -> Histogram:
    """Return the histogram of all that some reports hold: the same as that of the archive, but for the query."""
    made = archive(reports, lang=lang)
    context = PageContext(made)
    found = histogram(made.catalogue.events, made.catalogue.reports, context.labels, context.dates, query)
    assert found
    assert query or found == archive_histogram(context.labels, context.dates)
    return found


def of_whens(*whens: str, stem: str = "2020-01-02-one", query: str = "") -> Histogram:
    """Return the histogram of a report with an event on each of `whens`."""
    return drawn(report(stem, *(event(f"e{n}", when) for n, when in enumerate(whens))), query=query)


def boxes(outline: str) -> list[tuple[int, ...]]:
    """Read an outline: each box by its left, top, width and height."""
    found = [tuple(map(int, match.groups()[:4])) for match in BOX.finditer(outline)]
    assert BOX.sub("", outline) == ""
    return found


@given(st.lists(WHENS, max_size=30), DAYS)
@settings(deadline=None, max_examples=150)
def test_counts_everything_once_in_few_bars(whens: list[str], day: date) -> None:
    """Whatever the dates, the table's numbers add up to all there is, and there are at most 120 bars in the box."""
    drawing = of_whens(*whens, stem=f"{day.isoformat()}-one")
    assert sum(span.events for span in drawing.rows) == len(whens)
    assert sum(span.reports for span in drawing.rows) == 1
    assert 1 <= len(drawing.bars) <= MAX_SLOTS
    assert drawing.imprecise + sum(bar.label.count("event") > 0 for bar in drawing.bars) <= len(whens)
    for left, top, width, height in (*boxes(drawing.events), *boxes(drawing.reports)):
        assert 0 <= left <= left + width <= drawing.width
        assert 0 <= top <= HEIGHT - MIN_BAR_HEIGHT
        assert height >= MIN_BAR_HEIGHT
        assert top + height <= HEIGHT


@given(st.lists(st.dates(date(2000, 1, 1), date(2016, 12, 31)), min_size=1, max_size=12))
@settings(deadline=None, max_examples=60)
def test_every_bar_leads_to_a_page_of_the_timeline(days: list[date]) -> None:
    """The links of bars and rows are pages that the timeline has, and the parts of its months."""
    made = archive([report(f"{day.isoformat()}-r{n}", event("e", day.isoformat())) for n, day in enumerate(days)])
    context = PageContext(made)
    there = {f"/{page.path}" for page in pages(TimelinePages(context).pages())}
    drawing = histogram(made.catalogue.events, made.catalogue.reports, context.labels, context.dates)
    assert drawing
    assert {bar.href.partition("#")[0] for bar in drawing.bars} <= there
    assert [span.link.href for span in drawing.rows] == [bar.href for bar in drawing.bars]


def test_nothing_is_not_drawn() -> None:
    """Without events and reports there is no drawing at all."""
    context = PageContext(archive([]))
    assert histogram((), (), context.labels, context.dates) is None


@pytest.mark.parametrize(
    ("whens", "unit"),
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
def test_the_unit_is_the_finest_that_fits(whens: list[str], unit: str) -> None:
    """Up to two months are drawn by day, up to ten years by month, then by year, decade and century."""
    assert of_whens(*whens).unit == unit


def test_a_lone_report_of_years_later_leaves_the_days() -> None:
    """A month and one day years later are drawn by day, with a cut between them; each end is named."""
    drawing = of_whens(*(f"2018-04-{day:02d}" for day in range(1, 31)), stem="2023-11-03-late")
    assert (drawing.unit, drawing.periods) == ("day", ("1 – 30 April 2018", "3 November 2023"))
    assert len(drawing.bars) == 31
    assert drawing.cut
    assert drawing.ticks[-1].text == "3 Nov 2023"
    last, before = boxes(drawing.reports)[-1], boxes(drawing.events)[-1]
    assert last[0] - before[0] == 3 * SLOT_WIDTH


def test_gaps_show_as_gaps() -> None:
    """What lies between has its place, also when nothing begins in it; the table leaves it out."""
    drawing = drawn(report("2020-01-02-one"), report("2020-01-12-two"))
    assert [box[0] // SLOT_WIDTH for box in boxes(drawing.reports)] == [0, 10]
    assert len(drawing.rows) == 2
    assert drawing.width == 11 * SLOT_WIDTH


def test_what_is_known_less_exactly_is_in_the_table_only() -> None:
    """An event of a year has no bar among days, which would be a guess; the table names it, a sentence counts it."""
    whens = [f"2020-01-{day:02d}" for day in range(2, 25)]
    drawing = of_whens(*whens, "2020", query="actor=guard")
    assert drawing.imprecise == 1
    last = drawing.rows[-1]
    assert (last.link.text, last.link.href) == ("2020 (not known more exactly)", "/timeline/2020/")
    assert last.search_url == "/search/?show=events&actor=guard&from=2020&to=2020"


def test_what_is_known_less_exactly_stands_in_order() -> None:
    """However a process counts, the rows are the same: by their first day, of one day the month before the year."""
    vague = [f"2020-{month:02d}" for month in range(1, 9)] + ["2019", "2020"]
    exact = [f"2020-01-{1 + n % 28:02d}" for n in range(20 * len(vague))]
    rows = [span.link.text.partition(" (")[0] for span in of_whens(*exact, *reversed(vague)).rows[-len(vague) :]]
    months = [f"{name} 2020" for name in calendar.month_name[1:9]]
    assert rows == ["2019", months[0], "2020", *months[1:]]


def test_the_drawing_is_no_finer_than_most_of_the_dates() -> None:
    """Where of many events the year alone is known, years are drawn, for days would show the lesser part."""
    drawing = of_whens("2020", "2020", "2020", "2020-01-03")
    assert (drawing.unit, drawing.periods) == ("year", ("2020",))
    assert drawing.imprecise == 0


def test_numbers_lead_to_the_search_where_it_has_filters() -> None:
    """With a query the number of events leads to the search for just these; without one it leads nowhere."""
    drawing = of_whens("2020-01-05", "2020-03-05", "2020-06-05", query="region=land/north")
    assert [span.search_url for span in drawing.rows] == [
        "/search/?show=events&region=land/north&from=2020-01&to=2020-01",
        "/search/?show=events&region=land/north&from=2020-03&to=2020-03",
        "/search/?show=events&region=land/north&from=2020-06&to=2020-06",
    ]
    assert {span.search_url for span in of_whens("2020-01-05").rows} == {""}
    decades = of_whens("1700", "1805", "1999", query="tag=fog")
    assert decades.rows[1].search_url == "/search/?show=events&tag=fog&from=1800&to=1809"
    assert decades.rows[1].link.href == "/timeline/1805/"


@pytest.mark.parametrize(
    ("whens", "first", "last"),
    [
        (["0001-01-01", "5000-01-01"], "1 – 99", "9900 – 9999"),
        (["9000-01-01", "9500-01-01"], "9000 – 9009", "9990 – 9999"),
    ],
    ids=["centuries", "decades"],
)
def test_the_calendar_has_ends(whens: list[str], first: str, last: str) -> None:
    """The first and the last years that a date can have are in their decades and centuries."""
    drawing = of_whens(*whens, stem="9999-12-31-one", query="tag=fog")
    assert (drawing.rows[0].link.text, drawing.rows[-1].link.text) == (first, last)
    assert drawing.rows[0].search_url.endswith(f"&from={whens[0][:4]}&to={first[-4:].strip(' –'):0>4}")


def test_reports_stand_on_the_events_and_are_seen_beside_many() -> None:
    """The highest bar is as high as the box; a single report beside many events is still drawn."""
    drawing = of_whens(*["2020-01-02"] * 1000)
    (events,), (reports,) = boxes(drawing.events), boxes(drawing.reports)
    assert drawing.max_count == 1001
    assert reports[1] == 0
    assert reports[3] >= MIN_BAR_HEIGHT
    assert events[1] + events[3] == HEIGHT
    assert drawing.bars[0].label == "2 January 2020: 1,000 events, 1 report"


def test_time_runs_as_the_script_does() -> None:
    """Where one reads from the right, the first day stands at the right, and its words with it."""
    days = report("2020-01-02-one"), report("2020-01-22-two"), report("2020-01-22-three")
    plain, mirrored = drawn(*days), drawn(*days, lang="ar")
    here = [(left, height) for left, _, _, height in boxes(plain.reports)]
    there = [(plain.width - left - width, height) for left, _, width, height in boxes(mirrored.reports)]
    assert here == there
    assert [mark.position for mark in mirrored.ticks] == [f"{100 - float(m.position[:-1]):.2f}%" for m in plain.ticks]
    assert [mark.anchor for mark in mirrored.ticks] == [mark.anchor for mark in plain.ticks]


def ends(mark: Tick, pixels: int) -> tuple[float, float]:
    """Return from where to where a mark's words stand, at 7 pixels a letter."""
    at, width = float(mark.position[:-1]) * pixels / 100, 7 * len(mark.text)
    start = at - {"start": 0, "middle": width / 2, "end": width}[mark.anchor]
    return start, start + width


@given(DAYS, st.integers(0, 3_000_000))
@settings(deadline=None, max_examples=150)
def test_no_words_touch_others_or_leave_the_drawing(first: date, days: int) -> None:
    """The marks stand apart and within the drawing, on small screens and on wide ones, and there is always one."""
    last = first + timedelta(min(days, (date.max - first).days))
    marks = drawn(report(f"{first}-one"), report(f"{last}-two")).ticks
    assert any(not mark.wide_only for mark in marks)
    for pixels, shown in ((NARROW_SCREEN, [m for m in marks if not m.wide_only]), (WIDE_SCREEN, list(marks))):
        spans = [ends(mark, pixels) for mark in shown]
        assert all(start > -0.1 and end < pixels + 0.1 for start, end in spans)
        assert all(before[1] < after[0] for before, after in pairwise(spans))


def test_a_lone_bar_is_no_wall() -> None:
    """However few there are, a bar has a seventh of a place that is small itself."""
    drawing = drawn(report("2020-01-02-one"))
    assert (drawing.narrow, drawing.width, len(drawing.bars)) == (True, MIN_SLOTS * SLOT_WIDTH, 1)


def test_a_bound_of_bars_is_kept() -> None:
    """Asked for fewer bars, the drawing takes a coarser unit."""
    months = [report(f"{2015 + n // 12}-{n % 12 + 1:02d}-01-r") for n in range(100)]
    context = PageContext(archive(months))
    drawings = [archive_histogram(context.labels, context.dates, most) for most in (MAX_SLOTS, 60)]
    assert [drawing.unit for drawing in drawings if drawing] == ["month", "year"]


def test_days_of_a_crowded_month_lead_to_their_pages() -> None:
    """A day that has a page is where its bar leads."""
    some = [event(f"e{n}", f"2020-01-{n % 28 + 1:02d}") for n in range(MAX_ENTRIES_PER_MONTH_PAGE)]
    few, many = (archive([report("2020-01-05-one", *events)]) for events in (some[:9], some))
    links = []
    for made in (few, many):
        context = PageContext(made)
        drawing = histogram(made.catalogue.events[:9], made.catalogue.reports, context.labels, context.dates)
        assert drawing
        links.append(drawing.bars[0].href)
    assert links == ["/timeline/2020/01/#d01", "/timeline/2020/01/01/"]


def test_an_axis_is_never_longer_than_asked() -> None:
    """Days that lie far apart in two heaps are cut once; in three they are drawn more coarsely."""
    two = [DatedEvent(event(when=f"{year}-05-0{day}"), report(), 0) for year in (1990, 2020) for day in (1, 9)]
    axis = choose_axis(count_starts(two, ()))
    assert axis
    assert (axis.unit.name, len(axis.numbers), axis.cut) == ("day", 18, 9)
    assert axis.length <= MAX_DAYS
    three = [*two, DatedEvent(event(when="2004-05-01"), report(), 0)]
    coarser = choose_axis(count_starts(three, ()))
    assert coarser
    assert (coarser.unit.name, coarser.cut) == ("year", 0)
