"""Lean reports: no more of a report than the checks over a whole archive ask for, so that many load quickly."""

from __future__ import annotations

from plugins.archive.body import Body
from plugins.archive.body.parts import Heading
from plugins.archive.model.report import Citation, Event, Report
from plugins.archive.text.dates import DateSpan, parse_edtf

PLACEHOLDER_DATE = parse_edtf("2000-01-01")
"""Stands for the dates of events, on which no check over the archive rests."""


class HeadingSummary(Heading, frozen=True, array_like=True):
    """A heading, by its id alone."""

    level: int = 0
    id: str = ""
    text: str = ""


class BodySummary(Body, frozen=True, array_like=True):
    """What a body points to, and what in it can be pointed to."""

    headings: tuple[HeadingSummary, ...] = ()


class CitationSummary(Citation, frozen=True, kw_only=True, array_like=True):
    """Who is cited."""

    title: str = ""


class EventSummary(Event, frozen=True, kw_only=True, array_like=True):
    """What an event names of the registry."""

    date: DateSpan = PLACEHOLDER_DATE
    summary: str = ""


class ReportSummary(Report, frozen=True, kw_only=True, array_like=True):
    """A report with its names, what it names, and what its body points to."""

    title: str = ""
    summary: str = ""
    citations: tuple[CitationSummary, ...] = ()
    events: tuple[EventSummary, ...] = ()
    body: BodySummary = BodySummary()


def summarize(report: Report) -> ReportSummary:
    """Return a report without what the checks over a whole archive do not ask for."""
    return ReportSummary(
        path=report.path,
        stem=report.stem,
        digest=report.digest,
        date=report.date,
        regions=report.regions,
        actors=report.actors,
        tags=report.tags,
        series=report.series,
        authors=report.authors,
        citations=tuple(CitationSummary(publisher=citation.publisher) for citation in report.citations),
        events=tuple(map(_event, report.events)),
        corrections=report.corrections,
        formerly=report.formerly,
        status=report.status,
        warnings=report.warnings,
        body=_body(report.body),
    )


def _event(event: Event) -> EventSummary:
    return EventSummary(
        id=event.id,
        type=event.type,
        region=event.region,
        actors=event.actors,
        tags=event.tags,
        attributed_to=event.attributed_to,
    )


def _body(body: Body) -> BodySummary:
    headings = tuple(HeadingSummary(id=heading.id) for heading in body.headings)
    return BodySummary(headings=headings, links=body.links, attachments=body.attachments)
