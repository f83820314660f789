"""Lists: pages that show one list of events or of reports."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from plugins.archive.model.catalogue import DatedEvent
from plugins.archive.model.report import Report
from plugins.pages.context import PageContext
from plugins.pages.outputs import Plan, page_plan
from plugins.pages.view_models import EventCard, Head, Pager, ReportCard


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


def event_list(path: str, head: Head, events: Sequence[DatedEvent], pager: Pager, context: PageContext) -> Plan:
    """Plan a page that lists `events`, in order."""

    def view() -> EventListView:
        return EventListView(head, tuple(map(context.labels.event_card, events)), pager)

    inputs = {"head": head, "pager": pager, "events": context.fingerprints.event_list(events)}
    return page_plan(path, "events.html", inputs, view)


def report_list(
    path: str, head: Head, reports: Sequence[Report], pager: Pager, context: PageContext, total: int = 0
) -> Plan:
    """Plan a page that lists `reports`, in order; a `total` other than 0 is shown."""

    def view() -> ReportListView:
        return ReportListView(head, tuple(map(context.labels.report_card, reports)), pager, total)

    listed = context.fingerprints.report_list(reports)
    inputs = {"head": head, "pager": pager, "number of reports": total, "reports": listed}
    return page_plan(path, "reports.html", inputs, view)
