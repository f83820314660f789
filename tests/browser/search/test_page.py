"""The search page: address, history, keyboard, missing scripts or index, and other archives."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from plugins.archive import urls as paths
from tests.browser.search.steps import (
    all_result_paths,
    facet_option,
    result_paths,
    search,
    status,
    wait_for_results,
    without_highlight,
)

SEED = "2018-04-23-western-syria-last-pockets"


def visible_state(page: Page) -> dict[str, Any]:
    """Return the fields, chosen filters, status and hits of the page."""
    fields = ("q", "from", "to", "sort")
    return {
        **{name: page.locator(f"#search-{name}").input_value() for name in fields},
        "show": page.locator("input[name=show]:checked").get_attribute("value"),
        "checked": sorted(str(box.get_attribute("id")) for box in page.locator(".facet input:checked").all()),
        "status": page.locator("#search-status").text_content(),
        "hits": result_paths(page),
    }


def test_address_reproduces_the_search(page: Page, open_page: Callable[..., Page]) -> None:
    search(page)
    page.get_by_label("Events", exact=True).check()
    page.locator("#search-q").fill("syria")
    page.locator("#search-from").fill("2018-04")
    page.locator("#search-to").fill("2018-04-25")
    wait_for_results(page)
    facet_option(page, "region", "syria").check()
    facet_option(page, "actor", "islamic-state").check()
    page.locator("#search-sort").select_option("oldest")
    expect(page).to_have_url(re.compile("sort=oldest"))
    wait_for_results(page)
    before = visible_state(page)
    assert before["hits"]
    assert before["checked"] == ["facet-actor-islamic-state", "facet-region-syria"]
    other = open_page()
    other.goto(page.url)
    wait_for_results(other)
    assert visible_state(other) == before


def test_back_and_forward_restore_each_choice(page: Page) -> None:
    """Typing adds no history entry."""
    page.goto("/about/")
    search(page)
    page.locator("#search-q").press_sequentially("Islamic", delay=20)
    expect(page).to_have_url(re.compile(r"\?q=Islamic$"))
    wait_for_results(page)
    states = [visible_state(page)]
    page.get_by_label("Events", exact=True).check()
    expect(page).to_have_url(re.compile("show=events"))
    wait_for_results(page)
    states.append(visible_state(page))
    facet_option(page, "actor", "islamic-state").check()
    expect(page).to_have_url(re.compile("actor=islamic-state"))
    wait_for_results(page)
    states.append(visible_state(page))
    for state in (states[1], states[0]):
        page.go_back()
        status(page).to_have_text(state["status"])
        wait_for_results(page)
        assert visible_state(page) == state
    page.go_forward()
    wait_for_results(page)
    assert visible_state(page) == states[1]
    page.go_back()
    page.go_back()
    expect(page).to_have_url(re.compile("/about/$"))


def test_back_restores_submitted_words(page: Page) -> None:
    search(page)
    page.locator("#search-q").fill("Qubaybat")
    page.locator("#search-q").press("Enter")
    status(page).to_have_text("1 report found")
    page.locator("#search-q").fill("zzyzx")
    status(page).to_have_text("No reports found")
    page.go_back()
    status(page).to_have_text("1 report found")
    expect(page.locator("#search-q")).to_have_value("Qubaybat")


def test_back_from_a_hit_restores_the_search(page: Page) -> None:
    search(page, show="events", actor="islamic-state")
    before = visible_state(page)
    page.locator(".hit-title a").first.click()
    expect(page).to_have_url(re.compile("/reports/.*#event-"))
    page.go_back()
    wait_for_results(page)
    assert visible_state(page) == before


def test_search_works_by_keyboard(page: Page) -> None:
    """Redrawing keeps the focus."""
    search(page)
    page.keyboard.press("/")
    expect(page.locator("#search-q")).to_be_focused()
    page.keyboard.type("syria")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Search", exact=True).last).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    status(page).to_have_text(re.compile("events found"))
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "checkbox":
            break
    focused = page.evaluate("document.activeElement.id")
    page.keyboard.press("Space")
    expect(page.locator(f'[id="{focused}"]')).to_be_checked()
    expect(page.locator("#search-chips .chip").first).to_be_visible()
    wait_for_results(page)
    expect(page.locator(f'[id="{focused}"]')).to_be_focused()
    page.locator("#search-more").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".hit-title a").nth(10)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#event-"))


def test_number_of_results_has_a_live_region(page: Page) -> None:
    """It exists before it is filled."""
    page.goto("/search/")
    live = page.locator("#search-announcement")
    expect(live).to_have_attribute("aria-live", "polite")
    expect(live).to_have_attribute("role", "status")


def test_links_of_hits_exist(page: Page, built: Path) -> None:
    """Both pages and anchors, also those of passages."""
    links: list[str] = []
    for state in ({"show": "events", "q": "Islamic"}, {"q": "Islamic"}, {"q": "al-Mayadeen"}):
        search(page, **state)
        all_result_paths(page)
        links += [without_highlight(str(link.get_attribute("href"))) for link in page.locator(".hit a").all()]
    assert any("#event-" in link for link in links)
    assert any("#" in link and "#event-" not in link for link in links)
    for link in set(links):
        path, _, anchor = link.partition("#")
        text = (built / paths.output_file(path.removeprefix("/"))).read_text("utf-8")
        assert not anchor or f'id="{unquote(anchor)}"' in text, link


# Missing scripts and files


def test_without_scripts_lists_replace_the_form(open_page: Callable[..., Page], built: Path) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/search/?q=Rastan")
    expect(page.locator("#search-form")).to_be_hidden()
    links = page.locator("#search-lists a")
    expect(links.first).to_be_visible()
    for link in links.all():
        assert (built / paths.output_file(str(link.get_attribute("href")).removeprefix("/"))).is_file()


def test_only_the_search_page_loads_the_index(page: Page) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(urlsplit(request.url).path))
    for path in ("/", f"/reports/{SEED}/"):
        page.goto(path, wait_until="networkidle")
    assert not [path for path in requested if "pagefind" in path or "search" in path]


@pytest.mark.expects_console("Failed to load resource|net::ERR_FAILED")
def test_missing_index_shows_an_error_and_the_lists(page: Page) -> None:
    page.route("**/pagefind-entry.json*", lambda route: route.abort())
    page.route("**/pagefind.js", lambda route: route.abort())
    search(page, q="Rastan")
    status(page).to_contain_text("could not be loaded")
    expect(page.locator("#search-lists")).to_be_visible()


# Other archives, other addresses


@pytest.fixture
def other_site(
    browser: Browser, serve: Callable[[Path], Any], tmp_path: Path
) -> Iterator[Callable[[Path, str], tuple[Page, list[str]]]]:
    """Yield a function that builds and serves a content folder under a path; it returns a page and its errors."""
    from plugins.commands.build import build, make_options

    contexts = []

    def make(content: Path, path: str = "") -> tuple[Page, list[str]]:
        target = tmp_path / "served"
        siteurl = f"https://example.org/{path}".rstrip("/")
        assert build(make_options(content, target / path, siteurl, search=True)) == 0
        contexts.append(browser.new_context(base_url=f"{serve(target).url}/{path}"))
        page, errors = contexts[-1].new_page(), []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        return page, errors

    yield make
    for context in contexts:
        context.close()


def open_search(page: Page, query: str) -> None:
    page.goto(f"search/{query}")
    wait_for_results(page)


def test_search_works_under_a_base_path(other_site: Callable[..., Any], small_site: Callable[[str], Path]) -> None:
    page, errors = other_site(small_site("small"), "archive/")
    open_search(page, "?show=events&q=Almondhaven")
    assert result_paths(page) == ["/archive/reports/2020-01-01-first-light/#event-lamp-failed"]
    page.locator(".hit-title a").click()
    expect(page.locator("#event-lamp-failed")).to_be_visible()
    open_search(page, "?q=lamp")
    assert result_paths(page) == ["/archive/reports/2020-01-01-first-light/"]
    assert all("/archive/" in str(a.get_attribute("href")) for a in page.locator(".hit-passages a").all())
    assert errors == []


def test_archive_without_events_finds_no_events(
    other_site: Callable[..., Any], small_site: Callable[[str], Path]
) -> None:
    page, errors = other_site(small_site("minimal"))
    open_search(page, "?q=lamp")
    status(page).to_have_text("1 report found")
    page.get_by_label("Events", exact=True).check()
    status(page).to_have_text("No events found")
    assert errors == []


def test_archive_in_another_language(other_site: Callable[..., Any], root: Path) -> None:
    """Words match by their stems in that language, names with or without accents."""
    page, errors = other_site(root / "tests/sites/valid/lighthouses")
    for words in ("Grönhafen", "gronhafen", "Leuchtfeuern"):
        open_search(page, f"?q={quote(words)}")
        assert "/reports/2019-11-02-sturm-am-nordsund/" in result_paths(page), words
    assert errors == []


HOSTILE = "<img src=x onerror=alert(1)><mark>&lt;b&gt; lamp</mark><script>alert(2)</script>"


def test_markup_in_content_is_shown_as_text(other_site: Callable[..., Any], small_site: Callable[[str], Path]) -> None:
    content = small_site("small")
    report = content / "reports/2020/2020-01-01-first-light.md"
    text = report.read_text("utf-8").replace("title: First light", f"title: {json.dumps(HOSTILE)}")
    text = text.replace("summary: The lamp failed for an hour.", f"summary: {json.dumps(HOSTILE)}")
    report.write_text(text.replace("---\n\nThe lamp", f"---\n\n`{HOSTILE}`\n\nThe lamp"), "utf-8")
    for name, old in (("regions", "name: Port Almond"), ("actors", "name: Harbour Office")):
        file = content / f"registry/{name}.yaml"
        file.write_text(file.read_text("utf-8").replace(old, f"name: {json.dumps(HOSTILE)}"), "utf-8")
    page, errors = other_site(content)
    for query in ("?q=lamp", "?show=events&q=lamp", "?show=events&actor=harbour-office", f"?q={quote(HOSTILE)}"):
        open_search(page, query)
        expect(page.locator(".results img, .results script, .facets img, .facets script")).to_have_count(0)
    open_search(page, "?show=events&actor=harbour-office")
    expect(page.locator(".hit-title")).to_have_text(HOSTILE)
    expect(page.locator("#search-chips")).to_contain_text(HOSTILE)
    open_search(page, f"?region={quote(HOSTILE)}")
    expect(page.locator("#search-chips")).to_contain_text(HOSTILE)
    assert errors == []
