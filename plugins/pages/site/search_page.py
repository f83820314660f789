"""Search page: the form, and the addresses of everything that its script fetches."""

from __future__ import annotations

from datetime import date
from typing import get_args

import msgspec

from plugins.archive import urls as paths
from plugins.archive.urls import SearchIndex
from plugins.pages.context import PageContext
from plugins.pages.labels import MONTH_NAME, day_text
from plugins.pages.outputs import Page
from plugins.pages.search.facets import FACETS, covered_years
from plugins.pages.site.layout import browse_links
from plugins.pages.view_models import Head, Link, MenuOption


class SearchIndexUrls(msgspec.Struct, frozen=True):
    """The addresses of one search index: its folder and the files in it; `fragment` contains `{name}`."""

    name: str
    folder: str
    script: str
    table: str
    fragment: str


class SearchView(msgspec.Struct, frozen=True, kw_only=True):
    """The search page. `facets` are the names and labels of the facets; `lists` are for readers without JavaScript.

    `words_url` is the address of the files with words, with `{name}` in the place of their names.
    """

    head: Head
    base: str
    indexes: tuple[SearchIndexUrls, ...]
    facets: tuple[tuple[str, str], ...]
    facets_url: str
    names_url: str
    words_url: str
    years: tuple[MenuOption, ...]
    months: tuple[MenuOption, ...]
    lists: tuple[Link, ...]


def search_page(context: PageContext) -> Page:
    """Return the search page."""
    urls, months = context.urls, (date(2000, number, 1) for number in range(1, 13))
    view = SearchView(
        head=context.head("Search", paths.SEARCH, "Search the reports and events of the archive."),
        base=urls.base_path,
        indexes=tuple(_index_urls(index, urls.href(paths.search_index(index))) for index in get_args(SearchIndex)),
        facets=tuple((facet.name, facet.label) for facet in FACETS),
        facets_url=urls.href(paths.FACETS),
        names_url=urls.href(paths.NAMES),
        words_url=f"{urls.href(paths.PAGEFIND)}{paths.SEARCH_WORDS}",
        years=tuple(MenuOption(f"{year:04}", str(year)) for year in covered_years(context.archive)),
        months=tuple(MenuOption(f"{day.month:02}", day_text(day, context.lang, MONTH_NAME)) for day in months),
        lists=browse_links(context.urls),
    )
    return Page(paths.SEARCH, "search.html", view)


def _index_urls(name: str, folder: str) -> SearchIndexUrls:
    files = (paths.PAGEFIND_SCRIPT, paths.SEARCH_TABLE, paths.PAGEFIND_FRAGMENT)
    return SearchIndexUrls(name, folder, *(f"{folder}{file}" for file in files))
