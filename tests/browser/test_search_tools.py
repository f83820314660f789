"""What makes search a tool, in a real browser: filters on a phone, picked dates, what to do when nothing is found."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from plugins.archive.archive import Archive
from plugins.engine.assets.scripts import TOP_LEVEL_NAME
from tests.browser.search_steps import count_text, result_paths, search, status, wait_for_results

PHONE = {"width": 360, "height": 740}


def test_filters_are_behind_a_button_on_a_phone(open_page: Callable[..., Page]) -> None:
    """The button tells how many filters are chosen; on a wide screen there is none, and the filters are open."""
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


def test_dates_are_picked_by_year_and_month(page: Page, archive: Archive) -> None:
    """The lists hold the archive's years and all months; they and the field that is typed into say the same."""
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


def test_a_choice_that_finds_nothing_says_what_would(page: Page, archive: Archive) -> None:
    """Each filter without which there are results is told with their number, and taken away by a press."""
    search(page, show="events", actor="islamic-state", **{"from": "2024"})
    empty = page.locator("#search-empty")
    number = len(archive.catalogue.contents_of("actor", "islamic-state").events)
    expect(empty.get_by_role("button", name="Without Actor: Islamic State")).to_have_count(0)
    empty.get_by_role("button", name=f"Without From: 2024 ({number})").press("Enter")
    status(page).to_have_text(count_text(number, "event"))
    expect(page.locator("#search-chips button")).to_be_focused()


@pytest.mark.parametrize(("typed", "meant"), [("Mayadim", "Mayadin"), ("Hezbolah", "Hezbollah")])
def test_a_misspelt_name_is_told(page: Page, typed: str, meant: str) -> None:
    """Where what was typed is not found, names that are spelt nearly so are offered, and searched by a press."""
    search(page, q=typed)
    page.locator("#search-hints").get_by_role("button", name=meant, exact=True).click()
    expect(page.locator("#search-q")).to_have_value(meant)
    wait_for_results(page)
    assert result_paths(page)
    expect(page.locator("#search-hints")).to_be_empty()


def test_the_number_is_said_once_the_typing_ends(page: Page) -> None:
    """A screen reader hears one number, not one for each key."""
    search(page)
    page.evaluate("""() => {
        window.said = [];
        const told = document.getElementById("search-announcement");
        new MutationObserver(() => window.said.push(told.textContent)).observe(told, { childList: true });
    }""")
    page.wait_for_timeout(1200)
    page.evaluate("window.said.length = 0")
    page.locator("#search-q").press_sequentially("Qubaybat", delay=150)
    status(page).to_have_text("1 report found")
    expect(page.locator("#search-announcement")).to_have_text("1 report found")
    assert page.evaluate("window.said") == ["1 report found"]


def test_nothing_of_the_index_is_fetched_before_words_are_asked_for(page: Page) -> None:
    """A choice needs the table alone; Pagefind comes when the field for words is entered."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path.rpartition("/")[2]))
    search(page, show="events", actor="islamic-state")
    assert "documents.json" in asked
    assert "pagefind.js" not in asked
    with page.expect_request("**/pagefind.js"):
        page.keyboard.press("/")


@pytest.mark.expects_console("Failed to load resource|net::ERR_")
def test_without_a_connection_it_is_told_and_tried_again(page: Page) -> None:
    """Offline the page says so and leads to the lists; when the connection is back, it answers by itself."""
    search(page)
    page.context.set_offline(True)
    page.get_by_label("Events", exact=True).check()
    status(page).to_contain_text("no connection")
    expect(page.locator("#search-lists")).to_be_visible()
    page.context.set_offline(False)
    status(page).to_have_text(re.compile("events found"))
    expect(page.locator("#search-lists")).to_be_hidden()


def marked(page: Page) -> list[str]:
    """Return the words that are marked on a page, as they stand there."""
    script = "() => [...(CSS.highlights.get('found') ?? [])].map((range) => range.toString())"
    found: list[str] = page.evaluate(script)
    return found


def test_words_are_marked_on_the_page_of_a_hit(page: Page) -> None:
    """A hit leads to its page with the words marked; its address is that of the page, and marks can be cleared."""
    search(page, q="Qubaybat")
    page.locator(".hit-title a").click()
    expect(page.locator(".highlight-note")).to_be_visible()
    assert set(marked(page)) == {"Qubaybat"}
    assert "hl=" not in page.url
    expect(page.locator("main mark")).to_have_count(0)
    page.get_by_role("button", name="Clear marks").press("Enter")
    assert marked(page) == []
    expect(page.locator(".highlight-note")).to_have_count(0)
    expect(page.locator("main")).to_be_focused()


def test_the_mark_of_an_event_s_words_keeps_its_place(page: Page) -> None:
    """An event's hit leads to the event on its report's page, with the words marked there."""
    search(page, show="events", q="ambushed bulldozer")
    page.locator(".hit-title a").first.click()
    expect(page).to_have_url(re.compile(r"/reports/[^?]*/#event-al-mayadin-ambush$"))
    expect(page.locator("#event-al-mayadin-ambush")).to_be_in_viewport()
    assert {"ambushed", "bulldozer"} <= {word.lower() for word in marked(page)}


def test_an_event_s_hit_tells_what_it_was_found_by(page: Page) -> None:
    """A spelling that the hit does not show is added with its name; what it shows anyway is not said twice."""
    lines = page.locator(".hit").first.locator("p")
    search(page, show="events", q="ambushed bulldozer")
    expect(lines).to_have_count(1)
    search(page, show="events", q="Halab")
    expect(lines).to_have_count(2)
    expect(lines.last).to_contain_text("Aleppo (Halab")
    expect(lines.last.locator("mark").first).to_contain_text("Halab")


@pytest.mark.parametrize(
    ("asked", "word"), [("zafaraniya", "Zafaraniya"), ("%D8%AF%D9%8A%D8%B1", ""), ("<img src=x onerror=alert(1)>", "")]
)
def test_any_words_may_be_asked_to_be_marked(page: Page, asked: str, word: str) -> None:
    """Case and accents do not matter; what is not there, or is no word, marks nothing and harms nothing."""
    page.goto(f"/reports/2018-04-16-ucdp-digest-syria/?hl={asked}")
    expect(page).to_have_url(re.compile("/reports/[^?]*/$"))
    assert set(marked(page)) == ({word} if word else set())


def test_accents_do_not_matter_to_marks(page: Page) -> None:
    """A word typed without its accents is marked with them."""

    def accented(route: Route) -> None:
        text = route.fetch().text().replace("<h1", "<p>Al-Qaryat\u0101n, Grönhafen</p><h1")
        route.fulfill(body=text, content_type="text/html; charset=utf-8")

    page.route("**/about/*", accented)
    page.goto("/about/?hl=gronhafen+qaryatan")
    expect(page.locator(".highlight-note")).to_be_visible()
    assert marked(page) == ["Qaryat\u0101n", "Grönhafen"]


def test_scripts_name_nothing_that_browsers_have(page: Page, root: Path) -> None:
    """Modules are published with other names of their own: none may be one by which another calls the browser."""
    files = (root / "theme/static/js").rglob("*.js")
    names = sorted({name for file in files for name in TOP_LEVEL_NAME.findall(file.read_text("utf-8"))})
    page.goto("about:blank")
    assert page.evaluate("(names) => names.filter((name) => name in window)", names) == []
