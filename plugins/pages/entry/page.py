"""The page of one registry entry, and the older pages of its lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec

from plugins.archive import urls as paths
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.catalogue import DatedEvent, EntryContents
from plugins.archive.model.entries import Entry
from plugins.archive.model.hierarchy import Relatives
from plugins.archive.model.report import Report
from plugins.pages.context import PageContext
from plugins.pages.entry.index import KIND_TITLES
from plugins.pages.entry.summary import EntrySummary, entry_summary
from plugins.pages.lists import event_list, report_list
from plugins.pages.outputs import Inputs, Plan, page_plan
from plugins.pages.pagination import EVENTS_PER_PAGE, REPORTS_PER_PAGE, PageSlice, newest_first, pager, paginate
from plugins.pages.view_models import EventCard, Head, Link, Pager, ReportCard


class EntryView(msgspec.Struct, frozen=True, kw_only=True):
    """The page of an entry: a summary, its newest events and its newest reports."""

    head: Head
    kind: str
    text: str
    summary: EntrySummary
    events: tuple[EventCard, ...]
    events_total: int
    events_pager: Pager
    reports: tuple[ReportCard, ...]
    reports_total: int
    reports_pager: Pager


@dataclass(frozen=True, slots=True)
class EntryPage:
    """The page of one entry; `map_inputs` is the digest of its map."""

    context: PageContext
    kind: EntryKind
    entry: Entry
    contents: EntryContents
    relatives: Relatives
    map_inputs: bytes

    def plan(self) -> Plan:
        """Plan the page; the page of an entry without reports is not listed."""
        return page_plan(self._path, "entry.html", self.inputs(), self.view, listed=bool(self.contents.reports))

    def inputs(self) -> Inputs:
        """Return everything that `view` reads: the newest list items and what the summary counts."""
        fingerprints = self.context.fingerprints
        events, reports = self._newest()
        return {
            "months with a page for each day, to which the histogram links": self.context.dates.months_with_day_pages,
            "registry entry": fingerprints.entry(self.kind, self.entry.id),
            "map": self.map_inputs,
            "parents, children, predecessors and successors": self._relatives_inputs(),
            "numbers of events and reports": (len(self.contents.events), len(self.contents.reports)),
            "newest events": fingerprints.event_list(events),
            "newest reports": fingerprints.report_list(reports),
            "counted events of all its reports": fingerprints.statistics(self.contents.reports),
        }

    def _relatives_inputs(self) -> list[object]:
        """Return the digests of the relatives, to which the page links, and the totals of the children."""
        relatives, contents_of = self.relatives, self.context.archive.catalogue.contents_of
        ids = (*relatives.ancestors, *relatives.children, *relatives.predecessors, *relatives.successors)
        children = [contents_of(self.kind, child) for child in relatives.children]
        return [
            msgspec.structs.astuple(relatives),
            [self.context.fingerprints.entry(self.kind, each) for each in ids],
            [(len(child.events), len(child.reports)) for child in children],
        ]

    def view(self) -> EntryView:
        """Build the view-model."""
        entry, contents, labels = self.entry, self.contents, self.context.labels
        events, reports = self._newest()
        first_events, first_reports = self._first_slices()
        feed = Link(f"Feed: {entry.name}", self.context.urls.href(paths.feed(self.kind, entry.id)))
        description = entry.text or f"Events and reports: {entry.name}"
        return EntryView(
            head=self._head(entry.name, self._path, self._ancestors(), description, feed),
            kind=KIND_TITLES[self.kind][0],
            text=entry.text,
            summary=entry_summary(self.kind, entry, contents, self.relatives, self.context),
            events=tuple(map(labels.event_card, events)),
            events_total=len(contents.events),
            events_pager=self._pager(first_events, "events"),
            reports=tuple(map(labels.report_card, reports)),
            reports_total=len(contents.reports),
            reports_pager=self._pager(first_reports, "reports"),
        )

    def older_pages(self) -> Iterator[Plan]:
        """List the pages of the entry's older events and older reports."""
        context, contents = self.context, self.contents
        breadcrumbs = (*self._ancestors(), context.labels.link(self.kind, self.entry.id))
        for part in list(paginate(len(contents.events), EVENTS_PER_PAGE))[1:]:
            path = paths.list_page(paths.older("events", self.kind, self.entry.id), part.number)
            head = self._head(f"Events: {self.entry.name}", path, breadcrumbs)
            yield event_list(path, head, newest_first(contents.events, part), self._pager(part, "events"), context)
        for part in list(paginate(len(contents.reports), REPORTS_PER_PAGE))[1:]:
            path = paths.list_page(paths.older("reports", self.kind, self.entry.id), part.number)
            head = self._head(f"Reports: {self.entry.name}", path, breadcrumbs)
            yield report_list(path, head, newest_first(contents.reports, part), self._pager(part, "reports"), context)

    @property
    def _path(self) -> str:
        return paths.entry(self.kind, self.entry.id)

    def _newest(self) -> tuple[list[DatedEvent], list[Report]]:
        """Return the events and reports on the entry's own page, newest first."""
        events, reports = self._first_slices()
        return newest_first(self.contents.events, events), newest_first(self.contents.reports, reports)

    def _first_slices(self) -> tuple[PageSlice, PageSlice]:
        events, reports = len(self.contents.events), len(self.contents.reports)
        return next(paginate(events, EVENTS_PER_PAGE)), next(paginate(reports, REPORTS_PER_PAGE))

    def _pager(self, part: PageSlice, items: Literal["events", "reports"]) -> Pager:
        total, size = len(getattr(self.contents, items)), EVENTS_PER_PAGE if items == "events" else REPORTS_PER_PAGE
        return pager(part, total, size, self._path, paths.older(items, self.kind, self.entry.id), self.context.urls)

    def _ancestors(self) -> tuple[Link, ...]:
        """Return the breadcrumbs of the entry: the list of its kind and, for a region, its ancestors."""
        links = [Link(KIND_TITLES[self.kind][1], self.context.urls.href(paths.SECTIONS[self.kind]))]
        if self.kind == "region":
            links += reversed(self.context.labels.region_path(self.entry.id)[1:])
        return tuple(links)

    def _head(
        self, title: str, path: str, breadcrumbs: tuple[Link, ...], description: str = "", feed: Link | None = None
    ) -> Head:
        section = paths.SECTIONS[self.kind]
        return self.context.head(title, path, description, section=section, breadcrumbs=breadcrumbs, feed=feed)
