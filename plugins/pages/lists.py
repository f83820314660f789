"""Lists: pages of events or of reports. Long lists are cut into pages that do not change when an item is added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

import msgspec

from plugins.archive import urls as paths
from plugins.archive.model.catalogue import DatedEvent
from plugins.archive.model.report import Report
from plugins.archive.urls import Urls
from plugins.pages.context import PageContext
from plugins.pages.outputs import Plan, page_plan
from plugins.pages.view_models import EventCard, Head, Link, Pager, ReportCard

Item = TypeVar("Item")
REPORTS_PER_PAGE = 20
EVENTS_PER_PAGE = 50


class EventListView(msgspec.Struct, frozen=True):
    """An older page of an entry's events."""

    head: Head
    events: tuple[EventCard, ...]
    pager: Pager


class ReportListView(msgspec.Struct, frozen=True):
    """A page of a list of reports. `total` is the length of the list on its first page, and 0 on older pages."""

    head: Head
    reports: tuple[ReportCard, ...]
    pager: Pager
    total: int


class ListPage(NamedTuple, Generic[Item]):
    """One page of a list: its path, its items, newest first, and the links to its neighbours.

    `number` is 0 for the first page; older pages are numbered from the oldest, which is 1.
    """

    number: int
    path: str
    items: list[Item]
    pager: Pager


def paginate(items: Sequence[Item], size: int, first: str, older: str, urls: Urls) -> Iterator[ListPage[Item]]:
    """Cut `items`, oldest first, into pages: the first page, then the older pages from newest to oldest.

    The first page is at the path `first`, older pages are below `older`. Older pages have `size` items each and are
    numbered from the oldest, so a new item changes none of them. The first page has the newest `size` to `2 × size - 1`
    items, or all items if there are fewer.
    """
    count = max(0, len(items) // size - 1)
    for number in range(count + 1, 0, -1):
        is_first = number == count + 1
        part = list(reversed(items[(number - 1) * size : None if is_first else number * size]))
        path = first if is_first else paths.list_page(older, number)
        yield ListPage(0 if is_first else number, path, part, _pager(number, count, first, older, urls))


def _pager(number: int, count: int, first: str, older: str, urls: Urls) -> Pager:
    """Return the links of page `number` of a list with `count` older pages.

    An older page does not show the number of pages, so that it does not change when pages are added.
    """
    if not count:
        return Pager()
    is_first = number == count + 1
    position = f"Newest of {number} pages" if is_first else f"Page {number}, counted from the oldest"
    newer = first if number == count else paths.list_page(older, number + 1)
    return Pager(
        None if is_first else Link("Newer", urls.href(newer)),
        Link("Older", urls.href(paths.list_page(older, number - 1))) if number > 1 else None,
        position,
    )


def event_list(page: ListPage[DatedEvent], head: Head, context: PageContext) -> Plan:
    """Plan an older page of a list of events."""

    def view() -> EventListView:
        return EventListView(head, tuple(map(context.labels.event_card, page.items)), page.pager)

    inputs = {"head": head, "pager": page.pager, "events": context.fingerprints.event_list(page.items)}
    return page_plan(page.path, "events.html", inputs, view)


def report_list(page: ListPage[Report], head: Head, context: PageContext, total: int = 0) -> Plan:
    """Plan a page of a list of reports; a `total` other than 0 is shown."""

    def view() -> ReportListView:
        return ReportListView(head, tuple(map(context.labels.report_card, page.items)), page.pager, total)

    listed = context.fingerprints.report_list(page.items)
    inputs = {"head": head, "pager": page.pager, "number of reports": total, "reports": listed}
    return page_plan(page.path, "reports.html", inputs, view)
