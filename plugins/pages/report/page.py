"""The report page: everything a report says, and the ways from it to the rest of the archive."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial

import msgspec

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.digest import digest
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.catalogue import DatedEvent, event_order
from plugins.archive.model.entries import Author
from plugins.archive.model.related import Related, Relations, find_relations
from plugins.archive.model.report import Report
from plugins.archive.model.repository import edit_url, issue_url
from plugins.pages.body_images import add_image_sizes
from plugins.pages.body_sections import Section, split_sections
from plugins.pages.labels import Labels, direction
from plugins.pages.maps.event_map import event_map, event_map_inputs
from plugins.pages.maps.view_models import EventMap
from plugins.pages.outputs import Output, Page, Plan
from plugins.pages.phrases import plural
from plugins.pages.report.attachments import attachments
from plugins.pages.report.contents import ContentsLine, contents
from plugins.pages.report.event_days import EventDay, event_days
from plugins.pages.report.how_to_cite import SuggestedCitation, suggested_citation
from plugins.pages.report.sources import SourceLine, source_lines
from plugins.pages.site.corrections import CorrectionLine, correction_lines
from plugins.pages.social_cards import social_card_url
from plugins.pages.view_models import DateText, Head, Link, ReportCard

MAX_REASONS = 3
"""Shared entries named as the reason why a report is related."""


class AuthorBox(msgspec.Struct, frozen=True):
    """An author with a short biography, if the registry has one."""

    name: str
    text: str
    url: str


class RelatedCard(msgspec.Struct, frozen=True):
    """A related report and, in words, why it is one."""

    report: ReportCard
    reason: str


class ReportView(msgspec.Struct, frozen=True, kw_only=True):
    """A report's page."""

    head: Head
    title: str
    date: DateText
    summary: str
    draft: bool
    regions: tuple[Link, ...]
    actors: tuple[Link, ...]
    tags: tuple[Link, ...]
    series: Link | None
    authors: tuple[AuthorBox, ...]
    body: tuple[Section, ...]
    contents: tuple[ContentsLine, ...]
    days: tuple[EventDay, ...]
    events_total: int
    map: EventMap | None
    sources: tuple[SourceLine, ...]
    corrections: tuple[CorrectionLine, ...]
    citation: SuggestedCitation
    previous: Link | None
    next: Link | None
    related: tuple[RelatedCard, ...]
    edit_url: str
    correction_url: str
    licence: Link | None


class WithdrawnView(msgspec.Struct, frozen=True):
    """What stands where a withdrawn report stood."""

    head: Head
    title: str
    date: DateText
    reason: str
    corrections: tuple[CorrectionLine, ...]


class RedirectView(msgspec.Struct, frozen=True):
    """A stub that leads from a report's former address to its present one."""

    head: Head
    target: Link


class ReportPages:
    """Makes the pages of an archive's reports."""

    def __init__(self, archive: Archive, labels: Labels, relations: Relations | None = None) -> None:
        self.archive = archive
        self.labels = labels
        self.relations = find_relations(archive.catalogue) if relations is None else relations

    def plans(self) -> Iterator[Plan]:
        """List the reports' pages."""
        for report in self.archive.catalogue.reports:
            yield self.plan(report)

    def plan(self, report: Report) -> Plan:
        """Return the plan of one report's page."""
        around = self._neighbour(report, -1), self._neighbour(report, +1)
        faces = self.labels.fingerprints
        # The words of a reason follow from the relation and from entries that the report's own face covers.
        beside = [(faces.report(self._other(found)).list_item, found) for found in self.relations[report.stem]]
        drawn = event_map_inputs(report, self.archive)
        inputs = digest(faces.report(report).page, around, beside, self.archive.images_of(report), drawn)
        listed = report.status == "published"
        return Plan(paths.report(report.stem), inputs, partial(self.page, report), listed, template="report.html")

    def extra_outputs(self) -> Iterator[Output]:
        """List what stands beside the reports' pages: attachments, tombstones, and stubs at former addresses."""
        for report in self.archive.catalogue.reports:
            yield from attachments(report, self.archive)
            yield from self._stubs(report)
        for report in self.archive.catalogue.withdrawn:
            yield self._tombstone(report)
            yield from self._stubs(report)

    def _other(self, found: Related) -> Report:
        catalogue = self.archive.catalogue
        return catalogue.reports[catalogue.positions[found.stem]]

    def page(self, report: Report) -> Page:
        """Return the page of one report."""
        labels, site = self.labels, self.archive.site
        events = ordered_events(report)
        page = labels.urls.absolute(paths.report(report.stem))
        view = ReportView(
            head=self._head(report),
            title=report.title,
            date=labels.day(report.date),
            summary=report.summary,
            draft=report.status == "draft",
            regions=tuple(labels.link("region", region) for region in report.all_regions()),
            actors=tuple(labels.actor(actor, report.date) for actor in report.all_actors()),
            tags=tuple(labels.link("tag", tag) for tag in report.all_tags()),
            series=labels.link("series", report.series) if report.series else None,
            authors=tuple(author_box(self.archive.registry.authors[author]) for author in report.authors),
            body=split_sections(
                add_image_sizes(self.archive.html(report), self.archive.images_of(report), report.stem, labels.urls)
            ),
            contents=contents(report),
            days=event_days(events, labels),
            events_total=len(events),
            map=event_map(report, self.archive, labels),
            sources=source_lines(report, events, labels),
            corrections=correction_lines(report, labels),
            citation=suggested_citation(report, labels),
            previous=self._neighbour(report, -1),
            next=self._neighbour(report, +1),
            related=tuple(self._card(found) for found in self.relations[report.stem]),
            edit_url=edit_url(site.repository, report.path) if site.repository else "",
            correction_url=issue_url(site.repository, f"Correction: {report.title}", page) if site.repository else "",
            licence=Link(site.licence.name, site.licence.url) if site.licence else None,
        )
        return Page(paths.report(report.stem), "report.html", view, listed=report.status == "published")

    def _head(self, report: Report) -> Head:
        urls = self.labels.urls
        lang = report.lang or self.labels.lang
        return Head(
            title=report.title,
            description=report.summary,
            canonical=urls.absolute(paths.report(report.stem)),
            lang=lang,
            dir=direction(lang),
            section=paths.REPORTS,
            breadcrumbs=(Link("Reports", urls.href(paths.REPORTS)),),
            listed=report.status == "published",
            published=report.date.isoformat(),
            social_card=social_card_url(report, urls),
        )

    def _neighbour(self, report: Report, step: int) -> Link | None:
        """Return the report before (-1) or after (+1) this one in its series."""
        run = self.archive.catalogue.contents_of("series", report.series).reports if report.series else []
        place = self.series_places.get(report.stem, -1) + step if run else -1
        return self.labels.report(run[place]) if 0 <= place < len(run) else None

    @cached_property
    def series_places(self) -> dict[str, int]:
        """The place of each report within its series."""
        runs = self.archive.catalogue.contents["series"].values()
        return {report.stem: place for run in runs for place, report in enumerate(run.reports)}

    def _card(self, found: Related) -> RelatedCard:
        return RelatedCard(self.labels.report_card(self._other(found)), self._reason(found))

    def _reason(self, found: Related) -> str:
        """Say why a report is related."""
        words = ["same event"] if found.same_event else []
        words += [self._shared(kind, entry_id) for kind, entry_id in found.shared[:MAX_REASONS]]
        words.append(f"{plural(found.days, 'day')} apart" if found.days else "same day")
        return " · ".join(words)

    def _shared(self, kind: EntryKind, entry_id: str) -> str:
        return "same series" if kind == "series" else self.labels.link(kind, entry_id).text

    def _stubs(self, report: Report) -> Iterator[Page]:
        target = self.labels.report(report)
        for stem in report.formerly:
            canonical = self.labels.urls.absolute(paths.report(report.stem))
            head = Head(title=report.title, canonical=canonical, lang=self.labels.lang, listed=False)
            yield Page(paths.report(stem), "redirect.html", RedirectView(head, target), listed=False)

    def _tombstone(self, report: Report) -> Page:
        head = msgspec.structs.replace(self._head(report), description="This report was withdrawn.")
        notes = correction_lines(report, self.labels)
        view = WithdrawnView(head, report.title, self.labels.day(report.date), report.reason, notes)
        return Page(paths.report(report.stem), "withdrawn.html", view, listed=False)


def ordered_events(report: Report) -> list[DatedEvent]:
    """Return a report's events in the order of time."""
    return sorted((DatedEvent(event, report, n) for n, event in enumerate(report.events)), key=event_order)


def author_box(author: Author) -> AuthorBox:
    """Show an author."""
    return AuthorBox(author.name, author.text, author.url)
