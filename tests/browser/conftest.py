"""Fixtures for tests in a real browser: the browser, the served site, and pages that fail the test on any error."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from plugins.archive.archive import Archive, load_archive
from plugins.archive.urls import Urls
from plugins.commands.browser import find_or_install, launch, launch_flags
from plugins.commands.local_server import serve_folder

# No host name but 127.0.0.1 resolves, so that tests never reach the network.
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
FONTS = Path(__file__).parent / "fonts"
FONT_SETS = ("times", "dejavu")
"""Files in FONTS, without suffix; the first is that of all tests without another."""


expect.set_options(timeout=20_000)  # milliseconds; enough for a machine with many other processes


@dataclass(frozen=True)
class ServedSite:
    """A built site on a local server: its URL without a slash at the end, its files, and the paths requested so far."""

    url: str
    output: Path
    requests: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PageErrors:
    """Errors of pages: requests to other origins, exceptions, and console errors that no `expected` pattern allows."""

    origin: str
    expected: tuple[str, ...]
    errors: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Collect the errors of all pages of a context."""
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
    """Return the path of the browser, for tests that launch another one."""
    return find_or_install()


@pytest.fixture(scope="session")
def browser(browser_file: str) -> Iterator[Browser]:
    """Yield the browser of this process, with the fonts of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(FONTS / f"{FONT_SETS[0]}.conf"))
        with launch(OFFLINE) as browser:
            yield browser


@pytest.fixture(scope="session")
def launch_with(browser: Browser, browser_file: str) -> Iterator[Callable[..., Browser]]:
    """Yield a function that launches another browser, with more flags or with a set of FONT_SETS."""
    browsers: list[Browser] = []

    def start(*flags: str, fonts: str = FONT_SETS[0]) -> Browser:
        environment: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(FONTS / f"{fonts}.conf")}
        arguments = [*launch_flags(), OFFLINE, *flags]
        browsers.append(browser.browser_type.launch(executable_path=browser_file, args=arguments, env=environment))
        return browsers[-1]

    yield start
    for launched in browsers:
        launched.close()


@pytest.fixture(scope="session", params=FONT_SETS)
def browser_with_fonts(request: pytest.FixtureRequest, launch_with: Callable[..., Browser]) -> Browser:
    """Return a browser for each set of fonts."""
    return launch_with(fonts=request.param)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], ServedSite]]:
    """Yield a function that serves a folder on 127.0.0.1 until the end of the session."""
    with ExitStack() as servers:

        def start(output: Path) -> ServedSite:
            server = servers.enter_context(serve_folder(output))
            return ServedSite(server.url, output, server.requests)

        yield start


@pytest.fixture(scope="session")
def site(built: Path, serve: Callable[[Path], ServedSite]) -> ServedSite:
    """Return the example archive on a local server."""
    return serve(built)


@pytest.fixture(scope="session")
def archive(root: Path) -> Archive:
    """Return the content of the example archive, to compare pages with."""
    return load_archive(root / "content", Urls(""))


@pytest.fixture
def open_page(request: pytest.FixtureRequest, browser: Browser, site: ServedSite) -> Iterator[Callable[..., Page]]:
    """Yield a function that opens an empty page with the options of Playwright's `new_context`.

    URLs may be paths on the site. The test fails at its end if a page requested another origin, raised an error, or
    logged a console error that no `expects_console` marker allows.
    """
    markers = request.node.iter_markers("expects_console")
    page_errors = PageErrors(site.url, tuple(pattern for marker in markers for pattern in marker.args))
    contexts: list[BrowserContext] = []

    def new_page(**options: Any) -> Page:
        context = browser.new_context(**{"base_url": site.url, **options})
        contexts.append(context)
        page_errors.follow(context)
        return context.new_page()

    yield new_page
    for context in contexts:
        context.close()
    if page_errors.errors:
        pytest.fail("\n".join(page_errors.errors), pytrace=False)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """Return a page of 1280 × 800 pixels."""
    return open_page(viewport={"width": 1280, "height": 800})
