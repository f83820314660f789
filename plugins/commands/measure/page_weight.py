"""Page weight: the bytes, requests and layout shift of one page, measured in a browser."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route

from plugins.archive import urls as paths
from plugins.commands.local_server import LocalServer, Response

WIDTHS = (360, 1280)
"""Widths of a phone's and a desktop's window, in pixels."""
FONT_DELAY = 0.3
"""Seconds by which fonts are delayed, so that a layout shift that they cause shows on a fast machine too."""
OBSERVE_SHIFTS = """() => {
    window.layoutShift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.layoutShift += entry.value)))
        .observe({ type: "layout-shift", buffered: true });
}"""
SEARCH_DONE = "() => document.querySelector('#search-results')?.getAttribute('aria-busy') !== 'true'"
"""True once the search page shows its results, and on all other pages; Playwright does not wait for its worker."""


@dataclass(frozen=True, slots=True)
class PageWeight:
    """What a page costs: compressed bytes and number of files by suffix, requests to other origins, layout shift.

    `script_bytes` are those of the theme's scripts, without Pagefind's. The icon is not counted, because browsers cache
    it for the site. The layout shift is the sum of all shifts, unlike CLS, rounded to three decimals.
    """

    bytes: Mapping[str, int]
    files: Mapping[str, int]
    script_bytes: int
    foreign_urls: tuple[str, ...]
    layout_shift: float

    @property
    def text_bytes(self) -> int:
        """Bytes of HTML, CSS and JavaScript together."""
        return sum(self.bytes.get(suffix, 0) for suffix in (".html", ".css", ".js"))

    @property
    def requests(self) -> int:
        """Number of requests."""
        return sum(self.files.values())


def measure_page(browser: Browser, server: LocalServer, path: str, width: int) -> PageWeight:
    """Open a page with an empty cache in a window of `width` pixels, scroll to its end, and return its weight."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    try:
        page = context.new_page()
        requested: list[str] = []
        page.on("request", lambda request: requested.append(request.url))
        context.route("**/*.woff2", _delay)
        before = len(server.responses)
        page.goto(f"{server.url}/{path}", wait_until="networkidle")
        shift = _layout_shift(page)
        foreign = tuple(url for url in requested if not url.startswith(f"{server.url}/"))
        return _weight(server.responses[before:], foreign, shift)
    finally:
        context.close()


def _delay(route: Route) -> None:
    time.sleep(FONT_DELAY)
    route.continue_()


def _layout_shift(page: Page) -> float:
    """Return the layout shift while the page loads and is scrolled to its end."""
    page.evaluate(OBSERVE_SHIFTS)
    page.wait_for_function(SEARCH_DONE)
    page.mouse.wheel(0, 100_000)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(100)
    return round(float(page.evaluate("window.layoutShift")), 3)


def _weight(responses: list[Response], foreign_urls: tuple[str, ...], shift: float) -> PageWeight:
    sizes, files = Counter[str](), Counter[str]()
    script_bytes = 0
    for path, size in responses:
        if not path.endswith("/icon.svg"):
            suffix = PurePosixPath(urlsplit(path).path).suffix or ".html"
            sizes[suffix] += size
            files[suffix] += 1
            if suffix == ".js" and path.startswith(f"/{paths.STATIC}"):
                script_bytes += size
    return PageWeight(sizes, files, script_bytes, foreign_urls, shift)
