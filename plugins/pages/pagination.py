"""Listings: long lists cut into pages that stay what they are when something new comes in."""

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
    """One page of a list: its place (0 for the first page, else counted from the oldest) and its span of items."""

    number: int
    start: int
    end: int


def paginate(total: int, size: int) -> Iterator[PageSlice]:
    """Cut `total` items, the oldest first, into pages: the first page, then the older ones from the newest down.

    The older pages hold `size` items each and are numbered from the oldest, so a new item changes none of them; the
    first page holds the newest `size` to `2 × size - 1` items (all of them where there are fewer).
    """
    count = max(0, total // size - 1)
    yield PageSlice(0, count * size, total)
    yield from (PageSlice(number, (number - 1) * size, number * size) for number in range(count, 0, -1))


def newest_first(items: Sequence[Item], sheet: PageSlice) -> list[Item]:
    """Return the items of one page, the newest first."""
    return list(reversed(items[sheet.start : sheet.end]))


def pager(sheet: PageSlice, total: int, size: int, first: str, rest: str, urls: Urls) -> Pager:
    """Return the links around one page of a list whose first page is at `first` and older ones below `rest`.

    An older page says nothing of how many pages there are, so that it stays as it is when more are added.
    """
    count = max(0, total // size - 1)
    if not count:
        return Pager()
    here = sheet.number or count + 1
    position = f"Page {here}, counted from the oldest" if sheet.number else f"Newest of {count + 1} pages"
    newer = None
    if sheet.number:
        path = first if sheet.number == count else paths.list_page(rest, sheet.number + 1)
        newer = Link("Newer", urls.href(path))
    older = Link("Older", urls.href(paths.list_page(rest, here - 1))) if here > 1 else None
    return Pager(newer, older, position)
