"""Card lists: a page that is one list of events or of reports."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from plugins.archive.digest import digest
from plugins.archive.model.catalogue import DatedEvent
from plugins.archive.model.report import Report
from plugins.pages.labels import Labels
from plugins.pages.outputs import Page, Plan
from plugins.pages.view_models import EventCard, Head, Pager, ReportCard


class EventListView(msgspec.Struct, frozen=True):
    """An older page of an entry's events."""

    head: Head
    title: str
    events: tuple[EventCard, ...]
    pager: Pager


class ReportListView(msgspec.Struct, frozen=True):
    """A page of a list of reports; the older ones do not say how many there are in all (`total` is 0)."""

    head: Head
    title: str
    reports: tuple[ReportCard, ...]
    pager: Pager
    total: int


def event_list(path: str, head: Head, events: Sequence[DatedEvent], around: Pager, labels: Labels) -> Plan:
    """Return a page of `events`, in their order."""

    def make() -> Page:
        cards = tuple(labels.event_card(dated) for dated in events)
        return Page(path, "events.html", EventListView(head, head.title, cards, around))

    return Plan(path, digest(head, around, labels.fingerprints.event_list(events)), make, template="events.html")


def report_list(
    path: str, head: Head, reports: Sequence[Report], around: Pager, labels: Labels, total: int = 0
) -> Plan:
    """Return a page of `reports`, in their order; `total` is said where it is given."""

    def make() -> Page:
        cards = tuple(labels.report_card(report) for report in reports)
        return Page(path, "reports.html", ReportListView(head, head.title, cards, around, total))

    return Plan(
        path, digest(head, around, total, labels.fingerprints.report_list(reports)), make, template="reports.html"
    )
