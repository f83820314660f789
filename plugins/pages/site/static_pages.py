"""Static pages: the pages that an archive writes itself, the search page, and the "Page not found" page."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from plugins.archive import urls as paths
from plugins.archive.model.page import ContentPage
from plugins.pages.body_sections import Section, split_sections
from plugins.pages.context import PageContext
from plugins.pages.outputs import Page
from plugins.pages.site.layout import browse_links
from plugins.pages.site.search_page import search_page
from plugins.pages.view_models import Head, Link


class StaticPageView(msgspec.Struct, frozen=True):
    """A page of the archive's own text."""

    head: Head
    body: tuple[Section, ...]


class NotFoundView(msgspec.Struct, frozen=True):
    """The page for addresses without a page."""

    head: Head
    lists: tuple[Link, ...]


def static_pages(context: PageContext) -> Iterator[Page]:
    """List the archive's own pages except the contribute page, the search page and the "Page not found" page."""
    pages = context.archive.pages
    yield from (_static_page(page, context) for page in pages if paths.page(page.stem) != paths.CONTRIBUTE)
    yield search_page(context)
    head = context.head("Page not found", None, listed=False)
    yield Page(paths.NOT_FOUND, "404.html", NotFoundView(head, browse_links(context.urls)), listed=False)


def _static_page(page: ContentPage, context: PageContext) -> Page:
    path = paths.page(page.stem)
    head = context.head(page.title, path, page.summary)
    view = StaticPageView(head, split_sections(page.body.html))
    return Page(path, "page.html", view)
