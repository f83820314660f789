"""Histogram, heatmap and month calendar: by pointer, by keyboard and on small screens."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

ADDRESSES = ("/", "/timeline/", "/timeline/2018/")
BOXES = """all => all.filter(e => getComputedStyle(e).display !== 'none').map(e => {
    const box = e.getBoundingClientRect();
    return [box.left, box.right, box.height, document.documentElement.clientWidth];
})"""


def tab_until(page: Page, wanted: Locator, max_keys: int = 60) -> None:
    """Press Tab until `wanted` has the focus; links in drawings must be skipped."""
    for _ in range(max_keys):
        page.keyboard.press("Tab")
        assert not page.evaluate("document.activeElement.closest('[aria-hidden]') !== null")
        if wanted.evaluate("e => e === document.activeElement"):
            return
    pytest.fail(f"the focus did not reach {wanted}")


def test_click_on_a_bar_opens_its_day(page: Page) -> None:
    page.goto("/")
    bar = page.locator('.histogram-bars a[href$="#d14"]')
    assert bar.locator("title").text_content() == "14 April 2018: 6 events, 1 report"
    bar.click()
    page.wait_for_url("**/timeline/2018/04/#d14")
    expect(page.get_by_role("heading", name="Saturday, 14 April 2018")).to_be_in_viewport()


def test_heatmap_links_to_days_and_months(page: Page) -> None:
    page.goto("/timeline/2018/")
    page.locator('.heatmap-month a[href$="#d22"]').click()
    page.wait_for_url("**/timeline/2018/04/#d22")
    page.goto("/timeline/2018/")
    page.locator(".heatmap-month p").get_by_text("Apr").click()
    page.wait_for_url("**/timeline/2018/04/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_keyboard_reaches_the_table_instead_of_the_drawing(address: str, page: Page) -> None:
    """Its links lead to the days."""
    page.goto(address)
    table = page.get_by_role("table")
    expect(table).to_have_count(0)
    tab_until(page, page.locator(".chart-table > summary"))
    page.keyboard.press("Enter")
    expect(table).to_be_visible()
    rows = table.get_by_role("rowheader")
    assert rows.count() >= 30
    tab_until(page, rows.first.get_by_role("link"), 1)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/timeline/2018/\d\d/#d\d\d$"))


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_axis_labels_are_legible_and_do_not_overlap(width: int, open_page: Callable[..., Page]) -> None:
    page = open_page(viewport={"width": width, "height": 700})
    for address in ("/", "/timeline/"):
        page.goto(address)
        boxes = sorted(page.locator(".histogram-ticks text").evaluate_all(BOXES))
        assert len(boxes) >= 3
        assert all(left >= 0 and right <= screen and 10 <= height <= 24 for left, right, height, screen in boxes)
        assert all(before[1] + 4 <= after[0] for before, after in pairwise(boxes))


def test_month_calendar_links_to_days_and_stays_visible(page: Page) -> None:
    page.goto("/timeline/2018/04/")
    days = page.get_by_role("navigation", name="Days")
    days.get_by_role("link", name="Sunday, 22 April 2018").click()
    expect(page.locator("#d22")).to_be_in_viewport()
    expect(days).to_be_in_viewport()
    assert page.url.endswith("#d22")


def test_events_of_a_report_are_grouped_by_date(page: Page) -> None:
    """Each date is a heading, and numbering continues across dates."""
    page.goto("/reports/2018-04-23-western-syria-last-pockets/")
    dates = page.locator(".event-days").get_by_role("heading", level=3)
    assert dates.all_inner_texts()[0] == "2018"
    numbers = page.locator(".event-entries").evaluate_all("all => all.map(e => [e.start, e.children.length])")
    assert [start for start, _ in numbers] == [1 + sum(n for _, n in numbers[:index]) for index in range(len(numbers))]
