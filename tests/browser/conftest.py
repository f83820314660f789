"""Fixtures for tests in a real browser: the browser, the served site, and pages that tolerate no error."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from plugins.archive.archive import Archive, load_archive
from plugins.archive.urls import Urls
from plugins.commands.browser import find_or_install, flags

# Names that never leave this machine: a page that asks another host gets an error, not an answer.
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
TYPES = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
    ".pagefind": "application/octet-stream",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


@dataclass(frozen=True)
class Site:
    """The built site as served: its address (no slash at the end), its files, and the paths asked for so far."""

    url: str
    output: Path
    requests: list[str] = field(default_factory=list)


class StaticHandler(SimpleHTTPRequestHandler):
    """Serves files as a plain static host does: no listings, 404.html for what is not there."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}  # noqa: RUF012 -- the base class names it so

    def __init__(self, *arguments: Any, requests: list[str], **options: Any) -> None:
        self.requests = requests
        super().__init__(*arguments, **options)

    def parse_request(self) -> bool:
        parsed = super().parse_request()
        if parsed:
            self.requests.append(self.path)
        return parsed

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        missing = Path(self.directory) / "404.html"
        if code != 404 or not missing.is_file():
            super().send_error(code, message, explain)
            return
        body = missing.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def list_directory(self, path: Any) -> None:
        self.send_error(404)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Stay silent: what was asked for is recorded instead."""


@dataclass(frozen=True)
class Watch:
    """What pages did that they must not: each fault in words. Console errors that match `expected` are none."""

    origin: str
    expected: tuple[str, ...]
    faults: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Watch every page of a browser context, those it opens later too."""
        context.on("request", lambda request: self.judge_request(request.url))
        context.on("console", lambda message: self.judge_console(message.type, message.text))
        context.on("weberror", lambda error: self.faults.append(f"error in a page: {error.error}"))

    def judge_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"about", "blob", "data"} and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.faults.append(f"request to another origin: {url}")

    def judge_console(self, kind: str, text: str) -> None:
        if kind == "error" and not any(re.search(pattern, text) for pattern in self.expected):
            self.faults.append(f"console error: {text}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield one browser for the whole run."""
    path = find_or_install()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*flags(), OFFLINE])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], Site]]:
    """Yield a function that serves a folder on 127.0.0.1 until the run ends."""
    servers: list[ThreadingHTTPServer] = []

    def start(output: Path) -> Site:
        requests: list[str] = []
        handler = partial(StaticHandler, directory=str(output), requests=requests)
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return Site(f"http://127.0.0.1:{server.server_port}", output, requests)

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def site(built: Path, serve: Callable[[Path], Site]) -> Site:
    """Return the example archive, served."""
    return serve(built)


@pytest.fixture(scope="session")
def archive(root: Path) -> Archive:
    """Return the example archive, read, to compare its pages with."""
    return load_archive(root / "content", Urls(""))


@pytest.fixture
def open_page(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Yield a function that opens an empty page; its arguments are those of Playwright's `new_context`.

    Addresses may be given as paths on the site. The test fails if any of its pages asks another origin for anything,
    throws an error, or writes one to the console that no `expects_console` mark announces.
    """
    marks = request.node.iter_markers("expects_console")
    watch = Watch(site.url, tuple(pattern for mark in marks for pattern in mark.args))
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> Page:
        context = browser.new_context(**{"base_url": site.url, **options})
        contexts.append(context)
        watch.follow(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    if watch.faults:
        pytest.fail("\n".join(watch.faults), pytrace=False)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """Return a page at 1280 × 800 that tolerates no error."""
    return open_page(viewport={"width": 1280, "height": 800})
