"""A report in a real browser: its contents, ways to its parts and back, how it is cited, and room for fingers."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from plugins.commands.browser import launch_flags
from tests.browser.conftest import ServedSite

REPORT = "/reports/2018-04-23-western-syria-last-pockets/"
DIGEST = "/reports/2018-04-24-ucdp-digest-syria/"
FINGER = "availablePointerTypes=2,primaryPointerType=2,availableHoverTypes=1,primaryHoverType=1"
"""Chromium's own words for a machine without a mouse."""
TARGET = 44
"""CSS pixels of what a finger is to hit, either way."""
TOUCHED = (
    ".permalink",
    ".event-entry-permalink",
    ".event-entry-cited a",
    ".sources-back a",
    ".toc a",
    ".kicker a",
    "summary",
)
SMALL = """([targets, least]) => [...document.querySelectorAll(targets)]
    .map(e => [e, e.getBoundingClientRect()])
    .filter(([e, box]) => box.width && (box.width < least || box.height < least))
    .map(([e, box]) => `${e.outerHTML.slice(0, 80)}: ${box.width} x ${box.height}`)"""


@pytest.fixture
def fingers(browser: Browser, browser_file: str, site: ServedSite) -> Iterator[Page]:
    """Yield a page of a small screen that has no mouse."""
    touched = browser.browser_type.launch(
        executable_path=browser_file, args=[*launch_flags(), f"--blink-settings={FINGER}"]
    )
    yield touched.new_page(base_url=site.url, viewport={"width": 360, "height": 740}, has_touch=True)
    touched.close()


def reference(page: Page) -> Locator:
    """Open 'Cite this report' and return it."""
    page.get_by_text("Cite this report").click()
    return page.locator("#cite")


def test_a_reference_is_copied(open_page: Callable[..., Page]) -> None:
    """The button copies what is shown and says so; its script is fetched only when a reader asks how to cite."""
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(REPORT)
    page.wait_for_load_state("networkidle")
    assert "more.js" not in asked
    box = reference(page)
    box.get_by_role("button", name="Copy").click()
    expect(box.get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == box.locator("[data-cite-text]").inner_text().strip()


def test_a_reference_can_be_copied_by_hand(open_page: Callable[..., Page]) -> None:
    """Where the browser lets no page write to the clipboard, the reference is marked for the reader's own keys."""
    page = open_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(REPORT)
    box = reference(page)
    box.get_by_role("button", name="Copy").click()
    expect(box.get_by_role("status")).to_contain_text("copy it with the keys")
    marked = page.evaluate("getSelection().toString()").strip()
    assert marked == box.locator("[data-cite-text]").inner_text().strip()


def test_a_reference_needs_no_script(open_page: Callable[..., Page]) -> None:
    """Without scripts the reference is there to read, and no button that does nothing."""
    page = open_page(java_script_enabled=False)
    page.goto(REPORT)
    expect(page.locator("[data-cite-text]")).to_contain_text("/reports/2018-04-23-")
    assert page.locator("#cite button").is_hidden()


def test_a_reference_stands_on_paper(page: Page) -> None:
    """Whoever prints a report has its reference on the last sheet, whether it was opened or not."""
    page.goto(REPORT)
    page.emulate_media(media="print")
    expect(page.locator("[data-cite-text]")).to_be_visible()
    expect(page.get_by_text("Cite this report")).to_be_hidden()


def test_a_heading_s_link_shows_when_it_is_reached(page: Page) -> None:
    """The link beside a heading shows to whoever points at it or comes by keyboard, and leads to the heading."""
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


def test_contents_stay_in_sight(page: Page) -> None:
    """On a wide screen the contents go along with the text and never reach beyond the screen."""
    page.goto(REPORT)
    contents = page.locator(".toc-wide")
    page.locator("#sources").scroll_into_view_if_needed()
    expect(contents.get_by_role("link", name="Sources")).to_be_in_viewport()
    box = contents.bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 800


def test_contents_unfold_by_keyboard(open_page: Callable[..., Page]) -> None:
    """On a small screen the contents are folded; Enter unfolds them, and a link of theirs leads to its part."""
    page = open_page(viewport={"width": 360, "height": 740})
    page.goto(REPORT)
    link = page.locator(".toc-narrow").get_by_role("link", name="Events")
    assert not link.is_visible()
    page.locator(".toc-narrow summary").focus()
    page.keyboard.press("Enter")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#events")).to_be_in_viewport()


def test_events_and_sources_lead_to_each_other(page: Page) -> None:
    """From an event to a source that it cites, and from the source back to the event by the number that it bears."""
    page.goto(DIGEST)
    event = page.locator(".event-entry").nth(1)
    number = event.locator(".event-entry-permalink").inner_text()
    event.get_by_role("link", name="Source 1", exact=True).click()
    source = page.locator("#source-1")
    expect(source).to_be_in_viewport()
    source.get_by_role("link", name=number, exact=True).click()
    expect(event).to_be_in_viewport()
    assert page.evaluate("location.hash.slice(1)") == event.get_attribute("id")


def test_fingers_have_room(fingers: Page) -> None:
    """Without a mouse every way within a report shows, and none is smaller than 44 pixels either way."""
    fingers.goto(REPORT)
    assert fingers.evaluate("matchMedia('(pointer: coarse)').matches && matchMedia('(hover: none)').matches")
    fingers.locator(".toc-narrow summary").click()
    assert fingers.locator(".permalink").first.evaluate("e => getComputedStyle(e).opacity") == "1"
    assert fingers.evaluate(SMALL, [", ".join(TOUCHED), TARGET]) == []
    assert fingers.evaluate("document.scrollingElement.scrollWidth") <= 360
