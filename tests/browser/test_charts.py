"""Time, drawn: the bars, the calendars and the tables behind them, by pointer, by keyboard, and on a small screen."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

DRAWN = ("/", "/timeline/", "/timeline/2018/")
BOXES = """all => all.filter(e => getComputedStyle(e).display !== 'none').map(e => {
    const box = e.getBoundingClientRect();
    return [box.left, box.right, box.height, document.documentElement.clientWidth];
})"""


def press_until(page: Page, wanted: Locator, most: int = 60) -> None:
    """Go on by the tab key until `wanted` has the focus; nothing on the way is part of a drawing."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert not page.evaluate("document.activeElement.closest('[aria-hidden]') !== null")
        if wanted.evaluate("e => e === document.activeElement"):
            return
    pytest.fail(f"the focus never came to {wanted}")


def test_a_bar_leads_to_its_day(page: Page) -> None:
    """A click anywhere above a day on the first page opens that day."""
    page.goto("/")
    bar = page.locator('.histogram-bars a[href$="#d14"]')
    assert bar.locator("title").text_content() == "14 April 2018: 6 events, 1 report"
    bar.click()
    page.wait_for_url("**/timeline/2018/04/#d14")
    expect(page.get_by_role("heading", name="Saturday, 14 April 2018")).to_be_in_viewport()


def test_a_day_of_the_year_leads_to_it(page: Page) -> None:
    """A square of the year's calendar opens its day, its month's name the month."""
    page.goto("/timeline/2018/")
    page.locator('.heatmap-month a[href$="#d22"]').click()
    page.wait_for_url("**/timeline/2018/04/#d22")
    page.goto("/timeline/2018/")
    page.locator(".heatmap-month p").get_by_text("Apr").click()
    page.wait_for_url("**/timeline/2018/04/")


@pytest.mark.parametrize("address", DRAWN)
def test_keyboards_have_the_table(address: str, page: Page) -> None:
    """By keyboard one comes past the drawing to its table, which opens, and whose links lead to the days."""
    page.goto(address)
    table = page.get_by_role("table")
    expect(table).to_have_count(0)
    press_until(page, page.locator(".chart-table > summary"))
    page.keyboard.press("Enter")
    expect(table).to_be_visible()
    rows = table.get_by_role("rowheader")
    assert rows.count() >= 30
    press_until(page, rows.first.get_by_role("link"), 1)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/timeline/2018/\d\d/#d\d\d$"))


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_words_of_the_axis_are_legible_and_apart(width: int, open_page: Callable[..., Page]) -> None:
    """Whatever the width, they keep their size, stand side by side and within the page."""
    page = open_page(viewport={"width": width, "height": 700})
    for address in ("/", "/timeline/"):
        page.goto(address)
        boxes = sorted(page.locator(".histogram-ticks text").evaluate_all(BOXES))
        assert len(boxes) >= 3
        assert all(left >= 0 and right <= screen and 10 <= height <= 24 for left, right, height, screen in boxes)
        assert all(before[1] + 4 <= after[0] for before, after in pairwise(boxes))


def test_a_month_is_crossed_by_its_days(page: Page) -> None:
    """The calendar of a month leads to a day, and stays in sight on a wide screen."""
    page.goto("/timeline/2018/04/")
    days = page.get_by_role("navigation", name="Days")
    days.get_by_role("link", name="Sunday, 22 April 2018").click()
    expect(page.locator("#d22")).to_be_in_viewport()
    expect(days).to_be_in_viewport()
    assert page.url.endswith("#d22")


def test_events_of_a_report_stand_under_their_days(page: Page) -> None:
    """Each date is a heading below that of the events, and the numbers of its list go on from the one before."""
    page.goto("/reports/2018-04-23-western-syria-last-pockets/")
    dates = page.locator(".event-days").get_by_role("heading", level=3)
    assert dates.all_inner_texts()[0] == "2018"
    numbers = page.locator(".event-entries").evaluate_all("all => all.map(e => [e.start, e.children.length])")
    assert [start for start, _ in numbers] == [1 + sum(n for _, n in numbers[:place]) for place in range(len(numbers))]
