"""Fixtures for tests in a real browser: the browser, the served site, and pages that tolerate no error."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from plugins.archive.archive import Archive, load_archive
from plugins.archive.urls import Urls
from plugins.commands.browser import find_or_install, launch
from plugins.commands.local_server import serve_folder

# Names that never leave this machine: a page that asks another host gets an error, not an answer.
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@dataclass(frozen=True)
class ServedSite:
    """The built site as served: its address (no slash at the end), its files, and the paths asked for so far."""

    url: str
    output: Path
    requests: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PageErrors:
    """What pages did that they must not: each fault in words. Console errors that match `expected` are none."""

    origin: str
    expected: tuple[str, ...]
    errors: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Watch every page of a browser context, those it opens later too."""
        context.on("request", lambda request: self.check_request(request.url))
        context.on("console", lambda message: self.check_console(message.type, message.text))
        context.on("weberror", lambda error: self.errors.append(f"error in a page: {error.error}"))

    def check_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"about", "blob", "data"} and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.errors.append(f"request to another origin: {url}")

    def check_console(self, kind: str, text: str) -> None:
        if kind == "error" and not any(re.search(pattern, text) for pattern in self.expected):
            self.errors.append(f"console error: {text}")


@pytest.fixture(scope="session")
def browser_file() -> str:
    """Return the program of a browser, for tests that start one of another kind beside the one for the whole run."""
    return find_or_install()


@pytest.fixture(scope="session")
def browser(browser_file: str) -> Iterator[Browser]:
    """Yield one browser for the whole run."""
    with launch(OFFLINE) as browser:
        yield browser


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], ServedSite]]:
    """Yield a function that serves a folder on 127.0.0.1 until the run ends."""
    with ExitStack() as hosts:

        def start(output: Path) -> ServedSite:
            host = hosts.enter_context(serve_folder(output))
            return ServedSite(host.url, output, host.requests)

        yield start


@pytest.fixture(scope="session")
def site(built: Path, serve: Callable[[Path], ServedSite]) -> ServedSite:
    """Return the example archive, served."""
    return serve(built)


@pytest.fixture(scope="session")
def archive(root: Path) -> Archive:
    """Return the example archive, read, to compare its pages with."""
    return load_archive(root / "content", Urls(""))


@pytest.fixture
def open_page(request: pytest.FixtureRequest, browser: Browser, site: ServedSite) -> Iterator[Callable[..., Page]]:
    """Yield a function that opens an empty page; its arguments are those of Playwright's `new_context`.

    Addresses may be given as paths on the site. The test fails if any of its pages asks another origin for anything,
    throws an error, or writes one to the console that no `expects_console` mark announces.
    """
    marks = request.node.iter_markers("expects_console")
    watch = PageErrors(site.url, tuple(pattern for mark in marks for pattern in mark.args))
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> Page:
        context = browser.new_context(**{"base_url": site.url, **options})
        contexts.append(context)
        watch.follow(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    if watch.errors:
        pytest.fail("\n".join(watch.errors), pytrace=False)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """Return a page at 1280 × 800 that tolerates no error."""
    return open_page(viewport={"width": 1280, "height": 800})
