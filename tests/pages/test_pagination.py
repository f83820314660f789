"""Pagination: each item is on one page, and older pages do not change."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.urls import Urls
from plugins.pages.pagination import PageSlice, newest_first, pager, paginate
from plugins.pages.view_models import Pager

TOTALS, SIZES = st.integers(0, 400), st.integers(1, 60)


def pager_of(part: PageSlice, total: int, size: int) -> Pager:
    """Return the pager of one page of the list at `list/`."""
    return pager(part, total, size, "list/", "list/", Urls("https://host.example/base/"))


@given(TOTALS, SIZES)
def test_each_item_is_on_one_page(total: int, size: int) -> None:
    """From the first page to the last, a list has all items from the newest to the oldest."""
    items = list(range(total))
    listed = [item for part in paginate(total, size) for item in newest_first(items, part)]
    assert listed == sorted(items, reverse=True)


@given(TOTALS, SIZES)
def test_new_item_changes_no_older_page(total: int, size: int) -> None:
    """When an item is added, each older page keeps its number and its items."""
    before = {part.number: part for part in paginate(total, size) if part.number}
    after = {part.number: part for part in paginate(total + 1, size) if part.number}
    assert before.items() <= after.items()


@given(TOTALS, SIZES)
def test_page_sizes(total: int, size: int) -> None:
    """Older pages are full; the first page has at least as many items and less than twice as many."""
    first, *older = paginate(total, size)
    assert all(part.end - part.start == size for part in older)
    assert first.end - first.start < 2 * size
    assert first.end - first.start >= min(size, total)
    assert [part.number for part in older] == list(range(len(older), 0, -1))


@given(TOTALS, SIZES)
def test_pager_links(total: int, size: int) -> None:
    """'Older' links every page in order, and 'Newer' links back."""
    pagers = {
        f"/base/list/page/{part.number}/" if part.number else "/base/list/": pager_of(part, total, size)
        for part in paginate(total, size)
    }
    visited, href = [], "/base/list/"
    while href:
        visited.append(href)
        older = pagers[href].older
        href = older.href if older else ""
    assert visited == list(pagers)
    for newer, older_href in itertools.pairwise(visited):
        back = pagers[older_href].newer
        assert back
        assert back.href == newer
    assert pagers["/base/list/"].newer is None


def test_position_of_older_pages_is_counted_from_the_oldest() -> None:
    """An older page does not show the number of pages, which would change when pages are added."""
    positions = [pager_of(part, 100, 20).position for part in paginate(100, 20)]
    assert positions == ["Newest of 5 pages", *(f"Page {n}, counted from the oldest" for n in range(4, 0, -1))]
    assert pager_of(next(paginate(39, 20)), 39, 20).position == ""


@given(TOTALS, SIZES)
def test_new_item_changes_no_older_pager(total: int, size: int) -> None:
    """When an item is added, only the newest of the older pages may get another 'Newer' link."""

    def older_pagers(total: int) -> dict[int, Pager]:
        return {part.number: pager_of(part, total, size) for part in paginate(total, size) if part.number}

    before, after = older_pagers(total), older_pagers(total + 1)
    newest = max(before, default=0)
    assert all(before[number] == after[number] for number in before if number != newest)
