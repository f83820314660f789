"""What readers ask of their browser is done: light or dark, less motion, colours of their own, paper, right to left."""

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
AT_FIRST = """
    new MutationObserver((_, observer) => {
        if (!document.body) return;
        window.atFirst = getComputedStyle(document.documentElement).backgroundColor;
        observer.disconnect();
    }).observe(document, {childList: true, subtree: true});
"""
"""Notes the page's colour when its body comes to be, before anything of it is painted."""
DENIED = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError'); }});"
)
SHIFTS = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value)))
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(sum), 500);
})"""


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], ServedSite]) -> ServedSite:
    """Return the archive in Arabic, served."""
    output = tmp_path_factory.mktemp("arabic") / "output"
    build_site(make_options(ARABIC, output, "", search=False))
    return serve(output)


@pytest.fixture
def small(browser: Browser) -> Iterator[Page]:
    """Yield a page on a telephone."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("system", "chosen"), [("light", "dark"), ("dark", "light")])
def test_the_chosen_theme_is_kept(system: Any, chosen: str, open_page: Callable[..., Page]) -> None:
    """It holds at once, on the next page before anything is painted, and in other windows; the system's comes back."""
    page = open_page(color_scheme=system)
    page.add_init_script(AT_FIRST)
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
    assert page.evaluate("window.atFirst") == colours[chosen]
    expect(page.get_by_label("Colours")).to_have_value(chosen)
    page.get_by_label("Colours").select_option("")
    page.goto("/")
    assert page.evaluate("window.atFirst") == colours[system]


def test_a_choice_holds_where_nothing_may_be_kept(open_page: Callable[..., Page]) -> None:
    """A browser that denies storage shows the theme on this page, and no error."""
    page = open_page(color_scheme="light")
    page.add_init_script(DENIED)
    page.goto("/")
    page.get_by_label("Colours").select_option("dark")
    assert page.evaluate(BACKGROUND) == DARK


@pytest.mark.parametrize(("system", "colour"), [("light", LIGHT), ("dark", DARK)])
def test_without_scripts_the_system_chooses(system: Any, colour: str, open_page: Callable[..., Page]) -> None:
    """And nothing is offered that could do nothing."""
    page = open_page(color_scheme=system, java_script_enabled=False)
    page.goto("/")
    expect(page.get_by_label("Colours")).to_be_hidden()
    assert page.locator("html").evaluate("e => getComputedStyle(e).backgroundColor") == colour


def test_paper_is_white(arabic: ServedSite, browser: Browser) -> None:
    """In print nothing is dark, the ways about the site are gone, and addresses of other sites are there to be read."""
    context = browser.new_context(base_url=arabic.url, color_scheme="dark")
    page = context.new_page()
    page.goto(POND)
    page.get_by_label("Colours").select_option("dark")
    page.emulate_media(media="print")
    assert page.evaluate(BACKGROUND) == "rgb(255, 255, 255)"
    gone = ".site-nav, .search-box, .theme-switch, .breadcrumbs, .neighbours, .toc, .permalink, details:not(.cite)"
    assert page.locator(gone).count() > 7
    assert page.locator(gone).evaluate_all("all => all.filter((e) => e.checkVisibility()).length") == 0
    for within in (".sources", ".footnotes"):
        external = page.locator(f"{within} a[rel~=external]").first
        shown = external.evaluate("e => getComputedStyle(e, '::after').content")
        assert "attr(href)" in shown or str(external.get_attribute("href")) in shown
    context.close()


def test_less_motion_is_none(open_page: Callable[..., Page]) -> None:
    """Whoever asks for reduced motion sees nothing move, on the pages with the most to move."""
    page = open_page(reduced_motion="reduce")
    moving = "e => getComputedStyle(e).animationName !== 'none' || getComputedStyle(e).transitionDuration !== '0s'"
    for path in ("/", REPORT, "/search/", "/regions/syria/"):
        page.goto(path)
        assert page.evaluate(f"[...document.querySelectorAll('*')].filter({moving}).length") == 0, path
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_forced_colours_keep_what_backgrounds_said(open_page: Callable[..., Page]) -> None:
    """Where the system sets the colours, chips, the place in the menu and the drawings are still told apart."""
    page = open_page(forced_colors="active")
    page.goto(REPORT)
    chip = page.locator(".chip").first.evaluate("e => getComputedStyle(e).borderTopStyle")
    here = page.locator(".site-nav [aria-current]").evaluate("e => getComputedStyle(e).borderBottomStyle")
    there = page.locator(".site-nav a:not([aria-current])").first.evaluate("e => getComputedStyle(e).borderBottomStyle")
    assert (chip, here, there) == ("solid", "solid", "none")
    page.goto("/")
    bars = page.locator(".histogram-events").evaluate("e => getComputedStyle(e).fill")
    assert bars != page.evaluate(BACKGROUND)


def test_right_to_left_begins_at_the_right(arabic: ServedSite, browser: Browser) -> None:
    """An archive in Arabic: name and tools, lists, tables and arrows are turned."""
    context = browser.new_context(base_url=arabic.url, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(POND)
    box = "e => { const b = e.getBoundingClientRect(); return [b.left, b.right]; }"
    for part in (".site-name", ".breadcrumbs li", "h1", ".prose p", ".prose th", ".sources > li"):
        left, right = page.locator(part).first.evaluate(box)
        assert 1280 - right < left or right > 1200, part
    name, tools = (page.locator(part).evaluate(box) for part in (".site-name", ".site-tools"))
    assert tools[1] < name[0]
    room = page.locator(".prose ul").evaluate("e => parseFloat(getComputedStyle(e).paddingRight)")
    assert room > 10, "the marks of a list stand at its right"
    arrow = page.locator(".neighbours-previous .arrow").evaluate("e => getComputedStyle(e).transform")
    assert arrow == "matrix(-1, 0, 0, 1, 0, 0)"
    context.close()


@pytest.mark.parametrize("path", ["/", POND, "/timeline/2022/05/", "/regions/wadi/"])
def test_right_to_left_fits_a_small_screen(path: str, arabic: ServedSite, small: Page) -> None:
    """Nothing scrolls sideways."""
    small.goto(arabic.url + path)
    assert small.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_the_search_field_opens_for_keys_on_a_small_screen(site: ServedSite, small: Page) -> None:
    """Who zooms in has a small screen and a keyboard: `/` leads to the field, and it shows itself."""
    small.goto(f"{site.url}/about/")
    field = small.get_by_label("Search the archive")
    assert field.evaluate("e => e.getBoundingClientRect().width") <= 1
    small.keyboard.press("/")
    expect(field).to_be_focused()
    assert field.evaluate("e => e.getBoundingClientRect().width") > 100
    assert small.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", ["/", REPORT, "/regions/syria/homs/", "/timeline/2018/", "/search/", "/contribute/"])
def test_nothing_moves_while_a_page_comes_in(path: str, site: ServedSite, small: Page) -> None:
    """No script and no drawing pushes what one reads; nor does the typeface, whenever it comes."""
    small.goto(site.url + path)
    assert small.evaluate(SHIFTS) < 0.001


def test_a_late_typeface_moves_nothing(site: ServedSite, small: Page) -> None:
    """Until it is there, fonts of its width and height stand in (on this machine Liberation Serif, as Times)."""

    def late(route: Route) -> None:
        small.wait_for_timeout(300)
        route.continue_()

    small.route("**/*.woff2", late)
    small.goto(site.url + REPORT)
    assert small.evaluate(SHIFTS) < 0.005
    assert small.evaluate("document.fonts.check('16px \"Sitrep Serif\"')")


@pytest.mark.parametrize("path", ["/", REPORT, "/regions/syria/homs/", "/timeline/2018/04/", "/search/", "/about/"])
def test_a_finger_finds_what_it_means(path: str, site: ServedSite, small: Page) -> None:
    """On a touch screen whatever is no word within a line is 44 pixels high (WCAG 2.5.5)."""
    small.goto(site.url + path)
    found = small.evaluate(
        """() => [...document.querySelectorAll('a, button, select, input, summary')]
            .filter((e) => e.checkVisibility() && !e.closest('svg, .skip, .visually-hidden')
                && getComputedStyle(e).display !== 'inline' && !e.matches('.visually-hidden'))
            .map((e) => [e.getBoundingClientRect(), e])
            .filter(([box]) => box.width > 1 && box.height > 1 && box.height < 43.5)
            .map(([box, e]) => `${e.parentElement.className} > ${e.tagName}.${e.className}: ${box.height}`)"""
    )
    assert found == []
