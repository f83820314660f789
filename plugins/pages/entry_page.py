"""Entry pages: what the archive holds of one region, actor, tag, source or series."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import msgspec

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.catalogue import DatedEvent, Holdings
from plugins.archive.entries import Entry, EntryKind
from plugins.archive.report import Report
from plugins.pages.card_lists import event_list, report_list
from plugins.pages.entry_facts import NameLine, facts, name_lines
from plugins.pages.entry_index import KINDS, entry_index
from plugins.pages.labels import Labels
from plugins.pages.listing import EVENTS_A_PAGE, REPORTS_A_PAGE, Sheet, newest_first, pager, sheets
from plugins.pages.output import Output, Page, Plan, digest
from plugins.pages.views import EventCard, Fact, Head, Link, Pager, ReportCard
from plugins.pages.words import plural


class EntryView(msgspec.Struct, frozen=True, kw_only=True):
    """An entry's page."""

    head: Head
    kind: str
    title: str
    text: str
    figures: str
    names: tuple[NameLine, ...]
    facts: tuple[Fact, ...]
    children: tuple[Link, ...]
    events: tuple[EventCard, ...] = ()
    events_total: int
    events_pager: Pager
    reports: tuple[ReportCard, ...] = ()
    reports_total: int
    reports_pager: Pager


class EntryPages:
    """Makes the pages of one kind of registry entry."""

    def __init__(self, archive: Archive, labels: Labels, kind: EntryKind) -> None:
        self.archive = archive
        self.labels = labels
        self.kind = kind
        self.entries = archive.registry.entries(kind)
        self.holdings = archive.catalogue.holdings[kind]
        self.children: dict[str, list[Link]] = self._children()

    def _children(self) -> dict[str, list[Link]]:
        """Map each entry to the links of those whose parent it is, with how much each holds."""
        children: dict[str, list[Link]] = {}
        for entry in self.entries.values():
            held = self.archive.catalogue.of(self.kind, entry.id)
            link = self.labels.link(self.kind, entry.id)
            line = Link(link.text, link.href, count=len(held.events) + len(held.reports))
            children.setdefault(getattr(entry, "parent", ""), []).append(line)
        return children

    def pages(self) -> Iterator[Output]:
        """List the pages of every entry, and the list of the kind."""
        yield entry_index(self.archive, self.labels, self.kind)
        for entry in self.entries.values():
            held = self.archive.catalogue.of(self.kind, entry.id)
            yield self._entry(entry, held)
            crumbs = self._crumbs(entry, whole=True)
            yield from self._older_events(entry, held, crumbs)
            yield from self._older_reports(entry, held, crumbs)

    def _entry(self, entry: Entry, held: Holdings) -> Plan:
        path = paths.entry(self.kind, entry.id)
        events, reports = next(sheets(len(held.events), EVENTS_A_PAGE)), next(sheets(len(held.reports), REPORTS_A_PAGE))
        newest = newest_first(held.events, events), newest_first(held.reports, reports)
        frame = EntryView(
            head=self._head(entry.name, self._description(entry), path, self._crumbs(entry), feed=self._feed(entry)),
            kind=KINDS[self.kind][0],
            title=entry.name,
            text=entry.text,
            figures=self._figures(held),
            names=name_lines(entry, self.labels.lang),
            facts=facts(entry, self.labels),
            children=tuple(self.children.get(entry.id, ())),
            events_total=len(held.events),
            events_pager=self._pager(entry, events, len(held.events), "events"),
            reports_total=len(held.reports),
            reports_pager=self._pager(entry, reports, len(held.reports), "reports"),
        )
        inputs = digest(frame, self.labels.faces.events(newest[0]), self.labels.faces.reports(newest[1]))
        make = partial(self._filled, path, frame, *newest)
        return Plan(path, inputs, make, listed=bool(held.reports), template="entry.html")

    def _figures(self, held: Holdings) -> str:
        """Say how much there is; a series is a run of reports, and has no events of its own."""
        reports = plural(len(held.reports), "report")
        return reports if self.kind == "series" else f"{plural(len(held.events), 'event')}, {reports}"

    def _filled(self, path: str, frame: EntryView, events: list[DatedEvent], reports: list[Report]) -> Page:
        """Return an entry's page: its frame with the cards in it."""
        view = msgspec.structs.replace(
            frame,
            events=tuple(self.labels.event_card(dated) for dated in events),
            reports=tuple(self.labels.report_card(report) for report in reports),
        )
        return Page(path, "entry.html", view, listed=bool(reports))

    def _pager(self, entry: Entry, sheet: Sheet, total: int, what: str) -> Pager:
        size = EVENTS_A_PAGE if what == "events" else REPORTS_A_PAGE
        first = paths.entry(self.kind, entry.id)
        return pager(sheet, total, size, first, self._rest(entry, what), self.labels.urls)

    def _rest(self, entry: Entry, what: str) -> str:
        below = paths.events_of if what == "events" else paths.reports_of
        return below(self.kind, entry.id)

    def _older_events(self, entry: Entry, held: Holdings, crumbs: tuple[Link, ...]) -> Iterator[Plan]:
        for sheet in list(sheets(len(held.events), EVENTS_A_PAGE))[1:]:
            path = paths.older(self._rest(entry, "events"), sheet.number)
            head = self._head(f"Events: {entry.name}", "", path, crumbs)
            around = self._pager(entry, sheet, len(held.events), "events")
            yield event_list(path, head, newest_first(held.events, sheet), around, self.labels)

    def _older_reports(self, entry: Entry, held: Holdings, crumbs: tuple[Link, ...]) -> Iterator[Plan]:
        for sheet in list(sheets(len(held.reports), REPORTS_A_PAGE))[1:]:
            path = paths.older(self._rest(entry, "reports"), sheet.number)
            head = self._head(f"Reports: {entry.name}", "", path, crumbs)
            around = self._pager(entry, sheet, len(held.reports), "reports")
            yield report_list(path, head, newest_first(held.reports, sheet), around, self.labels)

    def _description(self, entry: Entry) -> str:
        return entry.text or f"Events and reports: {entry.name}"

    def _feed(self, entry: Entry) -> Link:
        return Link(f"Feed: {entry.name}", self.labels.urls.href(paths.feed(self.kind, entry.id)))

    def _crumbs(self, entry: Entry, *, whole: bool = False) -> tuple[Link, ...]:
        """Return the way to an entry: the list of its kind, its ancestors, and itself when `whole`."""
        crumbs = [Link(KINDS[self.kind][1], self.labels.urls.href(paths.SECTIONS[self.kind]))]
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
            crumbs=crumbs,
        )
