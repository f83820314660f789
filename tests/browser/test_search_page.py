"""The search page in a real browser: its address says all of it, by keyboard and with Back, on any archive."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from plugins.archive import urls as paths
from tests.browser.search_steps import (
    all_result_paths,
    facet_option,
    result_paths,
    search,
    status,
    wait_for_results,
    without_highlight,
)

SEED = "2018-04-23-western-syria-last-pockets"


def shown(page: Page) -> dict[str, Any]:
    """Return what a reader sees of a search: fields, chosen filters, number and hits."""
    fields = ("q", "from", "to", "sort")
    return {
        **{name: page.locator(f"#search-{name}").input_value() for name in fields},
        "show": page.locator("input[name=show]:checked").get_attribute("value"),
        "checked": sorted(str(box.get_attribute("id")) for box in page.locator(".facet input:checked").all()),
        "status": page.locator("#search-status").text_content(),
        "hits": result_paths(page),
    }


def test_a_copied_address_reproduces_the_search(page: Page, open_page: Callable[..., Page]) -> None:
    """Whoever opens the address of a search sees the same fields, filters and hits."""
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
    before = shown(page)
    assert before["hits"]
    assert before["checked"] == ["facet-actor-islamic-state", "facet-region-syria"]
    other = open_page()
    other.goto(page.url)
    wait_for_results(other)
    assert shown(other) == before


def test_back_leads_through_the_choices(page: Page) -> None:
    """Each choice is a step; typing is none. Back and forward restore the fields, the filters and the hits."""
    page.goto("/about/")
    search(page)
    page.locator("#search-q").press_sequentially("Islamic", delay=20)
    expect(page).to_have_url(re.compile(r"\?q=Islamic$"))
    wait_for_results(page)
    states = [shown(page)]
    page.get_by_label("Events", exact=True).check()
    expect(page).to_have_url(re.compile("show=events"))
    wait_for_results(page)
    states.append(shown(page))
    facet_option(page, "actor", "islamic-state").check()
    expect(page).to_have_url(re.compile("actor=islamic-state"))
    wait_for_results(page)
    states.append(shown(page))
    for state in (states[1], states[0]):
        page.go_back()
        status(page).to_have_text(state["status"])
        wait_for_results(page)
        assert shown(page) == state
    page.go_forward()
    wait_for_results(page)
    assert shown(page) == states[1]
    page.go_back()
    page.go_back()
    expect(page).to_have_url(re.compile("/about/$"))


def test_back_leads_to_what_was_submitted(page: Page) -> None:
    """Words sent with Enter are a step to come back to, though typing alone is none."""
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
    """After reading a hit, Back shows the search as it was."""
    search(page, show="events", actor="islamic-state")
    before = shown(page)
    page.locator(".hit-title a").first.click()
    expect(page).to_have_url(re.compile("/reports/.*#event-"))
    page.go_back()
    wait_for_results(page)
    assert shown(page) == before


def test_the_keyboard_is_enough(page: Page) -> None:
    """Words, switch, filters, more results and hits are reached and used without a mouse, and no place is lost."""
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


def test_the_number_of_results_is_announced(page: Page) -> None:
    """The number stands in a live region that was there before it was filled."""
    page.goto("/search/")
    live = page.locator("#search-announcement")
    expect(live).to_have_attribute("aria-live", "polite")
    expect(live).to_have_attribute("role", "status")


def test_hits_lead_to_places_that_are_there(page: Page, built: Path) -> None:
    """Every hit, and every place named below a hit, is an element of a report's page."""
    links: list[str] = []
    for state in ({"show": "events", "q": "Islamic"}, {"q": "Islamic"}, {"q": "al-Mayadeen"}):
        search(page, **state)
        all_result_paths(page)
        links += [without_highlight(str(link.get_attribute("href"))) for link in page.locator(".hit a").all()]
    assert any("#event-" in link for link in links)
    assert any("#" in link and "#event-" not in link for link in links)
    for link in set(links):
        place, _, anchor = link.partition("#")
        text = (built / paths.output_file(place.removeprefix("/"))).read_text("utf-8")
        assert not anchor or f'id="{unquote(anchor)}"' in text, link


# Without what is usual


def test_without_javascript_the_lists_are_offered(open_page: Callable[..., Page], built: Path) -> None:
    """Who has no script sees the ways into the archive, and no form that would do nothing."""
    page = open_page(java_script_enabled=False)
    page.goto("/search/?q=Rastan")
    expect(page.locator("#search-form")).to_be_hidden()
    links = page.locator("#search-lists a")
    expect(links.first).to_be_visible()
    for link in links.all():
        assert (built / paths.output_file(str(link.get_attribute("href")).removeprefix("/"))).is_file()


def test_no_other_page_loads_the_index(page: Page) -> None:
    """Pagefind is fetched by the search page only."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    for path in ("/", f"/reports/{SEED}/"):
        page.goto(path, wait_until="networkidle")
    assert not [path for path in asked if "pagefind" in path or "search" in path]


@pytest.mark.expects_console("Failed to load resource|net::ERR_FAILED")
def test_an_index_that_can_not_be_had_is_told(page: Page) -> None:
    """When loading fails, the page says so, offers the lists, and tries again when asked to."""
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
    """Yield a function that builds and serves a content folder under a path; it returns a page and its faults."""
    from plugins.commands.build import build, make_options

    contexts = []

    def make(content: Path, path: str = "") -> tuple[Page, list[str]]:
        target = tmp_path / "served"
        siteurl = f"https://example.org/{path}".rstrip("/")
        assert build(make_options(content, target / path, siteurl, search=True)) == 0
        contexts.append(browser.new_context(base_url=f"{serve(target).url}/{path}"))
        page, faults = contexts[-1].new_page(), []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        return page, faults

    yield make
    for context in contexts:
        context.close()


def open_search(page: Page, query: str) -> None:
    page.goto(f"search/{query}")
    wait_for_results(page)


def test_search_works_under_a_base_path(other_site: Callable[..., Any], small_site: Callable[[str], Path]) -> None:
    """A site published below a path finds its index there, and its hits lead there."""
    page, faults = other_site(small_site("small"), "archive/")
    open_search(page, "?show=events&q=Almondhaven")
    assert result_paths(page) == ["/archive/reports/2020-01-01-first-light/#event-lamp-failed"]
    page.locator(".hit-title a").click()
    expect(page.locator("#event-lamp-failed")).to_be_visible()
    open_search(page, "?q=lamp")
    assert result_paths(page) == ["/archive/reports/2020-01-01-first-light/"]
    assert all("/archive/" in str(a.get_attribute("href")) for a in page.locator(".hit-parts a").all())
    assert faults == []


def test_an_archive_without_events(other_site: Callable[..., Any], small_site: Callable[[str], Path]) -> None:
    """Where no report has an event, the switch to events says that there are none."""
    page, faults = other_site(small_site("minimal"))
    open_search(page, "?q=lamp")
    status(page).to_have_text("1 report found")
    page.get_by_label("Events", exact=True).check()
    status(page).to_have_text("No events found")
    assert faults == []


def test_an_archive_in_another_language(other_site: Callable[..., Any], root: Path) -> None:
    """Words are found by their stems in the archive's language, and names with or without their accents."""
    page, faults = other_site(root / "tests/sites/valid/lighthouses")
    for words in ("Grönhafen", "gronhafen", "Leuchtfeuern"):
        open_search(page, f"?q={quote(words)}")
        assert "/reports/2019-11-02-sturm-am-nordsund/" in result_paths(page), words
    assert faults == []


HOSTILE = "<img src=x onerror=alert(1)><mark>&lt;b&gt; lamp</mark><script>alert(2)</script>"


def test_hostile_text_stays_text(other_site: Callable[..., Any], small_site: Callable[[str], Path]) -> None:
    """Titles, summaries and names that look like markup are shown as they are written, and nothing in them runs."""
    content = small_site("small")
    report = content / "reports/2020/2020-01-01-first-light.md"
    text = report.read_text("utf-8").replace("title: First light", f"title: {json.dumps(HOSTILE)}")
    text = text.replace("summary: The lamp failed for an hour.", f"summary: {json.dumps(HOSTILE)}")
    report.write_text(text.replace("---\n\nThe lamp", f"---\n\n`{HOSTILE}`\n\nThe lamp"), "utf-8")
    for name, old in (("regions", "name: Port Almond"), ("actors", "name: Harbour Office")):
        file = content / f"registry/{name}.yaml"
        file.write_text(file.read_text("utf-8").replace(old, f"name: {json.dumps(HOSTILE)}"), "utf-8")
    page, faults = other_site(content)
    for query in ("?q=lamp", "?show=events&q=lamp", "?show=events&actor=harbour-office", f"?q={quote(HOSTILE)}"):
        open_search(page, query)
        expect(page.locator(".results img, .results script, .facets img, .facets script")).to_have_count(0)
    open_search(page, "?show=events&actor=harbour-office")
    expect(page.locator(".hit-title")).to_have_text(HOSTILE)
    expect(page.locator("#search-chips")).to_contain_text(HOSTILE)
    open_search(page, f"?region={quote(HOSTILE)}")
    expect(page.locator("#search-chips")).to_contain_text(HOSTILE)
    assert faults == []
