"""Entry pages: what the archive holds of one region, actor, tag, source or series."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import msgspec

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.digest import digest
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.catalogue import DatedEvent, EntryContents
from plugins.archive.model.entries import Entry
from plugins.archive.model.hierarchy import Relatives, find_relatives
from plugins.archive.model.report import Report
from plugins.pages.entry.index import KIND_TITLES, entry_index
from plugins.pages.entry.summary import EntrySummary, entry_summary
from plugins.pages.labels import Labels
from plugins.pages.lists import event_list, report_list
from plugins.pages.maps.area_map import area_map_inputs
from plugins.pages.outputs import Output, Page, Plan
from plugins.pages.pagination import EVENTS_PER_PAGE, REPORTS_PER_PAGE, PageSlice, newest_first, pager, paginate
from plugins.pages.view_models import EventCard, Head, Link, Pager, ReportCard


class EntryView(msgspec.Struct, frozen=True, kw_only=True):
    """An entry's page: its dossier, and the newest of its events and reports."""

    head: Head
    kind: str
    title: str
    text: str
    summary: EntrySummary
    events: tuple[EventCard, ...]
    events_total: int
    events_pager: Pager
    reports: tuple[ReportCard, ...]
    reports_total: int
    reports_pager: Pager


class EntryPages:
    """Makes the pages of one kind of registry entry."""

    def __init__(self, archive: Archive, labels: Labels, kind: EntryKind) -> None:
        self.archive = archive
        self.labels = labels
        self.kind = kind
        self.entries = archive.registry.entries(kind)
        self.kin = find_relatives(self.entries)
        self._maps: dict[str, bytes] = {}

    def pages(self) -> Iterator[Output]:
        """List the pages of every entry, and the list of the kind."""
        yield entry_index(self.archive, self.labels, self.kind)
        for entry in self.entries.values():
            held = self.archive.catalogue.contents_of(self.kind, entry.id)
            crumbs = self._crumbs(entry, whole=True)
            yield self._plan(entry, held)
            yield from self._older_events(entry, held, crumbs)
            yield from self._older_reports(entry, held, crumbs)

    def _plan(self, entry: Entry, held: EntryContents) -> Plan:
        """Plan an entry's page, which shows the newest of what it holds and counts all of it."""
        events, reports = self._newest(held)
        faces = self.labels.fingerprints
        inputs = digest(
            self.labels.dates.months_with_day_pages,  # whose days histograms lead to on pages of their own
            faces.entry(self.kind, entry.id),
            self._map_inputs(entry) if self.kind == "region" else b"",
            self._kin_inputs(self.kin[entry.id]),
            (len(held.events), len(held.reports)),
            (faces.event_list(events), faces.report_list(reports)),
            faces.statistics(held.reports),
        )
        make = partial(self._page, entry, held)
        path = paths.entry(self.kind, entry.id)
        return Plan(path, inputs, make, listed=bool(held.reports), template="entry.html")

    def _map_inputs(self, region: Entry) -> bytes:
        """Return a digest of the map that a region stands on, taken once for all that stand on it."""
        land = self.archive.boundaries.map_for(region.id)
        if land is None:
            return b""
        if land.region.id not in self._maps:
            self._maps[land.region.id] = area_map_inputs([land.region.id], self.archive)
        return self._maps[land.region.id]

    def _kin_inputs(self, kin: Relatives) -> list[object]:
        """Return the names of those to whom an entry is linked, and how much each of its parts holds."""
        catalogue, face = self.archive.catalogue, self.labels.fingerprints.entry
        below = [catalogue.contents_of(self.kind, part) for part in kin.children]
        named = (*kin.ancestors, *kin.children, *kin.predecessors, *kin.successors)
        counts = [(len(held.events), len(held.reports)) for held in below]
        return [msgspec.structs.astuple(kin), [face(self.kind, one) for one in named], counts]

    def _newest(self, held: EntryContents) -> tuple[list[DatedEvent], list[Report]]:
        """Return the events and reports of an entry's first page, the newest first."""
        events, reports = self._first(held)
        return newest_first(held.events, events), newest_first(held.reports, reports)

    def _first(self, held: EntryContents) -> tuple[PageSlice, PageSlice]:
        return next(paginate(len(held.events), EVENTS_PER_PAGE)), next(paginate(len(held.reports), REPORTS_PER_PAGE))

    def _page(self, entry: Entry, held: EntryContents) -> Page:
        """Return an entry's page."""
        path = paths.entry(self.kind, entry.id)
        events, reports = self._newest(held)
        first_events, first_reports = self._first(held)
        view = EntryView(
            head=self._head(entry.name, self._description(entry), path, self._crumbs(entry), feed=self._feed(entry)),
            kind=KIND_TITLES[self.kind][0],
            title=entry.name,
            text=entry.text,
            summary=entry_summary(self.kind, entry, held, self.kin[entry.id], self.archive, self.labels),
            events=tuple(map(self.labels.event_card, events)),
            events_total=len(held.events),
            events_pager=self._pager(entry, first_events, len(held.events), "events"),
            reports=tuple(map(self.labels.report_card, reports)),
            reports_total=len(held.reports),
            reports_pager=self._pager(entry, first_reports, len(held.reports), "reports"),
        )
        return Page(path, "entry.html", view, listed=bool(held.reports))

    def _pager(self, entry: Entry, sheet: PageSlice, total: int, what: str) -> Pager:
        size = EVENTS_PER_PAGE if what == "events" else REPORTS_PER_PAGE
        first = paths.entry(self.kind, entry.id)
        return pager(sheet, total, size, first, self._rest(entry, what), self.labels.urls)

    def _rest(self, entry: Entry, what: str) -> str:
        below = paths.older_events if what == "events" else paths.older_reports
        return below(self.kind, entry.id)

    def _older_events(self, entry: Entry, held: EntryContents, crumbs: tuple[Link, ...]) -> Iterator[Plan]:
        for sheet in list(paginate(len(held.events), EVENTS_PER_PAGE))[1:]:
            path = paths.list_page(self._rest(entry, "events"), sheet.number)
            head = self._head(f"Events: {entry.name}", "", path, crumbs)
            around = self._pager(entry, sheet, len(held.events), "events")
            yield event_list(path, head, newest_first(held.events, sheet), around, self.labels)

    def _older_reports(self, entry: Entry, held: EntryContents, crumbs: tuple[Link, ...]) -> Iterator[Plan]:
        for sheet in list(paginate(len(held.reports), REPORTS_PER_PAGE))[1:]:
            path = paths.list_page(self._rest(entry, "reports"), sheet.number)
            head = self._head(f"Reports: {entry.name}", "", path, crumbs)
            around = self._pager(entry, sheet, len(held.reports), "reports")
            yield report_list(path, head, newest_first(held.reports, sheet), around, self.labels)

    def _description(self, entry: Entry) -> str:
        return entry.text or f"Events and reports: {entry.name}"

    def _feed(self, entry: Entry) -> Link:
        return Link(f"Feed: {entry.name}", self.labels.urls.href(paths.feed(self.kind, entry.id)))

    def _crumbs(self, entry: Entry, *, whole: bool = False) -> tuple[Link, ...]:
        """Return the way to an entry: the list of its kind, its ancestors, and itself when `whole`."""
        crumbs = [Link(KIND_TITLES[self.kind][1], self.labels.urls.href(paths.SECTIONS[self.kind]))]
        if self.kind == "region":
            crumbs += reversed(self.labels.region_path(entry.id)[1:])
        return (*crumbs, self.labels.link(self.kind, entry.id)) if whole else tuple(crumbs)

    def _head(
        self, title: str, description: str, path: str, crumbs: tuple[Link, ...], feed: Link | None = None
    ) -> Head:
        canonical = self.labels.urls.absolute(path)
        section = paths.SECTIONS[self.kind]
        return Head(
            title=title,
            description=description,
            canonical=canonical,
            lang=self.labels.lang,
            section=section,
            feed=feed,
            breadcrumbs=crumbs,
        )
