"""Every kind of page: without scripts, on small screens, by keyboard, and with axe-core."""

import json
import shutil
from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from plugins.commands.build import build_site, make_options
from tests.browser.conftest import ServedSite
from tests.browser.keyboard import FOCUS
from tests.map_samples import add_map

SITES = Path(__file__).resolve().parents[1] / "sites/valid"
PAGES = {
    "reports": (
        "/",
        "/reports/",
        "/reports/2018-04-23-western-syria-last-pockets/",
        "/reports/2018-04-07-ucdp-digest-syria/",
    ),
    "regions": ("/regions/", "/regions/syria/", "/regions/syria/homs/", "/regions/syria/events/page/1/"),
    "entries": (
        *("/actors/", "/actors/islamic-state/", "/tags/", "/tags/ambush/", "/sources/", "/sources/sohr/"),
        *("/series/", "/series/ucdp-daily-digest/"),
    ),
    "others": (
        *("/timeline/", "/timeline/2018/", "/timeline/2018/04/", "/search/", "/corrections/", "/about/"),
        *("/contribute/", "/404.html"),
    ),
    "lighthouses": (
        *("/reports/2019-11-02-sturm-am-nordsund/", "/reports/2020-01-15-migdalor/", "/corrections/"),
        *("/reports/2020-02-01-falschmeldung/", "/reports/2020-03-01-entwurf/", "/regions/skerra/"),
        *("/timeline/2019/10/", "/timeline/2021/01/", "/timeline/2021/01/05/", "/actors/feuergesellschaft/"),
        *("/regions/veldland/nordsund/", "/sources/hafenblatt/", "/contribute/", "/styleguide/"),
    ),
    "arabic": ("/", "/regions/", "/timeline/", "/search/"),
}
"""One page of each kind, in groups of which each is tested by itself.

The archive of lighthouses has images, maps, right-to-left text, a withdrawn report, a draft, and empty and very full
months; the Arabic one has pages that are mirrored. All other groups are of the example archive.
"""
AXE_PAGES = {
    "lighthouses": PAGES["lighthouses"][:7],
    "lighthouses, more": (*PAGES["lighthouses"][7:-1], "/regions/veldland/", "/actors/", "/sources/", "/series/"),
    "lighthouses, lists": (
        *("/", "/reports/", "/regions/", "/tags/", "/tags/ausfall/", "/series/sturmwinter/", "/timeline/"),
        *("/timeline/2019/", "/search/", "/about/", "/404.html"),
    ),
    "lighthouses, style guide": ("/styleguide/",),
    "arabic": PAGES["arabic"],
    "results": ("/search/?q=homs&actor=islamic-state", "/search/?show=events&q=airstrike", "/search/?q=zzyzx"),
}
"""One page of each kind, of archives whose pages are short, because axe-core takes seconds for a long page.

The results are searches of the example archive: with reports, with events and without results.
"""
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules whose result depends on the theme."""
OPEN_ALL = """() => {
    document.querySelectorAll('details').forEach(part => { part.open = true; });
    document.querySelector('[role=combobox]')?.focus();
}"""
"""Opens all disclosures and the first combobox."""
NARROW = {"width": 320, "height": 640}
WIDEST = "() => [document.scrollingElement.scrollWidth, innerWidth]"
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.table-scroll, .visually-hidden'))
    .slice(0, 3).map(e => e.tagName + '.' + e.className)"""


@pytest.fixture(scope="module")
def lighthouses(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], ServedSite]) -> ServedSite:
    """Return the lighthouse archive with its draft, and with one month that has pages for its days."""
    workspace = tmp_path_factory.mktemp("lighthouses")
    content = Path(shutil.copytree(SITES / "lighthouses", workspace / "content"))
    add_map(content)
    event = "  - {{id: e{n}, date: 2021-01-{day:02d}, type: ausfall, region: veldland, summary: Ausfall {n}.}}\n"
    events = "".join(event.format(n=n, day=1 + n % 31) for n in range(401))
    head = "---\ntitle: Zu viel\ndate: 2021-02-01\nregion: veldland\nsummary: Ein voller Monat.\n"
    (content / "reports/2021").mkdir()
    (content / "reports/2021/2021-02-01-zu-viel.md").write_text(f"{head}events:\n{events}---\n\nViel.\n", "utf-8")
    build_site(make_options(content, workspace / "output", "", search=False, drafts=True))
    return serve(workspace / "output")


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], ServedSite]) -> ServedSite:
    """Return an archive in Arabic."""
    output = tmp_path_factory.mktemp("arabic") / "output"
    build_site(make_options(SITES / "arabic", output, ""))
    return serve(output)


@pytest.fixture
def visit(request: pytest.FixtureRequest, browser: Browser) -> Any:
    """Return the function of `make_visit`."""
    return make_visit(request, browser)


def make_visit(request: pytest.FixtureRequest, browser: Browser) -> Any:
    """Return a function that calls `look` with pages of a group and returns the results by address.

    Pages are those in PAGES, or `addresses`; options are those of Playwright's `new_context`.
    """

    def visit(look: Callable[[Page], Any], group: str, addresses: Iterable[str] = (), **options: Any) -> Any:
        archive = group.partition(",")[0]
        site: ServedSite = request.getfixturevalue(archive if archive in ("lighthouses", "arabic") else "site")
        context = browser.new_context(**options)
        page = context.new_page()
        results = {}
        for address in addresses or PAGES[group]:
            response = page.goto(site.url + address)
            assert response, address
            assert response.ok, address
            results[address] = look(page)
        context.close()
        return results

    return visit


@pytest.mark.parametrize("group", PAGES)
def test_pages_are_readable_without_scripts(group: str, visit: Any) -> None:
    """They show heading, text, navigation and a search form."""

    def look(page: Page) -> bool:
        heading = page.locator("main h1")
        text = page.locator("main").inner_text()
        links = page.locator("header nav a:visible").count()
        return heading.is_visible() and len(text) > 20 and links >= 5 and page.locator("form[role=search]").count() > 0

    seen = visit(look, group, java_script_enabled=False)
    assert [address for address, readable in seen.items() if not readable] == []


def test_search_page_without_scripts_shows_lists_and_no_controls(visit: Any) -> None:
    def look(page: Page) -> tuple[list[str], int]:
        links = page.locator("main a:visible").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        return links, page.locator("main :is(input, select, button):visible").count()

    links, controls = visit(look, "others", ["/search/"], java_script_enabled=False)["/search/"]
    assert {"/reports/", "/timeline/", "/regions/", "/actors/", "/tags/", "/sources/"} <= set(links)
    assert controls == 0


class Seen(NamedTuple):
    """What one visit of a page shows: faults of its width in CSS pixels, and where the skip link leads by keyboard."""

    wider_than_320: list[str]
    wider_than_640_with_double_font: bool
    skip_link: tuple[str | None, bool, str]


@pytest.fixture(scope="module", params=PAGES)
def seen(request: pytest.FixtureRequest, browser: Browser) -> dict[str, Seen]:
    """Visit each page of a group once and return what was seen, by address."""
    return make_visit(request, browser)(look_at, request.param, viewport=NARROW)  # type: ignore[no-any-return]


def look_at(page: Page) -> Seen:
    """Look at a page in windows of two widths."""
    narrow = [fault for colours in ("light", "dark") for fault in too_wide(page, colours)]
    page.set_viewport_size({"width": 1280, "height": 720})
    skip_link = follow_skip_link(page)
    page.set_viewport_size({"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%', 'important')")
    width, screen = page.evaluate(WIDEST)
    return Seen(narrow, width > screen, skip_link)


def too_wide(page: Page, colours: Any) -> list[str]:
    """List the elements that are wider than the window, or the width of the page."""
    page.emulate_media(color_scheme=colours)
    width, screen = page.evaluate(WIDEST)
    return page.evaluate(TOO_WIDE) or [f"{width} px"] if width > screen else []


def follow_skip_link(page: Page) -> tuple[str | None, bool, str]:
    """Press Tab and Enter; return the address of the focused link, whether it is visible, and the id it leads to."""
    page.keyboard.press("Tab")
    href = page.evaluate("document.activeElement.getAttribute('href')")
    shown = page.evaluate(FOCUS)["visible"]
    page.keyboard.press("Enter")
    return href, shown, page.evaluate("document.activeElement.id")


def test_pages_fit_320_pixels(seen: dict[str, Seen]) -> None:
    """Wide tables scroll in their own box, in both themes."""
    assert {address: page.wider_than_320 for address, page in seen.items() if page.wider_than_320} == {}


def test_pages_with_double_font_size_fit_640_pixels(seen: dict[str, Seen]) -> None:
    assert [address for address, page in seen.items() if page.wider_than_640_with_double_font] == []


def test_first_tab_shows_the_skip_link(seen: dict[str, Seen]) -> None:
    """It leads past the header."""
    found = {address: page.skip_link for address, page in seen.items()}
    assert {address: link for address, link in found.items() if link != ("#content", True, "content")} == {}


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_focus_is_visible_at_every_tab(colours: str, visit: Any) -> None:
    def look(page: Page) -> list[str]:
        page.wait_for_load_state("networkidle")  # late content could move the focus off the screen
        lost = []
        for _ in range(24):
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUS)
            if not (focus["outlined"] and focus["visible"]) and not focus["name"].startswith("BODY"):
                lost.append(focus["name"])
        return lost

    some = ("/", "/search/", "/reports/2018-04-23-western-syria-last-pockets/", "/timeline/2018/04/")
    seen = visit(look, "others", some, color_scheme=colours)
    assert {address: lost for address, lost in seen.items() if lost} == {}


@pytest.mark.parametrize("group", AXE_PAGES)
def test_axe_finds_no_violations(group: str, visit: Any) -> None:
    """WCAG 2.2 AA and best practices, with all disclosures open, in a wide and a narrow window, in both themes."""
    views = [(1280, "light", STANDARDS), (1280, "dark", COLOURS), (360, "dark", STANDARDS), (360, "light", COLOURS)]
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")

    def look(page: Page) -> list[str]:
        if "/search/" in page.url or "/contribute/" in page.url:
            page.wait_for_load_state("networkidle")
        page.evaluate(script)
        return [fault for view in views for fault in violations(page, *view)]

    def violations(page: Page, width: int, colours: Any, rules: list[str]) -> list[str]:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=colours)
        page.evaluate(OPEN_ALL)
        found = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", rules)["violations"]
        return [f"{width} {colours} {v['id']}: {json.dumps([n['target'] for n in v['nodes'][:3]])}" for v in found]

    seen = visit(look, group, AXE_PAGES[group], bypass_csp=True, reduced_motion="reduce")
    assert {address: found for address, found in seen.items() if found} == {}


def test_former_address_redirects_without_scripts(browser: Browser, lighthouses: ServedSite) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{lighthouses.url}/reports/2019-12-05-suedbank/")
    page.wait_for_url("**/reports/2019-12-05-sued-bank-dunkel/")
    assert page.locator("h1").inner_text() == "Die Südbank bleibt dunkel"
    context.close()
