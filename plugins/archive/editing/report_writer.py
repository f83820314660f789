"""Writing: a report's front matter as YAML text, its keys in the documented order.

What is written is read back by `strict_yaml` as the same values; nothing is written for what is empty or default.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from plugins.archive.model.report import DEFAULT_CREDIBILITY, Citation, Correction, Deaths, Event, Report

PLAIN = re.compile(r"[A-Za-z0-9(/][^\n\t#:\"'\\]*(?:(?::(?=\S)|(?<=\S)#)[^\n\t#:\"'\\]+)*")
"""Text that YAML reads as itself without quotes: no sign that could begin something else, no `: ` and no ` #`."""
BREAKS = {0x85: "\\x85", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""Line ends that only YAML knows, escaped."""
FLOW = re.compile(r"[,\[\]{}]")


def scalar(value: object, *, flow: bool = False) -> str:
    """Return a value as YAML, in double quotes where it needs them; `flow` is for values inside brackets.

    >>> scalar("Syria, 22 April"), scalar("Syria: a day")
    ('Syria, 22 April', '"Syria: a day"')
    """
    text = str(value)
    if PLAIN.fullmatch(text) and text == " ".join(text.split()) and not (flow and FLOW.search(text)):
        return text
    return json.dumps(text, ensure_ascii=False).translate(BREAKS)


def file_text(report: Report, body: str) -> str:
    """Return the whole text of a report's file: its front matter, and `body` in Markdown."""
    return f"---\n{front_matter(report)}---\n\n{body.strip()}\n"


def front_matter(report: Report) -> str:
    """Return the YAML between the two `---` lines."""
    return "".join(f"{line}\n" for line in _report_lines(report))


def _report_lines(report: Report) -> Iterator[str]:
    yield f"title: {scalar(report.title)}"
    yield f"date: {report.date.isoformat()}"
    yield from _named_list("region", report.regions)
    yield from _named_list("actors", report.actors)
    yield from _named_list("tags", report.tags)
    yield f"summary: {scalar(report.summary)}"
    yield from _named("series", report.series)
    yield from _named_list("authors", report.authors)
    yield from _block("sources", (f"- {_citation(citation)}" for citation in report.citations))
    yield from _block("events", (line for event in report.events for line in _event_lines(event)))
    yield from _block("corrections", (f"- {_correction(correction)}" for correction in report.corrections))
    yield from _named_list("formerly", report.formerly)
    yield from _named("lang", report.lang)
    yield from _named("status", "" if report.status == "published" else report.status)
    yield from _named("reason", report.reason)
    if report.imported:
        yield f"imported: {flow_mapping(('dataset', report.imported.dataset), ('digest', report.imported.digest))}"


def _event_lines(event: Event) -> Iterator[str]:
    yield f"- id: {scalar(event.id)}"
    for line in _event_values(event):
        yield f"  {line}"


def _event_values(event: Event) -> Iterator[str]:
    yield f"date: {event.date.text}"
    yield f"type: {event.type}"
    yield f"region: {event.region}"
    yield from _named("place", event.place)
    if event.coordinates:
        yield f"coordinates: [{', '.join(format_degrees(number) for number in event.coordinates)}]"
    yield from _named("place_precision", event.place_precision)
    yield from _named_list("actors", event.actors)
    yield from _named_list("tags", event.tags)
    yield f"summary: {scalar(event.summary)}"
    yield from _named_list("attributed_to", event.attributed_to)
    yield from _named_list("sources", event.sources)
    yield from _named("credibility", None if event.credibility == DEFAULT_CREDIBILITY else event.credibility)
    if event.deaths:
        yield f"deaths: {_deaths(event.deaths)}"
    if event.identifiers:
        pairs = ", ".join(f"{scheme}: {json.dumps(value, ensure_ascii=False)}" for scheme, value in event.identifiers)
        yield f"identifiers: {{{pairs}}}"


def _citation(citation: Citation) -> str:
    published = citation.published.text if citation.published else ""
    return flow_mapping(
        ("publisher", citation.publisher),
        ("title", citation.title),
        ("author", citation.author),
        ("published", published),
        ("url", citation.url),
        ("archived", citation.archived),
        ("lang", citation.lang),
        ("note", citation.note),
    )


def _correction(correction: Correction) -> str:
    return flow_mapping(("date", correction.date.isoformat()), ("note", correction.note))


def _deaths(deaths: Deaths) -> str:
    return f"{{low: {deaths.low}, best: {deaths.best}, high: {deaths.high}}}"


def flow_mapping(*pairs: tuple[str, str]) -> str:
    """Return those of `pairs` that have a value as YAML in braces."""
    return "{" + ", ".join(f"{key}: {scalar(value, flow=True)}" for key, value in pairs if value) + "}"


def _named(key: str, value: object) -> Iterator[str]:
    if value:
        yield f"{key}: {scalar(value)}"


def _named_list(key: str, values: Iterable[object]) -> Iterator[str]:
    items = [scalar(value, flow=True) for value in values]
    if items:
        yield f"{key}: [{', '.join(items)}]"


def _block(key: str, lines: Iterable[str]) -> Iterator[str]:
    """Give a key whose values stand on lines of their own, if there are any."""
    indented = [f"  {line}" for line in lines]
    yield from [f"{key}:", *indented] if indented else ()


def format_degrees(number: float) -> str:
    """Write degrees without an exponent, to a tenth of a metre at most."""
    return f"{number:.6f}".rstrip("0").rstrip(".")
