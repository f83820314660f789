"""Pagination: each item is on one page, and older pages do not change."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.urls import Urls
from plugins.pages.lists import ListPage, paginate
from plugins.pages.view_models import Pager

TOTALS, SIZES = st.integers(0, 400), st.integers(1, 60)


def pages_of(total: int, size: int) -> list[ListPage[int]]:
    """Return the pages of a list of numbers at `list/`."""
    return list(paginate(range(total), size, "list/", "list/", Urls("https://host.example/base/")))


@given(TOTALS, SIZES)
def test_each_item_is_on_one_page(total: int, size: int) -> None:
    """From the first page to the last, a list has all items from the newest to the oldest."""
    listed = [item for page in pages_of(total, size) for item in page.items]
    assert listed == sorted(range(total), reverse=True)


@given(TOTALS, SIZES)
def test_new_item_changes_no_older_page(total: int, size: int) -> None:
    """When an item is added, each older page keeps its number and its items."""
    before = {page.number: page.items for page in pages_of(total, size) if page.number}
    after = {page.number: page.items for page in pages_of(total + 1, size) if page.number}
    assert before.items() <= after.items()


@given(TOTALS, SIZES)
def test_page_sizes(total: int, size: int) -> None:
    """Older pages are full; the first page has at least as many items and less than twice as many."""
    first, *older = pages_of(total, size)
    assert all(len(page.items) == size for page in older)
    assert len(first.items) < 2 * size
    assert len(first.items) >= min(size, total)
    assert [page.number for page in older] == list(range(len(older), 0, -1))


@given(TOTALS, SIZES)
def test_pager_links(total: int, size: int) -> None:
    """'Older' links every page in order, and 'Newer' links back."""
    pages = pages_of(total, size)
    assert [page.path for page in pages] == [f"list/page/{page.number}/" if page.number else "list/" for page in pages]
    pagers = {f"/base/{page.path}": page.pager for page in pages}
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
    positions = [page.pager.position for page in pages_of(100, 20)]
    assert positions == ["Newest of 5 pages", *(f"Page {n}, counted from the oldest" for n in range(4, 0, -1))]
    assert pages_of(39, 20)[0].pager.position == ""


@given(TOTALS, SIZES)
def test_new_item_changes_no_older_pager(total: int, size: int) -> None:
    """When an item is added, only the newest of the older pages may get another 'Newer' link."""

    def older_pagers(total: int) -> dict[int, Pager]:
        return {page.number: page.pager for page in pages_of(total, size) if page.number}

    before, after = older_pagers(total), older_pagers(total + 1)
    newest = max(before, default=0)
    assert all(before[number] == after[number] for number in before if number != newest)
