"""A hostile archive in a browser that ignores the content security policy: no word runs or becomes an element."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext

from plugins.commands.build import build, make_options
from tests.hostile_archive import CODE, hostile_writer, write_archive

RAN = "window.ran = () => { window.hostile = true; }"
"""What every hostile text would call."""
STRANGE = """() => [...document.querySelectorAll("*")].filter((element) =>
  [...element.attributes].some(({ name, value }) => name.startsWith("on") || /^\\s*(javascript|data):/i.test(value))
  || (element.localName === "img" && element.getAttribute("src") === "x")
  || (element.localName === "script" && !element.src && element.type !== "application/ld+json")
).map((element) => element.outerHTML)"""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory, cache: Path, serve: Callable[[Path], Any]) -> Any:
    """Return the archive whose every text is hostile, built and served."""
    room = tmp_path_factory.mktemp("hostile")
    write_archive(hostile_writer(), room / "content")
    assert build(make_options(room / "content", room / "output", "", cache=False)) == 0
    return serve(room / "output")


@pytest.fixture
def unguarded(browser: Browser, hostile_site: Any) -> Any:
    """Yield a context in which the policy is off, so that escaping alone keeps words from running."""
    context = browser.new_context(base_url=hostile_site.url, bypass_csp=True)
    context.add_init_script(RAN)
    yield context
    context.close()


def test_nothing_runs_on_any_page(unguarded: BrowserContext, hostile_site: Any) -> None:
    """Every page is opened: no word ran, none became an element or an attribute, none asked for a file."""
    page = unguarded.new_page()
    stays = (file for file in hostile_site.output.rglob("*.html") if b'http-equiv="refresh"' not in file.read_bytes())
    for file in sorted(stays):
        page.goto(f"/{file.relative_to(hostile_site.output).as_posix()}", wait_until="load")
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        assert page.evaluate("window.hostile") is None, file
        assert page.evaluate(STRANGE) == [], file
    assert not [path for path in hostile_site.requests if path.rpartition("/")[2] == "x"]


def test_nothing_of_an_address_runs(unguarded: BrowserContext) -> None:
    """What a link to the search page asks for is shown as text, in its fields, its chips and its facets."""
    page = unguarded.new_page()
    code = quote("\"'><img src=x onerror=ran()><script>ran()</script>")
    fields = ("q", "region", "actor", "type", "tag", "source", "sort", "show")
    page.goto("/search/?" + "&".join(f"{field}={code}" for field in fields))
    page.locator("#search-results[aria-busy=false]").wait_for()
    assert "onerror=ran()" in page.locator("#search-chips").inner_text()
    assert page.evaluate("window.hostile") is None
    assert page.evaluate(STRANGE) == []


@pytest.mark.parametrize(
    ("show", "words"), [("reports", ""), ("events", ""), ("reports", "script"), ("events", "script")]
)
def test_nothing_runs_in_search(show: str, words: str, unguarded: BrowserContext) -> None:
    """Results, excerpts, facets and chips show hostile names as they were typed."""
    page = unguarded.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"/search/?show={show}&q={words}&actor=one")
    page.locator("#search-results[aria-busy=false]").wait_for()
    hits = page.locator(".hit")
    assert hits.count() > 0
    assert "<script>ran()</script>" in hits.first.inner_text()
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    shown = page.locator("#search-facets").inner_text() + page.locator("#search-chips").inner_text()
    assert CODE[:40] in shown
    assert page.evaluate("window.hostile") is None
    assert page.evaluate(STRANGE) == []
    assert errors == []
