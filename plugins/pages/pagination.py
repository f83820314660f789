"""Pagination: long lists are cut into pages that do not change when an item is added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from plugins.archive import urls as paths
from plugins.archive.urls import Urls
from plugins.pages.view_models import Link, Pager

Item = TypeVar("Item")
REPORTS_PER_PAGE = 20
EVENTS_PER_PAGE = 50


class PageSlice(NamedTuple):
    """The items of one page of a list, from `start` to before `end`.

    `number` is 0 for the first page; older pages are numbered from the oldest, which is 1.
    """

    number: int
    start: int
    end: int


def paginate(total: int, size: int) -> Iterator[PageSlice]:
    """Cut `total` items, oldest first, into pages: the first page, then the older pages from newest to oldest.

    Older pages have `size` items each and are numbered from the oldest, so a new item changes none of them. The first
    page has the newest `size` to `2 × size - 1` items, or all items if there are fewer.
    """
    older = _older_pages(total, size)
    yield PageSlice(0, older * size, total)
    yield from (PageSlice(number, (number - 1) * size, number * size) for number in range(older, 0, -1))


def _older_pages(total: int, size: int) -> int:
    return max(0, total // size - 1)


def newest_first(items: Sequence[Item], part: PageSlice) -> list[Item]:
    """Return the items of one page, newest first."""
    return list(reversed(items[part.start : part.end]))


def pager(part: PageSlice, total: int, size: int, first: str, older_pages: str, urls: Urls) -> Pager:
    """Return the links of one page of a list to its neighbours.

    The first page is at the path `first`, older pages are below `older_pages`. An older page does not show the number
    of pages, so that it does not change when pages are added.
    """
    count = _older_pages(total, size)
    if not count:
        return Pager()
    number = part.number or count + 1
    position = f"Page {number}, counted from the oldest" if part.number else f"Newest of {count + 1} pages"
    newer = None
    if part.number:
        path = first if part.number == count else paths.list_page(older_pages, part.number + 1)
        newer = Link("Newer", urls.href(path))
    older = Link("Older", urls.href(paths.list_page(older_pages, number - 1))) if number > 1 else None
    return Pager(newer, older, position)
