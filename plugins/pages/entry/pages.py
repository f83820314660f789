"""Entry pages: the index of each kind of registry entry, the pages of every entry, and the older pages of its lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import msgspec

from plugins.archive import urls as paths
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.catalogue import DatedEvent, EntryContents
from plugins.archive.model.entries import Entry
from plugins.archive.model.hierarchy import Relatives, find_relatives
from plugins.archive.model.report import Report
from plugins.pages.context import PageContext
from plugins.pages.entry.index import KIND_TITLES, entry_index
from plugins.pages.entry.summary import EntrySummary, entry_summary
from plugins.pages.lists import EVENTS_PER_PAGE, REPORTS_PER_PAGE, ListPage, event_list, paginate, report_list
from plugins.pages.maps.area_map import area_map_inputs
from plugins.pages.outputs import Inputs, Output, Plan, page_plan
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
        events, reports = next(self._event_pages()), next(self._report_pages())
        return {
            "months with a page for each day, to which the histogram links": self.context.dates.months_with_day_pages,
            "registry entry": fingerprints.entry(self.kind, self.entry.id),
            "map": self.map_inputs,
            "parents, children, predecessors and successors": self._relatives_inputs(),
            "numbers of events and reports": (len(self.contents.events), len(self.contents.reports)),
            "newest events": fingerprints.event_list(events.items),
            "newest reports": fingerprints.report_list(reports.items),
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
        events, reports = next(self._event_pages()), next(self._report_pages())
        feed = Link(f"Feed: {entry.name}", self.context.urls.href(paths.feed(self.kind, entry.id)))
        description = entry.text or f"Events and reports: {entry.name}"
        return EntryView(
            head=self._head(entry.name, self._path, self._ancestors(), description, feed),
            kind=KIND_TITLES[self.kind][0],
            text=entry.text,
            summary=entry_summary(self.kind, entry, contents, self.relatives, self.context),
            events=tuple(map(labels.event_card, events.items)),
            events_total=len(contents.events),
            events_pager=events.pager,
            reports=tuple(map(labels.report_card, reports.items)),
            reports_total=len(contents.reports),
            reports_pager=reports.pager,
        )

    def older_pages(self) -> Iterator[Plan]:
        """List the pages of the entry's older events and older reports."""
        name, breadcrumbs = self.entry.name, (*self._ancestors(), self.context.labels.link(self.kind, self.entry.id))
        for events in islice(self._event_pages(), 1, None):
            yield event_list(events, self._head(f"Events: {name}", events.path, breadcrumbs), self.context)
        for reports in islice(self._report_pages(), 1, None):
            yield report_list(reports, self._head(f"Reports: {name}", reports.path, breadcrumbs), self.context)

    @property
    def _path(self) -> str:
        return paths.entry(self.kind, self.entry.id)

    def _event_pages(self) -> Iterator[ListPage[DatedEvent]]:
        older = paths.older("events", self.kind, self.entry.id)
        return paginate(self.contents.events, EVENTS_PER_PAGE, self._path, older, self.context.urls)

    def _report_pages(self) -> Iterator[ListPage[Report]]:
        older = paths.older("reports", self.kind, self.entry.id)
        return paginate(self.contents.reports, REPORTS_PER_PAGE, self._path, older, self.context.urls)

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


class EntryPages:
    """The pages of one kind of registry entry."""

    def __init__(self, context: PageContext, kind: EntryKind) -> None:
        self.context = context
        self.kind = kind
        self._map_inputs: dict[str, bytes] = {}

    def pages(self) -> Iterator[Output]:
        """List the index of the kind and the pages of every entry."""
        yield entry_index(self.context, self.kind)
        entries = self.context.archive.registry.entries(self.kind)
        relatives = find_relatives(entries)
        for entry in entries.values():
            contents = self.context.archive.catalogue.contents_of(self.kind, entry.id)
            map_inputs = self._map_inputs_of(entry.id) if self.kind == "region" else b""
            page = EntryPage(self.context, self.kind, entry, contents, relatives[entry.id], map_inputs)
            yield page.plan()
            yield from page.older_pages()

    def _map_inputs_of(self, region_id: str) -> bytes:
        """Return the digest of the map that shows a region, computed once for all regions on that map."""
        found = self.context.archive.boundaries.map_for(region_id)
        if found is None:
            return b""
        if found.region.id not in self._map_inputs:
            self._map_inputs[found.region.id] = area_map_inputs([found], self.context.archive)
        return self._map_inputs[found.region.id]
