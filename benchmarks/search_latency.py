"""Latency and transfer size of the search page, measured in a browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page

from plugins.archive import urls

HITS = "#search-results[aria-busy=false] .hit"
PAGE_FILES = (".html", ".css", ".woff2", ".svg")
"""Files of every page of the site, which most readers have in their cache."""
KEY_INTERVAL = 110
"""Milliseconds between two keys of a fast typist, about 90 words per minute."""
OBSERVE = """() => {
    window.searched = { key: 0, first: 0 };
    addEventListener("keydown", (event) => { window.searched = { key: event.timeStamp, first: 0 }; }, true);
    new MutationObserver(() => { window.searched.first ||= performance.now(); })
        .observe(document.getElementById("search-hits"), { childList: true });
}"""


class Response(Protocol):
    """A response of the server: the requested path, and the size of its body."""

    @property
    def path(self) -> str: ...
    @property
    def bytes(self) -> int: ...


class SiteServer(Protocol):
    """A server of the site, which records its responses."""

    @property
    def url(self) -> str: ...
    @property
    def responses(self) -> Sequence[Response]: ...


@dataclass(frozen=True, slots=True)
class SearchTiming:
    """The cost of one search.

    `milliseconds` are from the last key, or from opening the page, to the first hit. `bytes` and `requests` count from
    opening the page; `page_bytes` are those of PAGE_FILES. `typed` is false for filters, `first` is true for the first
    search on a page.
    """

    label: str
    typed: bool
    first: bool
    milliseconds: float
    bytes: int
    page_bytes: int
    requests: int


def measure_search(browser: Browser, server: SiteServer, words: tuple[str, ...], region: str) -> Iterator[SearchTiming]:
    """Search reports and events: without a filter, by region, by one letter, by the first word, by the next word.

    Each search begins with an empty browser cache, except the last, which follows the one before.
    """
    first, *more = words
    for show in ("reports", "events"):
        yield from _open_page(browser, server, f"all {show}", show=show)
        yield from _open_page(browser, server, f"{show} of a region", show=show, region=region)
        yield from _type_words(browser, server, show, [first[0]])
        yield from _type_words(browser, server, show, [first, *more])


def _open_page(browser: Browser, server: SiteServer, label: str, **query: str) -> Iterator[SearchTiming]:
    page = browser.new_context(base_url=server.url).new_page()
    start = len(server.responses)
    page.add_init_script(f"addEventListener('DOMContentLoaded', {OBSERVE})")
    page.goto(f"/{urls.SEARCH}?{urlencode(query)}")
    page.wait_for_selector(HITS)
    yield _timing(page, server, start, label, typed=False, first=True)
    page.context.close()


def _type_words(browser: Browser, server: SiteServer, show: str, words: list[str]) -> Iterator[SearchTiming]:
    """Type the words one after the other, each replacing the last."""
    page = browser.new_context(base_url=server.url).new_page()
    start = len(server.responses)
    page.goto(f"/{urls.SEARCH}?show={show}")
    page.wait_for_selector(HITS)
    page.evaluate(OBSERVE)
    page.keyboard.press("/")
    for index, word in enumerate(words):
        page.locator("#search-q").select_text()
        page.keyboard.type(word, delay=KEY_INTERVAL if len(word) > 1 else 0)
        page.wait_for_function("() => window.searched.first > window.searched.key")
        page.wait_for_load_state("networkidle")
        label = "the first letter" if len(word) == 1 else f"{'a word' if index == 0 else 'another word'} ({word})"
        yield _timing(page, server, start, f"{show}: {label}", typed=True, first=index == 0)
    page.context.close()


def _timing(page: Page, server: SiteServer, start: int, label: str, *, typed: bool, first: bool) -> SearchTiming:
    page.wait_for_load_state("networkidle")
    times: dict[str, Any] = page.evaluate("window.searched")
    responses = server.responses[start:]
    page_bytes = sum(each.bytes for each in responses if each.path.partition("?")[0].endswith((*PAGE_FILES, "/")))
    all_bytes = sum(each.bytes for each in responses)
    return SearchTiming(label, typed, first, times["first"] - times["key"], all_bytes, page_bytes, len(responses))
