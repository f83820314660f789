"""What a page costs its reader: bytes, requests, jumps, and nothing from elsewhere; `pytest -s` prints the figures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from plugins.commands.local_server import LocalServer, serve_folder
from plugins.commands.measure.example_pages import EXAMPLE_PAGES
from plugins.commands.measure.page_weight import WIDTHS, PageWeight, measure_page
from plugins.commands.measure.weigh import (
    MAX_SCRIPT_BYTES,
    MAX_TEXT_BYTES,
    MEASURED_PAGES,
    REPORT_PAGES,
    exceeded_limits,
    total_script_bytes,
)


@pytest.fixture(scope="module")
def host(built: Path) -> Iterator[LocalServer]:
    """Yield a host of the example archive that counts the bytes it sends."""
    with serve_folder(built) as host:
        yield host


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", REPORT_PAGES)
def test_a_report_is_light(name: str, width: int, browser: Browser, host: LocalServer) -> None:
    """Text and fonts, sheets and requests of a report's page are within their bounds, and nothing moves or leaves."""
    weight = measure_page(browser, host, EXAMPLE_PAGES[name], width)
    print(
        f"{name} at {width} px: {weight.text_bytes:,} bytes of text in {weight.requests} requests, {dict(weight.bytes)}"
    )
    assert list(exceeded_limits(weight, report=True)) == []
    assert weight.text_bytes > 5_000  # else nothing was weighed


@pytest.mark.parametrize("name", [name for name in MEASURED_PAGES if name not in REPORT_PAGES])
def test_no_page_moves_while_it_loads(name: str, browser: Browser, host: LocalServer) -> None:
    """Late fonts, pictures and what scripts add move nothing that is there already; no page asks another host."""
    assert list(exceeded_limits(measure_page(browser, host, EXAMPLE_PAGES[name], WIDTHS[0]), report=False)) == []


def test_scripts_are_light(built: Path) -> None:
    """All JavaScript of ours, each file compressed for itself, is within its bound."""
    print(f"JavaScript of ours in all: {total_script_bytes(built):,} bytes of {MAX_SCRIPT_BYTES:,}")
    assert 1_000 < total_script_bytes(built) <= MAX_SCRIPT_BYTES


def test_excess_is_told() -> None:
    """Each bound can be broken: a page above all of them is told of each; of another kind of page only what counts."""
    heavy = PageWeight(
        {".html": MAX_TEXT_BYTES, ".css": 1, ".woff2": 60_001}, {".css": 2, ".js": 4}, ("https://x.example/",), 0.1
    )
    assert [words.split()[0] for words in exceeded_limits(heavy, report=True)] == [
        "asks",
        "moves",
        "40,001",
        "60,001",
        "2",
        "6",
    ]
    assert [words.split()[0] for words in exceeded_limits(heavy, report=False)] == ["asks", "moves"]


def test_jumps_and_strangers_are_noticed(tmp_path: Path, browser: Browser) -> None:
    """A page that pushes its words down late, and asks another host, is found to do both."""
    script = "setTimeout(() => document.body.insertAdjacentHTML('afterbegin', '<div style=height:300px></div>'), 300)"
    page = f"<!doctype html><img src='http://elsewhere.example/x.png'><p>Words<script>{script}</script>"
    (tmp_path / "index.html").write_text(page, "utf-8")
    with serve_folder(tmp_path) as host:
        weight = measure_page(browser, host, "", 360)
    assert weight.foreign_urls == ("http://elsewhere.example/x.png",)
    assert weight.layout_shift > 0.01
