"""Listings: every item on one page, and older pages that stay what they are."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.urls import Urls
from plugins.pages.pagination import newest_first, pager, paginate
from plugins.pages.view_models import Pager

TOTALS, SIZES = st.integers(0, 400), st.integers(1, 60)


@given(TOTALS, SIZES)
def test_every_item_stands_once(total: int, size: int) -> None:
    """Read from the first page to the last, a list goes from the newest item to the oldest without a gap."""
    items = list(range(total))
    read = [item for sheet in paginate(total, size) for item in newest_first(items, sheet)]
    assert read == sorted(items, reverse=True)


@given(TOTALS, SIZES)
def test_a_new_item_changes_no_older_page(total: int, size: int) -> None:
    """When an item comes in, each numbered page that was there stays what it was."""
    before = {sheet.number: sheet for sheet in paginate(total, size) if sheet.number}
    after = {sheet.number: sheet for sheet in paginate(total + 1, size) if sheet.number}
    assert before.items() <= after.items()


@given(TOTALS, SIZES)
def test_pages_have_their_size(total: int, size: int) -> None:
    """Older pages are full, the first page holds at least as many and less than twice as many."""
    first, *older = paginate(total, size)
    assert all(sheet.end - sheet.start == size for sheet in older)
    assert first.end - first.start < 2 * size
    assert first.end - first.start >= min(size, total)
    assert [sheet.number for sheet in older] == list(range(len(older), 0, -1))


@given(TOTALS, SIZES)
def test_the_way_through_a_list(total: int, size: int) -> None:
    """'Older' leads from the first page through all others, and 'Newer' leads back the same way."""
    urls = Urls("https://host.example/base/")
    around = {
        (f"/base/list/page/{sheet.number}/" if sheet.number else "/base/list/"): pager(
            sheet, total, size, "list/", "list/", urls
        )
        for sheet in paginate(total, size)
    }
    way, here = [], "/base/list/"
    while here:
        way.append(here)
        older = around[here].older
        here = older.href if older else ""
    assert way == list(around)
    for newer, further in itertools.pairwise(way):
        back = around[further].newer
        assert back
        assert back.href == newer
    assert around["/base/list/"].newer is None


def test_an_older_page_does_not_know_how_many_there_are() -> None:
    """A page's position is counted from the oldest, so that it stays true when more is added."""
    positions = [pager(sheet, 100, 20, "l/", "l/", Urls()).position for sheet in paginate(100, 20)]
    assert positions == ["Newest of 5 pages", *(f"Page {n}, counted from the oldest" for n in range(4, 0, -1))]
    assert pager(next(paginate(39, 20)), 39, 20, "l/", "l/", Urls()).position == ""


@given(TOTALS, SIZES)
def test_an_older_page_stays_as_it_is(total: int, size: int) -> None:
    """What is added changes no numbered page but the newest, which then leads on to another."""

    def around(items: int) -> dict[int, Pager]:
        return {s.number: pager(s, items, size, "l/", "l/", Urls()) for s in paginate(items, size) if s.number}

    before, after = around(total), around(total + 1)
    newest = max(before, default=0)
    assert all(before[number] == after[number] for number in before if number != newest)
