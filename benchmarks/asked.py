"""Asked: how soon the search page answers in a browser, and how many bytes that takes, on a site served here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page

from plugins.archive import urls as paths
from plugins.commands.measure.static_server import LocalServer

SHOWN = "#search-results[aria-busy=false] .hit"
PAGE_FILES = (".html", ".css", ".woff2", ".svg")
"""What any page of the site has, and most readers have already; told apart."""
BETWEEN_KEYS = 110
"""Milliseconds between two keys of somebody who types quickly, some 90 words in a minute."""
WATCH = """() => {
    window.asked = { key: 0, first: 0 };
    addEventListener("keydown", (event) => { window.asked = { key: event.timeStamp, first: 0 }; }, true);
    new MutationObserver(() => { window.asked.first ||= performance.now(); })
        .observe(document.getElementById("search-hits"), { childList: true });
}"""


@dataclass(frozen=True, slots=True)
class SearchTiming:
    """What one question cost: milliseconds to its first hit, bytes since the page was opened, and those of the page.

    `typed` tells whether words were, `first` whether it was the first question. A page that opens with its question is
    timed from its start, words from their last key.
    """

    question: str
    typed: bool
    first: bool
    milliseconds: float
    bytes: int
    page_bytes: int
    requests: int


def measure_search(browser: Browser, host: LocalServer, words: tuple[str, ...], region: str) -> Iterator[SearchTiming]:
    """Ask for reports and for events: nothing, a region, the first key of a word, a word, and one more word.

    Each question but the last has a browser of its own that has nothing of the site.
    """
    first, *more = words
    for show in ("reports", "events"):
        yield from _opened(browser, host, f"all {show}", show=show)
        yield from _opened(browser, host, f"{show} of a region", show=show, region=region)
        yield from _typed(browser, host, show, [first[0]])
        yield from _typed(browser, host, show, [first, *more])


def _opened(browser: Browser, host: LocalServer, question: str, **state: str) -> Iterator[SearchTiming]:
    page = browser.new_context(base_url=host.url).new_page()
    before = len(host.responses)
    page.add_init_script(f"addEventListener('DOMContentLoaded', {WATCH})")
    page.goto(f"/{paths.SEARCH}?{urlencode(state)}")
    page.wait_for_selector(SHOWN)
    yield _told(page, host, before, question, typed=False, first=True)
    page.context.close()


def _typed(browser: Browser, host: LocalServer, show: str, words: list[str]) -> Iterator[SearchTiming]:
    """Type words one after the other, each in the place of the last; the time is that from a word's last key."""
    page = browser.new_context(base_url=host.url).new_page()
    before = len(host.responses)
    page.goto(f"/{paths.SEARCH}?show={show}")
    page.wait_for_selector(SHOWN)
    page.evaluate(WATCH)
    page.keyboard.press("/")
    for place, word in enumerate(words):
        page.locator("#search-q").select_text()
        page.keyboard.type(word, delay=BETWEEN_KEYS if len(word) > 1 else 0)
        page.wait_for_function("() => window.asked.first > window.asked.key")
        page.wait_for_load_state("networkidle")
        what = "the first key" if len(word) == 1 else f"a word ({word})" if place == 0 else f"then another ({word})"
        yield _told(page, host, before, f"{show}: {what}", typed=True, first=place == 0)
    page.context.close()


def _told(page: Page, host: LocalServer, before: int, question: str, *, typed: bool, first: bool) -> SearchTiming:
    page.wait_for_load_state("networkidle")
    times: dict[str, Any] = page.evaluate("window.asked")
    sent = host.responses[before:]
    frame = sum(answer.bytes for answer in sent if answer.path.partition("?")[0].endswith((*PAGE_FILES, "/")))
    whole = sum(answer.bytes for answer in sent)
    return SearchTiming(question, typed, first, times["first"] - times["key"], whole, frame, len(sent))
