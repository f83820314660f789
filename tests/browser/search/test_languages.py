"""Search in six languages, and a test of all words: the words of a report are found, and no others."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.search.index_site import find_all, index_site, write_archive
from tests.browser.search.random_words import ALPHABETS, random_body, words_in, words_nowhere
from tests.browser.search.steps import result_paths, search

LANGUAGES: dict[str, Any] = json.loads((Path(__file__).parent / "languages.json").read_text("utf-8"))
SiteFactory = Callable[[str, dict[str, str]], tuple[Page, Path]]


@pytest.fixture
def open_site(browser: Browser, built: Path, serve: Callable[[Path], Any], tmp_path: Path) -> Iterator[SiteFactory]:
    """Yield a function that serves the search page of an archive, given its language and reports."""
    contexts = []

    def start(lang: str, reports: dict[str, str]) -> tuple[Page, Path]:
        content = write_archive(tmp_path / lang / "content", lang, reports)
        site = index_site(built, content, tmp_path / lang / "site", lang)
        contexts.append(browser.new_context(base_url=serve(site).url))
        return contexts[-1].new_page(), site

    yield start
    for context in contexts:
        context.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_queries_find_the_reports_that_contain_their_words(open_site: SiteFactory, lang: str) -> None:
    """Also the page finds and marks them, and says when there is nothing."""
    cases = LANGUAGES[lang]
    page, site = open_site(lang, cases["reports"])
    expected = {query: {report} for report, queries in cases["found"].items() for query in queries}
    expected |= {query: set() for query in cases["nothing"]}
    found = find_all(page, site, expected)
    assert {query: names for query, names in found.items() if names != expected[query]} == {}
    report, (query, *_) = next(iter(cases["found"].items()))
    search(page, q=query)
    assert result_paths(page) == [f"/reports/2018-04-02-{report}/"]
    expect(page.locator(".hit mark").first).to_be_visible()
    search(page, q=cases["nothing"][0])
    expect(page.locator("#search-empty")).to_contain_text(f"No report contains “{cases['nothing'][0]}”.")


def test_every_word_of_a_report_finds_it_and_no_other_word_does(open_site: SiteFactory) -> None:
    """1,000 random words of reports in six scripts, and 1,000 words that are in none, half of them longer words."""
    bodies = {f"{script}-{number}": random_body(script, number) for script in ALPHABETS for number in range(8)}
    page, site = open_site("en", bodies)
    present, absent = words_in(bodies, 1000), words_nowhere(bodies, 1000)
    found = find_all(page, site, [*(word for _, word in present), *absent])
    assert [(name, word) for name, word in present if name not in found[word]] == []
    assert {word: found[word] for word in absent if found[word]} == {}
