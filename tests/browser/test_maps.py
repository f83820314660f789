"""Maps: links for pointers, lists for keyboards and screen readers, colours and direction."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

DIGEST = "/reports/2018-04-24-ucdp-digest-syria/"
PAGES = ("/regions/", "/regions/syria/", "/regions/syria/homs/", DIGEST)
Open = Callable[..., Page]
DRAWN = """() => [...document.querySelectorAll('.map-drawing a')].map(link => ({
    href: link.getAttribute('href'), tab: link.tabIndex, hidden: !!link.closest('[aria-hidden=true]')
}))"""
SHADES = """() => [...document.querySelectorAll('.map-legend .map-area')].map(area => {
    const style = getComputedStyle(area)
    return `${style.fill} ${style.fillOpacity}`
})"""


@pytest.mark.parametrize("address", PAGES)
def test_links_in_a_map_are_hidden_from_keyboards_and_also_in_a_list(address: str, page: Page) -> None:
    page.goto(address)
    drawn = page.evaluate(DRAWN)
    assert drawn
    assert all(link["tab"] == -1 and link["hidden"] for link in drawn)
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    for href in {link["href"] for link in drawn}:
        listed = page.locator(f'a[href="{href}"]:not([tabindex="-1"]), {href if href.startswith("#") else "#none"}')
        expect(listed.first).to_be_visible()


def test_click_on_an_area_opens_its_region(page: Page) -> None:
    """A click on the label works too."""
    page.goto("/regions/")
    homs = page.locator('.map-drawing a[href="/regions/syria/homs/"]')
    box = homs.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url("/regions/syria/homs/")
    expect(page.locator(".map-current")).to_have_count(1)


def test_click_on_a_point_shows_its_event(page: Page) -> None:
    page.goto(DIGEST)
    point = page.locator(".event-map .map-drawing a").filter(has=page.locator(".map-wide"))
    href = point.get_attribute("href")
    assert href
    point.locator("circle").click()
    expect(page.locator(href)).to_be_in_viewport()
    assert page.url.endswith(href)


@pytest.mark.parametrize("address", PAGES)
def test_map_fits_a_small_screen(address: str, open_page: Open) -> None:
    width = 320
    page = open_page(viewport={"width": width, "height": 700})
    page.goto(address)
    drawing = page.locator(".map-drawing").first.bounding_box()
    assert drawing
    assert 0 <= drawing["x"] <= drawing["x"] + drawing["width"] <= width
    assert drawing["width"] >= width * 0.8
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "options", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}], ids=str
)
def test_shades_in_the_legend_differ(options: dict[str, Any], open_page: Open) -> None:
    page = open_page(**options)
    page.goto("/regions/syria/")
    shades = page.evaluate(SHADES)
    assert len(shades) == 5
    assert len(set(shades)) == 5


def test_map_is_not_mirrored_on_right_to_left_pages(page: Page) -> None:
    """West is on the left, and labels are in their areas."""
    page.goto("/regions/syria/")
    page.evaluate("document.documentElement.dir = 'rtl'")
    west, east = (
        page.locator(f'.map-drawing a[href="/regions/syria/{name}/"]').bounding_box() for name in ("latakia", "hasakah")
    )
    assert west
    assert east
    assert west["x"] + west["width"] < east["x"]
    label = page.locator(".map-label", has_text="Al-Hasakah").bounding_box()
    assert label
    assert east["x"] <= label["x"] <= label["x"] + label["width"] <= east["x"] + east["width"]
