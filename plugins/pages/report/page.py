"""The page of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

import msgspec

from plugins.archive import urls as paths
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.images import Image
from plugins.archive.model.related import Related
from plugins.archive.model.report import Report
from plugins.archive.model.repository import edit_url, issue_url
from plugins.archive.text.plurals import plural
from plugins.archive.urls import Urls
from plugins.pages.body_sections import Section, split_sections
from plugins.pages.context import PageContext
from plugins.pages.labels import direction
from plugins.pages.maps.event_map import event_map, event_map_inputs
from plugins.pages.maps.view_models import EventMap
from plugins.pages.outputs import Inputs
from plugins.pages.report.corrections import CorrectionLine, correction_lines
from plugins.pages.report.event_days import EventDay, event_days, ordered_events
from plugins.pages.report.how_to_cite import SuggestedCitation, suggested_citation
from plugins.pages.report.sources import SourceLine, source_lines
from plugins.pages.social_cards import social_card_url
from plugins.pages.view_models import DateText, Head, Link, ReportCard

MAX_REASONS = 3
"""Maximum number of shared registry entries that explain why a report is related."""
MAX_LEVEL = 3
"""Headings below this level are not listed."""
MIN_LINES = 4
"""A report with fewer lines has no table of contents."""
IMAGE = re.compile(r'<img src="([^"]*)"')
DISPLAYED_WIDTH = "(min-width: 46rem) 42rem, 92vw"
"""The width of an image on a page: the theme's column of text, or the screen without its margins."""


class ContentsLine(msgspec.Struct, frozen=True):
    """A heading or a part of the page: its text, its level (2 or 3) and its anchor."""

    text: str
    level: int
    anchor: str


def contents(report: Report) -> tuple[ContentsLine, ...]:
    """Return the table of contents of a report; a short report has none."""
    lines = tuple(_lines(report))
    return lines if len(lines) >= MIN_LINES else ()


def _lines(report: Report) -> Iterator[ContentsLine]:
    for heading in report.body.headings:
        if heading.level <= MAX_LEVEL:
            yield ContentsLine(heading.text, heading.level, heading.id)
    parts = {"Events": report.events, "Sources": report.citations, "Corrections": report.corrections}
    yield from (ContentsLine(title, 2, title.lower()) for title, items in parts.items() if items)


class AuthorBox(msgspec.Struct, frozen=True):
    """An author, with a short biography if the registry has one."""

    name: str
    text: str
    url: str


class RelatedCard(msgspec.Struct, frozen=True):
    """A related report and the reason why it is related."""

    report: ReportCard
    reason: str


class ReportView(msgspec.Struct, frozen=True, kw_only=True):
    """The page of a report."""

    head: Head
    date: DateText
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


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The page of one report; `related` are the related reports with how they are related."""

    context: PageContext
    report: Report
    previous: Link | None
    next: Link | None
    related: Sequence[tuple[Report, Related]]

    def inputs(self) -> Inputs:
        """Return everything that `view` reads.

        The report's fingerprint covers its text, its events and the registry entries that it names, and thus the
        reasons why other reports are related.
        """
        archive, fingerprints = self.context.archive, self.context.fingerprints
        related = [(fingerprints.report(report).list_item, relation) for report, relation in self.related]
        return {
            "report, with the registry entries that it names": fingerprints.report(self.report).page,
            "previous and next report": (self.previous, self.next),
            "related reports": related,
            "images": archive.images_of(self.report),
            "map": event_map_inputs(self.report, archive),
        }

    def view(self) -> ReportView:
        """Build the view-model."""
        report, context, archive, labels = self.report, self.context, self.context.archive, self.context.labels
        events, images, licence = ordered_events(report), archive.images_of(report), archive.site.licence
        authors = [archive.registry.authors[author] for author in report.authors]
        repository, url = archive.site.repository, context.urls.absolute(paths.report(report.stem))
        return ReportView(
            head=report_head(report, context),
            date=labels.day(report.date),
            draft=report.status == "draft",
            regions=tuple(labels.link("region", region) for region in report.entry_ids("region")),
            actors=tuple(labels.actor(actor, report.date) for actor in report.entry_ids("actor")),
            tags=tuple(labels.link("tag", tag) for tag in report.entry_ids("tag")),
            series=labels.link("series", report.series) if report.series else None,
            authors=tuple(AuthorBox(author.name, author.text, author.url) for author in authors),
            body=split_sections(add_image_sizes(archive.html(report), images, report.stem, context.urls)),
            contents=contents(report),
            days=event_days(events, labels),
            events_total=len(events),
            map=event_map(report, archive, labels, context.map_paths),
            sources=source_lines(report, events, labels),
            corrections=correction_lines(report, labels),
            citation=suggested_citation(report, context),
            previous=self.previous,
            next=self.next,
            related=tuple(
                RelatedCard(labels.report_card(each), self._reason(relation)) for each, relation in self.related
            ),
            edit_url=edit_url(repository, report.path) if repository else "",
            correction_url=issue_url(repository, f"Correction: {report.title}", url) if repository else "",
            licence=Link(licence.name, licence.url) if licence else None,
        )

    def _reason(self, relation: Related) -> str:
        """Return why a report is related."""
        reasons = ["same event"] if relation.same_event else []
        reasons += [self._shared(kind, entry_id) for kind, entry_id in relation.shared[:MAX_REASONS]]
        reasons.append(f"{plural(relation.days, 'day')} apart" if relation.days else "same day")
        return " · ".join(reasons)

    def _shared(self, kind: EntryKind, entry_id: str) -> str:
        return "same series" if kind == "series" else self.context.labels.link(kind, entry_id).text


def report_head(report: Report, context: PageContext) -> Head:
    """Return the head of a report's page, in the report's language."""
    lang = report.lang or context.lang
    return msgspec.structs.replace(
        context.head(
            report.title,
            paths.report(report.stem),
            report.summary,
            section=paths.REPORTS,
            breadcrumbs=(Link("Reports", context.urls.href(paths.REPORTS)),),
            listed=report.status == "published",
        ),
        lang=lang,
        dir=direction(lang),
        published=report.date.isoformat(),
        social_card=social_card_url(report, context.urls),
    )


def add_image_sizes(html: str, images: Mapping[str, Image], stem: str, urls: Urls) -> str:
    """Return the HTML of the report `stem` with the sizes of its `images`, which are given by file name.

    With the sizes, the layout does not shift while images load, and browsers choose the smallest sufficient copy.
    """

    def add_size(match: re.Match[str]) -> str:
        name = unquote(match[1].rpartition("/")[2])
        image = images.get(name)
        if image is None:
            return match[0]
        attributes = f' width="{image.width}" height="{image.height}"'
        if image.resized_widths:
            copies = [f"{urls.href(quote(paths.resized_image(stem, name, w)))} {w}w" for w in image.resized_widths]
            srcset = ", ".join([*copies, f"{match[1]} {image.width}w"])
            attributes += f' srcset="{srcset}" sizes="{DISPLAYED_WIDTH}"'
        return match[0] + attributes

    return IMAGE.sub(add_size, html) if images else html
