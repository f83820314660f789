"""Search filters on phones, date menus, suggestions, announcements, loading, and highlighted words."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from plugins.archive.archive import Archive
from plugins.engine.assets.scripts import TOP_LEVEL_NAME
from tests.browser.search.steps import count_text, result_paths, search, status, wait_for_results

PHONE = {"width": 360, "height": 740}


def test_filters_open_with_a_button_on_a_phone(open_page: Callable[..., Page]) -> None:
    """The button shows the number of filters; wide screens have no button."""
    page = open_page(viewport=PHONE)
    search(page, show="events", actor="islamic-state", region="syria", **{"from": "2018-04"})
    button = page.locator("#search-filters > summary")
    expect(button).to_have_text("Filter (3)")
    expect(page.locator("#search-from")).to_be_hidden()
    button.press("Enter")
    expect(page.locator("#search-from")).to_be_visible()
    page.get_by_role("button", name="Clear all").press("Enter")
    expect(button).to_have_text("Filter")
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(button).to_be_hidden()
    expect(page.locator("#search-from")).to_be_visible()


def test_date_menus_and_field_stay_in_sync(page: Page, archive: Archive) -> None:
    """The menus list the archive's years and all months."""
    search(page, show="events")
    last = max(dated.event.date.last for dated in archive.catalogue.events)
    years = page.locator("#search-from-year option").all_text_contents()
    assert years[-1] == str(max(last.year, *(report.date.year for report in archive.catalogue.reports)))
    expect(page.locator("#search-from-month")).to_be_disabled()
    page.get_by_role("group", name="Pick: from").get_by_label("Year").select_option("2018")
    expect(page).to_have_url(re.compile("from=2018$"))
    page.get_by_role("group", name="Pick: from").get_by_label("Month").select_option(label="April")
    expect(page).to_have_url(re.compile("from=2018-04$"))
    expect(page.locator("#search-from")).to_have_value("2018-04")
    page.locator("#search-to").fill("2018-03-31")
    expect(page.get_by_role("alert")).to_contain_text("later than")
    expect(page.locator("#search-to-month")).to_have_value("03")
    page.locator("#search-to-year").select_option("")
    expect(page.locator("#search-to")).to_have_value("")
    wait_for_results(page)


def test_suggestions_remove_filters_that_exclude_all_results(page: Page, archive: Archive) -> None:
    """Each suggestion has its number of results."""
    search(page, show="events", actor="islamic-state", **{"from": "2024"})
    empty = page.locator("#search-empty")
    number = len(archive.catalogue.contents_of("actor", "islamic-state").events)
    expect(empty.get_by_role("button", name="Without Actor: Islamic State")).to_have_count(0)
    empty.get_by_role("button", name=f"Without From: 2024 ({number})").press("Enter")
    status(page).to_have_text(count_text(number, "event"))
    expect(page.locator("#search-chips button")).to_be_focused()


def test_word_that_no_report_contains_is_named_with_searches_that_find_something(page: Page) -> None:
    """The suggested search is in the address, and the focus moves to the search field."""
    search(page, q="kindergarten Homs")
    status(page).to_have_text("No reports found")
    expect(page.locator("#search-empty")).to_contain_text("No report contains “kindergarten”.")
    page.get_by_role("button", name=re.compile("^Search only “Homs” \\(\\d+\\)$")).press("Enter")
    status(page).to_have_text(re.compile("reports found$"))
    expect(page).to_have_url(re.compile(r"\?q=Homs$"))
    expect(page.locator("#search-q")).to_be_focused()


def test_suggestions_are_announced(page: Page) -> None:
    search(page, q="Mayadim")
    announcement = page.locator("#search-announcement")
    expect(announcement).to_contain_text("No report contains “Mayadim”. Did you mean")


@pytest.mark.parametrize(("typed", "meant"), [("Mayadim", "Mayadin"), ("Hezbolah", "Hezbollah")])
def test_misspelt_name_gets_a_suggestion(page: Page, typed: str, meant: str) -> None:
    search(page, q=typed)
    page.locator("#search-hints").get_by_role("button", name=meant, exact=True).click()
    expect(page.locator("#search-q")).to_have_value(meant)
    wait_for_results(page)
    assert result_paths(page)
    expect(page.locator("#search-hints")).to_be_empty()


def test_number_of_results_is_announced_once_after_typing(page: Page) -> None:
    search(page)
    page.evaluate("""() => {
        window.announced = [];
        const region = document.getElementById("search-announcement");
        new MutationObserver(() => window.announced.push(region.textContent)).observe(region, { childList: true });
    }""")
    page.wait_for_timeout(1200)
    page.evaluate("window.announced.length = 0")
    page.locator("#search-q").press_sequentially("Qubaybat", delay=150)
    status(page).to_have_text("1 report found")
    expect(page.locator("#search-announcement")).to_have_text("1 report found")
    assert page.evaluate("window.announced") == ["1 report found"]


def test_pagefind_loads_when_the_search_field_gets_the_focus(page: Page) -> None:
    """Filters need the search table only."""
    requested: list[str] = []
    page.on("request", lambda request: requested.append(urlsplit(request.url).path.rpartition("/")[2]))
    search(page, show="events", actor="islamic-state")
    assert "documents.json" in requested
    assert "pagefind.js" not in requested
    with page.expect_request("**/pagefind.js"):
        page.keyboard.press("/")


@pytest.mark.expects_console("Failed to load resource|net::ERR_")
def test_offline_search_shows_an_error_and_retries_when_online(page: Page) -> None:
    search(page)
    page.context.set_offline(True)
    page.get_by_label("Events", exact=True).check()
    status(page).to_contain_text("no network connection")
    expect(page.locator("#search-lists")).to_be_visible()
    page.context.set_offline(False)
    status(page).to_have_text(re.compile("events found"))
    expect(page.locator("#search-lists")).to_be_hidden()


def highlighted(page: Page) -> list[str]:
    """Return the highlighted words of a page."""
    script = "() => [...(CSS.highlights.get('found') ?? [])].map((range) => range.toString())"
    found: list[str] = page.evaluate(script)
    return found


def test_page_of_a_hit_highlights_the_words(page: Page) -> None:
    """The words are removed from the address, and the highlights can be cleared."""
    search(page, q="Qubaybat")
    page.locator(".hit-title a").click()
    expect(page.locator(".highlight-note")).to_be_visible()
    assert set(highlighted(page)) == {"Qubaybat"}
    assert "hl=" not in page.url
    expect(page.locator("main mark")).to_have_count(0)
    page.get_by_role("button", name="Clear highlights").press("Enter")
    assert highlighted(page) == []
    expect(page.locator(".highlight-note")).to_have_count(0)
    expect(page.locator("main")).to_be_focused()


def test_hit_of_an_event_opens_its_anchor_with_highlights(page: Page) -> None:
    search(page, show="events", q="ambushed bulldozer")
    page.locator(".hit-title a").first.click()
    expect(page).to_have_url(re.compile(r"/reports/[^?]*/#event-al-mayadin-ambush$"))
    expect(page.locator("#event-al-mayadin-ambush")).to_be_in_viewport()
    assert {"ambushed", "bulldozer"} <= {word.lower() for word in highlighted(page)}


def test_hit_of_an_event_shows_the_matching_spelling(page: Page) -> None:
    """Only if the rest of the hit does not contain it."""
    lines = page.locator(".hit").first.locator("p")
    search(page, show="events", q="ambushed bulldozer")
    expect(lines).to_have_count(1)
    search(page, show="events", q="Halab")
    expect(lines).to_have_count(2)
    expect(lines.last).to_contain_text("Aleppo (Halab")
    expect(lines.last.locator("mark").first).to_contain_text("Halab")


@pytest.mark.parametrize(
    ("query", "word"), [("zafaraniya", "Zafaraniya"), ("%D8%AF%D9%8A%D8%B1", ""), ("<img src=x onerror=alert(1)>", "")]
)
def test_any_highlight_parameter_is_safe(page: Page, query: str, word: str) -> None:
    """Case is ignored; unknown words and markup highlight nothing."""
    page.goto(f"/reports/2018-04-16-ucdp-digest-syria/?hl={query}")
    expect(page).to_have_url(re.compile("/reports/[^?]*/$"))
    assert set(highlighted(page)) == ({word} if word else set())


def test_highlighting_ignores_accents(page: Page) -> None:

    def add_accents(route: Route) -> None:
        text = route.fetch().text().replace("<h1", "<p>Al-Qaryat\u0101n, Grönhafen</p><h1")
        route.fulfill(body=text, content_type="text/html; charset=utf-8")

    page.route("**/about/*", add_accents)
    page.goto("/about/?hl=gronhafen+qaryatan")
    expect(page.locator(".highlight-note")).to_be_visible()
    assert highlighted(page) == ["Qaryat\u0101n", "Grönhafen"]


def test_no_top_level_name_shadows_a_browser_global(page: Page, root: Path) -> None:
    """Joined modules share one scope, so a name of one module could hide a global that another uses."""
    files = (root / "theme/static/js").rglob("*.js")
    names = sorted({name for file in files for name in TOP_LEVEL_NAME.findall(file.read_text("utf-8"))})
    page.goto("about:blank")
    assert page.evaluate("(names) => names.filter((name) => name in window)", names) == []
