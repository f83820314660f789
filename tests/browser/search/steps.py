"""Steps on the search page: searching, waiting, reading results, and the results expected from the archive."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.model.catalogue import DatedEvent, event_entry_keys


def count_text(number: int, noun: str) -> str:
    return f"{number or 'No'} {noun}{'' if number == 1 else 's'} found"


def search(page: Page, query: str = "", **state: Any) -> None:
    """Open the search page with a query and wait for its results."""
    page.goto("/search/" + (f"?{query or urlencode(state, doseq=True)}" if query or state else ""))
    wait_for_results(page)


def wait_for_results(page: Page) -> None:
    expect(page.locator("#search-results")).to_have_attribute("aria-busy", "false")


def status(page: Page) -> Any:
    return expect(page.locator("#search-status"))


def result_paths(page: Page) -> list[str]:
    """Return the paths of the visible hits, without the words to highlight."""
    return [without_highlight(str(link.get_attribute("href"))) for link in page.locator(".hit-title a").all()]


def without_highlight(link: str) -> str:
    return re.sub(r"\?hl=[^#]*", "", link)


def all_result_paths(page: Page) -> list[str]:
    """Return the paths of all hits, after loading all of them."""
    more = page.locator("#search-more")
    while more.is_visible():
        before = page.locator(".hit").count()
        more.click()
        expect(page.locator(".hit").nth(before)).to_be_visible()
    return result_paths(page)


def event_path(dated: DatedEvent) -> str:
    return f"/{paths.event(dated.report.stem, dated.event.id)}"


def event_paths(events: Iterable[DatedEvent]) -> set[str]:
    return {event_path(dated) for dated in events}


def facet_option(page: Page, facet: str, value: str) -> Any:
    return page.locator(f'[id="facet-{facet}-{value}"]')


def facet_counts(page: Page) -> dict[str, dict[str, int]]:
    """Return the counts of all facets, by facet and value."""
    for button in page.locator(".facet-more:visible").all():
        button.click()
    script = """() => [...document.querySelectorAll('.facet-option')].map((label) =>
        [label.querySelector('input').id, label.querySelector('.count').textContent])"""
    found: dict[str, dict[str, int]] = {}
    for name, count in page.evaluate(script):
        _, facet, value = name.split("-", 2)
        found.setdefault(facet, {})[value] = int(count.replace(",", ""))
    return found


def expected_facet_counts(archive: Archive, events: Iterable[DatedEvent]) -> dict[str, dict[str, int]]:
    """Return the number of `events` by facet and value; event types are not counted as tags."""
    types = {dated.event.type for dated in archive.catalogue.events}
    found: dict[str, dict[str, int]] = {}
    for dated in events:
        for facet, value in {*event_entry_keys(dated.report, dated.event), ("type", dated.event.type)}:
            if facet != "tag" or value not in types:
                found.setdefault(facet, {})[value] = found.get(facet, {}).get(value, 0) + 1
    return found
