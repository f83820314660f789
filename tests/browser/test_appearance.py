"""Themes, reduced motion, forced colours, print, right-to-left pages, layout shift and touch targets."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from plugins.commands.build import build_site, make_options
from tests.browser.conftest import ServedSite

POND = "/reports/2022-05-04-pond-leak/"
REPORT = "/reports/2018-04-23-western-syria-last-pockets/"
ARABIC = Path(__file__).resolve().parents[1] / "sites/valid/arabic"
LIGHT, DARK = "rgb(252, 251, 248)", "rgb(20, 23, 26)"
BACKGROUND = "getComputedStyle(document.documentElement).backgroundColor"
RECORD_FIRST_COLOUR = """
    new MutationObserver((_, observer) => {
        if (!document.body) return;
        window.firstColour = getComputedStyle(document.documentElement).backgroundColor;
        observer.disconnect();
    }).observe(document, {childList: true, subtree: true});
"""
"""Records the background when the body element appears, before the first paint."""
DENY_STORAGE = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError'); }});"
)
PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length > 0"
LAYOUT_SHIFT = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value)))
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(sum), 500);
})"""


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], ServedSite]) -> ServedSite:
    """Return an archive in Arabic."""
    output = tmp_path_factory.mktemp("arabic") / "output"
    build_site(make_options(ARABIC, output, "", search=False))
    return serve(output)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """Yield a page on a phone."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("system", "chosen"), [("light", "dark"), ("dark", "light")])
def test_chosen_theme_is_remembered(system: Any, chosen: str, open_page: Callable[..., Page]) -> None:
    """It applies at once, in other windows, and on the next page before the first paint; "System" removes it."""
    page = open_page(color_scheme=system)
    page.add_init_script(RECORD_FIRST_COLOUR)
    colours = {"light": LIGHT, "dark": DARK}
    page.goto("/")
    assert page.evaluate(BACKGROUND) == colours[system]
    other = page.context.new_page()
    other.goto("/about/")
    page.get_by_label("Colours").select_option(chosen)
    assert page.evaluate(BACKGROUND) == colours[chosen]
    expect(other.get_by_label("Colours")).to_have_value(chosen)
    assert other.evaluate(BACKGROUND) == colours[chosen]
    page.goto(REPORT)
    assert page.evaluate("window.firstColour") == colours[chosen]
    expect(page.get_by_label("Colours")).to_have_value(chosen)
    page.get_by_label("Colours").select_option("")
    page.goto("/")
    assert page.evaluate("window.firstColour") == colours[system]


def test_theme_applies_to_this_page_if_storage_is_denied(open_page: Callable[..., Page]) -> None:
    page = open_page(color_scheme="light")
    page.add_init_script(DENY_STORAGE)
    page.goto("/")
    page.get_by_label("Colours").select_option("dark")
    assert page.evaluate(BACKGROUND) == DARK


@pytest.mark.parametrize(("system", "colour"), [("light", LIGHT), ("dark", DARK)])
def test_without_scripts_the_system_theme_applies(system: Any, colour: str, open_page: Callable[..., Page]) -> None:
    """The theme menu is hidden."""
    page = open_page(color_scheme=system, java_script_enabled=False)
    page.goto("/")
    expect(page.get_by_label("Colours")).to_be_hidden()
    assert page.locator("html").evaluate("e => getComputedStyle(e).backgroundColor") == colour


def test_print_is_white_without_navigation_and_with_urls(arabic: ServedSite, browser: Browser) -> None:
    context = browser.new_context(base_url=arabic.url, color_scheme="dark")
    page = context.new_page()
    page.goto(POND)
    page.get_by_label("Colours").select_option("dark")
    page.emulate_media(media="print")
    assert page.evaluate(BACKGROUND) == "rgb(255, 255, 255)"
    hidden = ".site-nav, .search-box, .theme-switch, .breadcrumbs, .neighbours, .toc, .permalink, details:not(.cite)"
    assert page.locator(hidden).count() > 7
    assert page.locator(hidden).evaluate_all("all => all.filter((e) => e.checkVisibility()).length") == 0
    for within in (".sources", ".footnotes"):
        external = page.locator(f"{within} a[rel~=external]").first
        shown = external.evaluate("e => getComputedStyle(e, '::after').content")
        assert "attr(href)" in shown or str(external.get_attribute("href")) in shown
    context.close()


def test_reduced_motion_disables_animations(open_page: Callable[..., Page]) -> None:
    page = open_page(reduced_motion="reduce")
    moving = "e => getComputedStyle(e).animationName !== 'none' || getComputedStyle(e).transitionDuration !== '0s'"
    for path in ("/", REPORT, "/search/", "/regions/syria/"):
        page.goto(path)
        assert page.evaluate(f"[...document.querySelectorAll('*')].filter({moving}).length") == 0, path
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_forced_colours_keep_chips_navigation_and_charts_visible(open_page: Callable[..., Page]) -> None:
    page = open_page(forced_colors="active")
    page.goto(REPORT)
    chip = page.locator(".chip").first.evaluate("e => getComputedStyle(e).borderTopStyle")
    here = page.locator(".site-nav [aria-current]").evaluate("e => getComputedStyle(e).borderBottomStyle")
    there = page.locator(".site-nav a:not([aria-current])").first.evaluate("e => getComputedStyle(e).borderBottomStyle")
    assert (chip, here, there) == ("solid", "solid", "none")
    page.goto("/")
    bars = page.locator(".histogram-events").evaluate("e => getComputedStyle(e).fill")
    assert bars != page.evaluate(BACKGROUND)


def test_right_to_left_pages_are_mirrored(arabic: ServedSite, browser: Browser) -> None:
    context = browser.new_context(base_url=arabic.url, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(POND)
    box = "e => { const b = e.getBoundingClientRect(); return [b.left, b.right]; }"
    for part in (".site-name", ".breadcrumbs li", "h1", ".prose p", ".prose th", ".sources > li"):
        left, right = page.locator(part).first.evaluate(box)
        assert 1280 - right < left or right > 1200, part
    name, tools = (page.locator(part).evaluate(box) for part in (".site-name", ".site-tools"))
    assert tools[1] < name[0]
    padding = page.locator(".prose ul").evaluate("e => parseFloat(getComputedStyle(e).paddingRight)")
    assert padding > 10, "list markers are on the right"
    arrow = page.locator(".neighbours-previous .arrow").evaluate("e => getComputedStyle(e).transform")
    assert arrow == "matrix(-1, 0, 0, 1, 0, 0)"
    context.close()


@pytest.mark.parametrize("path", ["/", POND, "/timeline/2022/05/", "/regions/wadi/"])
def test_right_to_left_pages_fit_a_small_screen(path: str, arabic: ServedSite, phone: Page) -> None:
    phone.goto(arabic.url + path)
    assert phone.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_slash_key_shows_the_search_field_on_a_small_screen(site: ServedSite, phone: Page) -> None:
    """Readers who zoom in have a small screen and a keyboard."""
    phone.goto(f"{site.url}/about/")
    field = phone.get_by_label("Search the archive")
    assert field.evaluate("e => e.getBoundingClientRect().width") <= 1
    phone.keyboard.press("/")
    expect(field).to_be_focused()
    assert field.evaluate("e => e.getBoundingClientRect().width") > 100
    assert phone.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


@pytest.fixture
def phone_with_fonts(browser_with_fonts: Browser) -> Iterator[Page]:
    """Yield a page on a phone for each set of system fonts."""
    context = browser_with_fonts.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", ["/", REPORT, "/regions/syria/homs/", "/timeline/2018/", "/search/", "/contribute/"])
def test_nothing_moves_while_a_page_loads(path: str, site: ServedSite, phone_with_fonts: Page) -> None:
    phone_with_fonts.goto(site.url + path)
    assert phone_with_fonts.evaluate(LAYOUT_SHIFT) < 0.001


def test_late_typeface_moves_nothing(site: ServedSite, phone_with_fonts: Page) -> None:
    """The page keeps the system's font, whatever that is; the next page has the typeface."""

    held: list[Route] = []
    phone_with_fonts.route("**/*.woff2", lambda route: held.append(route))
    phone_with_fonts.goto(site.url + REPORT, wait_until="commit")
    phone_with_fonts.wait_for_function(PAINTED)
    phone_with_fonts.wait_for_timeout(300)  # the typeface has 100 ms after its first use
    for route in held:
        route.continue_()
    phone_with_fonts.unroute("**/*.woff2")
    phone_with_fonts.wait_for_load_state("load")
    assert phone_with_fonts.evaluate(LAYOUT_SHIFT) < 0.001
    assert not uses_typeface(phone_with_fonts)
    phone_with_fonts.goto(site.url)
    assert uses_typeface(phone_with_fonts)


def uses_typeface(page: Page) -> bool:
    """Return whether the main heading is drawn in the theme's typeface."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": "h1"})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {font["familyName"] for font in fonts} == {"Sitrep Serif"}


@pytest.mark.parametrize("path", ["/", REPORT, "/regions/syria/homs/", "/timeline/2018/04/", "/search/", "/about/"])
def test_touch_targets_are_44_pixels_high(path: str, site: ServedSite, phone: Page) -> None:
    """Links within a line of text are exempt (WCAG 2.5.5)."""
    phone.goto(site.url + path)
    found = phone.evaluate(
        """() => [...document.querySelectorAll('a, button, select, input, summary')]
            .filter((e) => e.checkVisibility() && !e.closest('svg, .skip, .visually-hidden')
                && getComputedStyle(e).display !== 'inline' && !e.matches('.visually-hidden'))
            .map((e) => [e.getBoundingClientRect(), e])
            .filter(([box]) => box.width > 1 && box.height > 1 && box.height < 43.5)
            .map(([box, e]) => `${e.parentElement.className} > ${e.tagName}.${e.className}: ${box.height}`)"""
    )
    assert found == []
