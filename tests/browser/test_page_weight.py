"""What a page costs its reader: bytes, requests, jumps, and nothing from elsewhere; `pytest -s` prints the figures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from plugins.commands.measure.example_pages import PAGES
from plugins.commands.measure.page_weight import WIDTHS, Weight, weigh
from plugins.commands.measure.static_server import StaticHost, served
from plugins.commands.measure.weigh import MOST_SCRIPTS, MOST_TEXT, REPORTS, WEIGHED, excess, scripts


@pytest.fixture(scope="module")
def host(built: Path) -> Iterator[StaticHost]:
    """Yield a host of the example archive that counts the bytes it sends."""
    with served(built) as host:
        yield host


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_light(name: str, width: int, browser: Browser, host: StaticHost) -> None:
    """Text and fonts, sheets and requests of a report's page are within their bounds, and nothing moves or leaves."""
    weight = weigh(browser, host, PAGES[name], width)
    print(f"{name} at {width} px: {weight.text:,} bytes of text in {weight.requests} requests, {dict(weight.bytes)}")
    assert list(excess(weight, report=True)) == []
    assert weight.text > 5_000  # else nothing was weighed


@pytest.mark.parametrize("name", [name for name in WEIGHED if name not in REPORTS])
def test_no_page_moves_while_it_loads(name: str, browser: Browser, host: StaticHost) -> None:
    """Late fonts, pictures and what scripts add move nothing that is there already; no page asks another host."""
    assert list(excess(weigh(browser, host, PAGES[name], WIDTHS[0]), report=False)) == []


def test_scripts_are_light(built: Path) -> None:
    """All JavaScript of ours, each file compressed for itself, is within its bound."""
    print(f"JavaScript of ours in all: {scripts(built):,} bytes of {MOST_SCRIPTS:,}")
    assert 1_000 < scripts(built) <= MOST_SCRIPTS


def test_excess_is_told() -> None:
    """Each bound can be broken: a page above all of them is told of each; of another kind of page only what counts."""
    heavy = Weight(
        {".html": MOST_TEXT, ".css": 1, ".woff2": 60_001}, {".css": 2, ".js": 4}, ("https://x.example/",), 0.1
    )
    assert [words.split()[0] for words in excess(heavy, report=True)] == ["asks", "moves", "40,001", "60,001", "2", "6"]
    assert [words.split()[0] for words in excess(heavy, report=False)] == ["asks", "moves"]


def test_jumps_and_strangers_are_noticed(tmp_path: Path, browser: Browser) -> None:
    """A page that pushes its words down late, and asks another host, is found to do both."""
    script = "setTimeout(() => document.body.insertAdjacentHTML('afterbegin', '<div style=height:300px></div>'), 300)"
    page = f"<!doctype html><img src='http://elsewhere.example/x.png'><p>Words<script>{script}</script>"
    (tmp_path / "index.html").write_text(page, "utf-8")
    with served(tmp_path) as host:
        weight = weigh(browser, host, "", 360)
    assert weight.elsewhere == ("http://elsewhere.example/x.png",)
    assert weight.shift > 0.01
