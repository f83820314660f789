"""Pages stay within their limits of bytes and requests, and nothing moves while they load; `pytest -s` prints sizes."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from plugins.archive import urls as paths
from plugins.commands.local_server import GZIP_LEVEL, LocalServer, serve_folder
from plugins.commands.measure.example_pages import EXAMPLE_PAGES
from plugins.commands.measure.page_weight import WIDTHS, PageWeight, measure_page
from plugins.commands.measure.weigh import (
    MAX_SCRIPT_BYTES,
    MAX_TEXT_BYTES,
    OTHER_PAGES,
    REPORT_PAGES,
    exceeded_limits,
)


@pytest.fixture(scope="module")
def server(built: Path) -> Iterator[LocalServer]:
    """Yield a server of the example archive that records the bytes it sends."""
    with serve_folder(built) as server:
        yield server


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", REPORT_PAGES)
def test_report_page_is_within_its_limits(
    name: str, width: int, browser_with_fonts: Browser, server: LocalServer
) -> None:
    weight = measure_page(browser_with_fonts, server, EXAMPLE_PAGES[name], width)
    print(f"{name} at {width} px: {weight.text_bytes:,} bytes in {weight.requests} requests, {dict(weight.bytes)}")
    assert list(exceeded_limits(weight, report=True)) == []
    assert weight.text_bytes > 5_000  # the page was measured


@pytest.mark.parametrize("name", OTHER_PAGES)
def test_page_does_not_shift_and_loads_few_scripts(name: str, browser_with_fonts: Browser, server: LocalServer) -> None:
    """Late fonts, images and scripts move nothing, and no page requests another origin."""
    weight = measure_page(browser_with_fonts, server, EXAMPLE_PAGES[name], WIDTHS[0])
    print(f"{name}: {weight.script_bytes:,} bytes of scripts of {MAX_SCRIPT_BYTES:,}")
    assert list(exceeded_limits(weight, report=False)) == []


def test_every_bundle_fits_the_limit_of_scripts(built: Path) -> None:
    """A page loads site.js and one bundle, or highlight.js and cite.js."""
    files = (built / paths.STATIC).rglob("*.js")
    sizes = {file.name: len(gzip.compress(file.read_bytes(), GZIP_LEVEL, mtime=0)) for file in files}
    site = sizes.pop("site.js")
    assert sizes.keys() == {"cite.js", "contribute.js", "highlight.js", "search.js"}
    assert all(site + size <= MAX_SCRIPT_BYTES for size in sizes.values())
    assert site + sizes["highlight.js"] + sizes["cite.js"] <= 4_000


def test_each_exceeded_limit_has_a_message() -> None:
    sizes = {".html": MAX_TEXT_BYTES, ".css": 1, ".woff2": 60_001}
    weight = PageWeight(sizes, {".css": 2, ".js": 4}, MAX_SCRIPT_BYTES + 1, ("https://x.example/",), 0.1)
    messages = [message.split()[0] for message in exceeded_limits(weight, report=True)]
    assert messages == ["requests", "layout", f"{MAX_SCRIPT_BYTES + 1:,}", "40,001", "60,001", "2", "6"]
    assert [message.split()[0] for message in exceeded_limits(weight, report=False)] == messages[:3]


def test_layout_shift_and_foreign_requests_are_measured(tmp_path: Path, browser: Browser) -> None:
    script = "setTimeout(() => document.body.insertAdjacentHTML('afterbegin', '<div style=height:300px></div>'), 300)"
    page = f"<!doctype html><img src='http://elsewhere.example/x.png'><p>Words<script>{script}</script>"
    (tmp_path / "index.html").write_text(page, "utf-8")
    with serve_folder(tmp_path) as server:
        weight = measure_page(browser, server, "", 360)
    assert weight.foreign_urls == ("http://elsewhere.example/x.png",)
    assert weight.layout_shift > 0.01
