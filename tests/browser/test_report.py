"""Report pages: table of contents, links between parts, citation, and touch targets."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import ServedSite

REPORT = "/reports/2018-04-23-western-syria-last-pockets/"
DIGEST = "/reports/2018-04-24-ucdp-digest-syria/"
TOUCH_ONLY = "availablePointerTypes=2,primaryPointerType=2,availableHoverTypes=1,primaryHoverType=1"
"""Chromium settings of a device without a mouse."""
TARGET = 44
"""Width and height of a touch target in CSS pixels (WCAG 2.5.5)."""
TARGETS = (
    ".permalink",
    ".event-entry-permalink",
    ".event-entry-cited a",
    ".sources-back a",
    ".toc a",
    ".kicker a",
    "summary",
)
TOO_SMALL = """([targets, least]) => [...document.querySelectorAll(targets)]
    .map(e => [e, e.getBoundingClientRect()])
    .filter(([e, box]) => box.width && (box.width < least || box.height < least))
    .map(([e, box]) => `${e.outerHTML.slice(0, 80)}: ${box.width} x ${box.height}`)"""


@pytest.fixture
def touch_page(launch_with: Callable[..., Browser], site: ServedSite) -> Page:
    """Return a page on a small touch screen without a mouse."""
    launched = launch_with(f"--blink-settings={TOUCH_ONLY}")
    return launched.new_page(base_url=site.url, viewport={"width": 360, "height": 740}, has_touch=True)


def open_citation(page: Page) -> Locator:
    """Open 'Cite this report' and return it."""
    page.get_by_text("Cite this report").click()
    return page.locator("#cite")


def test_citation_is_copied_by_a_script_loaded_on_demand(open_page: Callable[..., Page]) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url.rpartition("/")[2]))
    page.goto(REPORT)
    page.wait_for_load_state("networkidle")
    assert "cite.js" not in requested
    box = open_citation(page)
    box.get_by_role("button", name="Copy").click()
    expect(box.get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == box.locator("[data-cite-text]").inner_text().strip()


def test_citation_is_selected_if_the_clipboard_is_unavailable(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(REPORT)
    box = open_citation(page)
    box.get_by_role("button", name="Copy").click()
    expect(box.get_by_role("status")).to_contain_text("Press Ctrl+C")
    selected = page.evaluate("getSelection().toString()").strip()
    assert selected == box.locator("[data-cite-text]").inner_text().strip()


def test_citation_without_scripts_has_no_button(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(REPORT)
    expect(page.locator("[data-cite-text]")).to_contain_text("/reports/2018-04-23-")
    assert page.locator("#cite button").is_hidden()


def test_citation_is_printed_though_closed(page: Page) -> None:
    page.goto(REPORT)
    page.emulate_media(media="print")
    expect(page.locator("[data-cite-text]")).to_be_visible()
    expect(page.get_by_text("Cite this report")).to_be_hidden()


def test_permalink_of_a_heading_is_visible_on_hover_and_focus(page: Page) -> None:
    page.goto(REPORT)
    heading = page.locator(".prose .heading").first
    link = heading.get_by_role("link", name="Link to this section: ")
    assert link.evaluate("e => getComputedStyle(e).opacity") == "0"
    heading.hover()
    assert link.evaluate("e => getComputedStyle(e).opacity") == "1"
    page.mouse.move(0, 0)
    page.keyboard.press("Tab")
    link.focus()
    assert link.evaluate("e => getComputedStyle(e).opacity") == "1"
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').tagName") == "H2"


def test_contents_stay_on_a_wide_screen_while_scrolling(page: Page) -> None:
    page.goto(REPORT)
    contents = page.locator(".toc-wide")
    page.locator("#sources").scroll_into_view_if_needed()
    expect(contents.get_by_role("link", name="Sources")).to_be_in_viewport()
    box = contents.bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 800


def test_contents_on_a_small_screen_open_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    page.goto(REPORT)
    link = page.locator(".toc-narrow").get_by_role("link", name="Events")
    assert not link.is_visible()
    page.locator(".toc-narrow summary").focus()
    page.keyboard.press("Enter")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#events")).to_be_in_viewport()


def test_events_and_sources_link_to_each_other(page: Page) -> None:
    page.goto(DIGEST)
    event = page.locator(".event-entry").nth(1)
    number = event.locator(".event-entry-permalink").inner_text()
    event.get_by_role("link", name="Source 1", exact=True).click()
    source = page.locator("#source-1")
    expect(source).to_be_in_viewport()
    source.get_by_role("link", name=number, exact=True).click()
    expect(event).to_be_in_viewport()
    assert page.evaluate("location.hash.slice(1)") == event.get_attribute("id")


def test_touch_targets_are_visible_and_large(touch_page: Page) -> None:
    touch_page.goto(REPORT)
    assert touch_page.evaluate("matchMedia('(pointer: coarse)').matches && matchMedia('(hover: none)').matches")
    touch_page.locator(".toc-narrow summary").click()
    assert touch_page.locator(".permalink").first.evaluate("e => getComputedStyle(e).opacity") == "1"
    assert touch_page.evaluate(TOO_SMALL, [", ".join(TARGETS), TARGET]) == []
    assert touch_page.evaluate("document.scrollingElement.scrollWidth") <= 360
