"""Texts: the pages that an archive writes itself, the search page, and the page for what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.document import ContentPage as Document
from plugins.pages.body_sections import Section, split_sections
from plugins.pages.entry.index import KIND_TITLES
from plugins.pages.labels import Labels, day_text
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


class SearchView(msgspec.Struct, frozen=True, kw_only=True):
    """The search page: where its script finds what it needs, and the lists for who has no script.

    Dates are picked by `years` and `months`.
    """

    head: Head
    title: str
    base: str
    bundles: tuple[Link, ...]
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


def static_pages(archive: Archive, labels: Labels) -> Iterator[Page]:
    """List the archive's own pages but that for contributors, the search page and the page for what is not there."""
    yield from (_text(page, labels) for page in archive.pages if paths.page(page.stem) != paths.CONTRIBUTE)
    yield _search(archive, labels)
    head = _head(labels, "Page not found", "", "", listed=False)
    yield Page(paths.NOT_FOUND, "404.html", NotFoundView(head, head.title, browse_links(labels)), listed=False)


def browse_links(labels: Labels) -> tuple[Link, ...]:
    """Return the ways into the archive."""
    kinds = tuple(Link(KIND_TITLES[kind][1], labels.urls.href(path)) for kind, path in paths.SECTIONS.items())
    reports = Link("Reports", labels.urls.href(paths.REPORTS))
    return (reports, Link("Timeline", labels.urls.href(paths.TIMELINE)), *kinds)


def _text(document: Document, labels: Labels) -> Page:
    path = paths.page(document.stem)
    head = _head(labels, document.title, document.summary, path)
    return Page(
        path, "page.html", StaticPageView(head, document.title, document.summary, split_sections(document.body.html))
    )


def _search(archive: Archive, labels: Labels) -> Page:
    urls = labels.urls
    view = SearchView(
        head=_head(labels, "Search", "Search the reports and events of the archive.", paths.SEARCH),
        title="Search",
        base=urls.base_path,
        bundles=tuple(Link(bundle, urls.href(paths.search_index(bundle))) for bundle in BUNDLES),
        facets=urls.href(paths.FACETS),
        names=urls.href(paths.NAMES),
        years=tuple(DateOption(f"{year:04}", str(year)) for year in covered_years(archive)),
        months=tuple(DateOption(f"{n:02}", day_text(date(2000, n, 1), labels.lang, "LLLL")) for n in range(1, 13)),
        lists=browse_links(labels),
    )
    return Page(paths.SEARCH, "search.html", view)


def _head(labels: Labels, title: str, description: str, path: str, *, listed: bool = True) -> Head:
    canonical = labels.urls.absolute(path) if listed else ""
    return Head(
        title=title, description=description, canonical=canonical, lang=labels.lang, section=path, listed=listed
    )
