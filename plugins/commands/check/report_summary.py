"""Lean reports: no more of a report than the checks over a whole archive ask for, so that many load quickly."""

from __future__ import annotations

from plugins.archive.body.parts import Body, Heading
from plugins.archive.model.report import Citation, Event, Report
from plugins.archive.text.dates import When, parse_when

SOME_DAY = parse_when("2000-01-01")
"""Stands for the dates of events, on which no check over the archive rests."""


class LeanHeading(Heading, frozen=True, array_like=True):
    """A heading, by its id alone."""

    level: int = 0
    id: str = ""
    text: str = ""


class LeanBody(Body, frozen=True, array_like=True):
    """What a body points to, and what in it can be pointed to."""

    headings: tuple[LeanHeading, ...] = ()


class LeanCitation(Citation, frozen=True, kw_only=True, array_like=True):
    """Who is cited."""

    title: str = ""


class LeanEvent(Event, frozen=True, kw_only=True, array_like=True):
    """What an event names of the registry."""

    date: When = SOME_DAY
    summary: str = ""


class LeanReport(Report, frozen=True, kw_only=True, array_like=True):
    """A report with its names, what it names, and what its body points to."""

    title: str = ""
    summary: str = ""
    citations: tuple[LeanCitation, ...] = ()
    events: tuple[LeanEvent, ...] = ()
    body: LeanBody = LeanBody()


def lean(report: Report) -> LeanReport:
    """Return a report without what the checks over a whole archive do not ask for."""
    return LeanReport(
        path=report.path,
        stem=report.stem,
        fingerprint=report.fingerprint,
        date=report.date,
        regions=report.regions,
        actors=report.actors,
        tags=report.tags,
        series=report.series,
        authors=report.authors,
        citations=tuple(LeanCitation(publisher=citation.publisher) for citation in report.citations),
        events=tuple(map(_event, report.events)),
        corrections=report.corrections,
        formerly=report.formerly,
        status=report.status,
        body=_body(report.body),
    )


def _event(event: Event) -> LeanEvent:
    return LeanEvent(
        id=event.id,
        type=event.type,
        region=event.region,
        actors=event.actors,
        tags=event.tags,
        attributed_to=event.attributed_to,
    )


def _body(body: Body) -> LeanBody:
    headings = tuple(LeanHeading(id=heading.id) for heading in body.headings)
    return LeanBody(headings=headings, links=body.links, attachments=body.attachments)
