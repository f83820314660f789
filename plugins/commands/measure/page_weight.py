"""Weights: what one page costs its reader in bytes, requests and jumps, measured in a browser."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route

from plugins.commands.local_server import LocalServer, Response

WIDTHS = (360, 1280)
"""Pixels: a phone and a desk."""
FONT_DELAY = 0.3
"""Seconds by which fonts come late: a jump that they cause is seen, and not hidden by the speed of this machine."""
OBSERVE_SHIFTS = """() => {
    window.jumps = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.jumps += entry.value)))
        .observe({ type: "layout-shift", buffered: true });
}"""
SETTLED = "() => document.querySelector('#search-results')?.getAttribute('aria-busy') !== 'true'"
"""Tells whether the search, on a page that has one, has shown what it found: its worker is not waited for otherwise."""


@dataclass(frozen=True, slots=True)
class PageWeight:
    """What a page cost: bytes over the line by a file's ending, how many of each, foreign addresses, layout shift.

    The icon is not counted, which a browser asks for once. The shift is the sum, not the worst burst as in CLS, and as
    that is shown: to three places.
    """

    bytes: Mapping[str, int]
    files: Mapping[str, int]
    foreign_urls: tuple[str, ...]
    layout_shift: float

    @property
    def text_bytes(self) -> int:
        """Bytes of HTML, CSS and JavaScript together."""
        return sum(self.bytes.get(ending, 0) for ending in (".html", ".css", ".js"))

    @property
    def requests(self) -> int:
        """How many files were asked for."""
        return sum(self.files.values())


def measure_page(browser: Browser, host: LocalServer, path: str, width: int) -> PageWeight:
    """Open a page of the site at a width, in a browser that has nothing of it yet, scroll through it, and weigh it."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    try:
        page = context.new_page()
        elsewhere: list[str] = []
        page.on("request", lambda request: elsewhere.append(request.url))
        context.route("**/*.woff2", _late)
        before = len(host.responses)
        page.goto(f"{host.url}/{path}", wait_until="networkidle")
        shift = _shift(page)
        return _weight(host.responses[before:], [url for url in elsewhere if not url.startswith(f"{host.url}/")], shift)
    finally:
        context.close()


def _late(route: Route) -> None:
    time.sleep(FONT_DELAY)
    route.continue_()


def _shift(page: Page) -> float:
    """Return the layout shift so far, with that of what comes in as one scrolls to the end."""
    page.evaluate(OBSERVE_SHIFTS)
    page.wait_for_function(SETTLED)
    page.mouse.wheel(0, 100_000)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(100)
    return round(float(page.evaluate("window.jumps")), 3)


def _weight(sent: list[Response], elsewhere: list[str], shift: float) -> PageWeight:
    sizes, files = Counter[str](), Counter[str]()
    for path, size in sent:
        if not path.endswith("/icon.svg"):
            ending = PurePosixPath(urlsplit(path).path).suffix or ".html"
            sizes[ending] += size
            files[ending] += 1
    return PageWeight(sizes, files, tuple(elsewhere), shift)
