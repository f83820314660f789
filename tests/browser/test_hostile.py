"""No text of a hostile archive runs or becomes an element, in a browser without the content security policy."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext

from plugins.commands.build import build, make_options
from tests.hostile_archive import CODE, hostile_writer, write_archive

RAN = "window.ran = () => { window.hostile = true; }"
"""Defines the function that every hostile text calls."""
INJECTED = """() => [...document.querySelectorAll("*")].filter((element) =>
  [...element.attributes].some(({ name, value }) => name.startsWith("on") || /^\\s*(javascript|data):/i.test(value))
  || (element.localName === "img" && element.getAttribute("src") === "x")
  || (element.localName === "script" && !element.src && element.type !== "application/ld+json")
).map((element) => element.outerHTML)"""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory, cache: Path, serve: Callable[[Path], Any]) -> Any:
    """Return an archive whose texts are all hostile."""
    workspace = tmp_path_factory.mktemp("hostile")
    write_archive(hostile_writer(), workspace / "content")
    assert build(make_options(workspace / "content", workspace / "output", "", cache=False)) == 0
    return serve(workspace / "output")


@pytest.fixture
def context_without_csp(browser: Browser, hostile_site: Any) -> Any:
    """Yield a context that ignores the policy, so that only escaping protects pages."""
    context = browser.new_context(base_url=hostile_site.url, bypass_csp=True)
    context.add_init_script(RAN)
    yield context
    context.close()


def test_no_script_runs_on_any_page(context_without_csp: BrowserContext, hostile_site: Any) -> None:
    page = context_without_csp.new_page()
    pages = (file for file in hostile_site.output.rglob("*.html") if b'http-equiv="refresh"' not in file.read_bytes())
    for file in sorted(pages):
        page.goto(f"/{file.relative_to(hostile_site.output).as_posix()}", wait_until="load")
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        assert page.evaluate("window.hostile") is None, file
        assert page.evaluate(INJECTED) == [], file
    assert not [path for path in hostile_site.requests if path.rpartition("/")[2] == "x"]


def test_search_parameters_are_shown_as_text(context_without_csp: BrowserContext) -> None:
    page = context_without_csp.new_page()
    code = quote("\"'><img src=x onerror=ran()><script>ran()</script>")
    fields = ("q", "region", "actor", "type", "tag", "source", "sort", "show")
    page.goto("/search/?" + "&".join(f"{field}={code}" for field in fields))
    page.locator("#search-results[aria-busy=false]").wait_for()
    assert "onerror=ran()" in page.locator("#search-chips").inner_text()
    assert page.evaluate("window.hostile") is None
    assert page.evaluate(INJECTED) == []


@pytest.mark.parametrize(
    ("show", "words"), [("reports", ""), ("events", ""), ("reports", "script"), ("events", "script")]
)
def test_no_script_runs_in_search_results(show: str, words: str, context_without_csp: BrowserContext) -> None:
    """Results, excerpts, facets and chips show hostile names as text."""
    page = context_without_csp.new_page()
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
    assert page.evaluate(INJECTED) == []
    assert errors == []
