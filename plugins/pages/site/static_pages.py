"""Texts: the pages that an archive writes itself, the search page, and the page for what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from plugins.archive import urls as paths
from plugins.archive.model.page import ContentPage as Document
from plugins.pages.body_sections import Section, split_sections
from plugins.pages.context import PageContext
from plugins.pages.entry.index import KIND_TITLES
from plugins.pages.labels import MONTH_NAME, day_text
from plugins.pages.outputs import Page
from plugins.pages.search.facets import covered_years
from plugins.pages.view_models import Head, Link

BUNDLES = ("reports", "events")


class StaticPageView(msgspec.Struct, frozen=True):
    """A page of words."""

    head: Head
    title: str
    summary: str
    body: tuple[Section, ...]


class DateOption(msgspec.Struct, frozen=True):
    """What can be chosen from a list: the value as dates have it, and the words for it."""

    value: str
    text: str


class SearchIndexUrls(msgspec.Struct, frozen=True):
    """The addresses of one search index: its folder and the files in it; `fragment` contains `{name}`."""

    name: str
    folder: str
    script: str
    table: str
    fragment: str


class SearchView(msgspec.Struct, frozen=True, kw_only=True):
    """The search page: where its script finds what it needs, and the lists for who has no script.

    Dates are picked by `years` and `months`.
    """

    head: Head
    title: str
    base: str
    indexes: tuple[SearchIndexUrls, ...]
    facets: str
    names: str
    years: tuple[DateOption, ...]
    months: tuple[DateOption, ...]
    lists: tuple[Link, ...]


class NotFoundView(msgspec.Struct, frozen=True):
    """The page for an address at which there is nothing."""

    head: Head
    title: str
    lists: tuple[Link, ...]


def static_pages(context: PageContext) -> Iterator[Page]:
    """List the archive's own pages but that for contributors, the search page and the page for what is not there."""
    yield from (_text(page, context) for page in context.archive.pages if paths.page(page.stem) != paths.CONTRIBUTE)
    yield _search(context)
    head = context.head("Page not found", None, listed=False)
    yield Page(paths.NOT_FOUND, "404.html", NotFoundView(head, head.title, browse_links(context)), listed=False)


def browse_links(context: PageContext) -> tuple[Link, ...]:
    """Return the ways into the archive."""
    kinds = tuple(Link(KIND_TITLES[kind][1], context.urls.href(path)) for kind, path in paths.SECTIONS.items())
    reports = Link("Reports", context.urls.href(paths.REPORTS))
    return (reports, Link("Timeline", context.urls.href(paths.TIMELINE)), *kinds)


def _text(document: Document, context: PageContext) -> Page:
    path = paths.page(document.stem)
    head = context.head(document.title, path, document.summary)
    return Page(
        path, "page.html", StaticPageView(head, document.title, document.summary, split_sections(document.body.html))
    )


def _search(context: PageContext) -> Page:
    urls = context.urls
    view = SearchView(
        head=context.head("Search", paths.SEARCH, "Search the reports and events of the archive."),
        title="Search",
        base=urls.base_path,
        indexes=tuple(_index_urls(bundle, urls.href(paths.search_index(bundle))) for bundle in BUNDLES),
        facets=urls.href(paths.FACETS),
        names=urls.href(paths.NAMES),
        years=tuple(DateOption(f"{year:04}", str(year)) for year in covered_years(context.archive)),
        months=tuple(DateOption(f"{n:02}", day_text(date(2000, n, 1), context.lang, MONTH_NAME)) for n in range(1, 13)),
        lists=browse_links(context),
    )
    return Page(paths.SEARCH, "search.html", view)


def _index_urls(name: str, folder: str) -> SearchIndexUrls:
    files = (paths.PAGEFIND_SCRIPT, paths.SEARCH_TABLE, paths.PAGEFIND_FRAGMENT)
    return SearchIndexUrls(name, folder, *(f"{folder}{file}" for file in files))
