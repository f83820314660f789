"""Search documents: what the search index has of each report and each event. Facets and dates are in the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import msgspec

from plugins.archive import urls as paths
from plugins.archive.model.catalogue import DatedEvent, EntryKey, event_entry_keys, event_order, report_entry_keys
from plugins.archive.model.registry import lineage
from plugins.archive.model.report import Citation, Report
from plugins.pages.context import PageContext
from plugins.pages.labels import Labels
from plugins.pages.outputs import Plan, SearchDocument, SearchRow
from plugins.pages.report.event_days import ordered_events
from plugins.pages.search.facets import event_facets, report_facets
from plugins.pages.search.hit import Hit, Part, body_parts, index_document, joined

REPORTS, EVENTS = "reports", "events"


def search_documents(context: PageContext) -> Iterator[Plan]:
    """List the documents of all published reports, then those of all events, in date order."""
    for report in context.archive.catalogue.reports:
        path = paths.search_document(paths.report(report.stem))
        create = partial(report_document, report, path, context)
        yield Plan(path, {"report": context.fingerprints.report(report).page}, create, bundle=REPORTS)
    for dated in context.archive.catalogue.events:
        path = paths.search_document(paths.event_search_path(dated.report.stem, dated.event.id))
        inputs = {"report": context.fingerprints.report(dated.report).page}
        yield Plan(path, inputs, partial(event_document, dated, path, context.labels), bundle=EVENTS)


def report_document(report: Report, path: str, context: PageContext) -> SearchDocument:
    """Return the document of a report at `path`. Its date is the report's own, not those of its events."""
    labels = context.labels
    regions = joined(labels.entry("region", region).name for region in report.regions)
    actors = joined(labels.actor(actor, report.date).text for actor in report.actors)
    entries = report_entry_keys(report)
    entries.update(("author", author) for author in report.authors)
    hit = Hit(
        path=paths.report(report.stem),
        title=report.title,
        date=report.date.isoformat(),
        shown=labels.day(report.date).text,
        summary=report.summary,
        lines=tuple(filter(None, (regions, actors))),
        parts=tuple(_parts(report, context)),
        facts=_spellings(sorted(entries), labels),
    )
    order = f"{report.date.isoformat()} {report.stem}"
    return _document(REPORTS, SearchRow(order, path, report_facets(report), report.date, report.date), hit, labels)


def _parts(report: Report, context: PageContext) -> Iterator[Part]:
    """List everything that a report's page shows below its summary, in the order of the page."""
    yield from body_parts(context.archive.html(report))
    for dated in ordered_events(report):
        facts = "\n".join(_event_facts(dated, context.labels))
        yield Part(dated.event.summary, facts, paths.event_anchor(dated.event.id))
    for number, citation in enumerate(report.citations, 1):
        publisher = _spellings([("source", citation.publisher)], context.labels)
        yield Part(citation.title, "\n".join((*_author_and_note(citation), *publisher)), paths.source_anchor(number))
    if report.corrections:
        notes = "\n".join(correction.note for correction in report.corrections)
        yield Part("Corrections", notes, "corrections")


def event_document(dated: DatedEvent, path: str, labels: Labels) -> SearchDocument:
    """Return the document of an event at `path`. A search by dates finds it if the range overlaps its date."""
    event, report = dated.event, dated.report
    when = labels.when(event.date)
    type_name = labels.entry("tag", event.type).name
    place = joined((event.place, *(link.text for link in labels.region_path(event.region))))
    actors = joined(labels.actor(actor, event.date.first).text for actor in event.actors)
    others = event_entry_keys(report, event)
    others.update(("source", source) for source in event.attributed_to)
    cited = (report.citations[number - 1] for number in event.sources)
    titles = (text for citation in cited for text in (citation.title, *_author_and_note(citation)))
    facts = (*_event_facts(dated, labels), *titles, *_spellings(sorted(others), labels))
    hit = Hit(
        path=paths.event(report.stem, event.id),
        title=event.summary,
        date=when.iso,
        shown=when.text,
        lines=tuple(filter(None, (type_name, place, actors))),
        facts=tuple(dict.fromkeys(facts)),
    )
    row = SearchRow(_event_order(dated), path, event_facets(report, event), event.date.first, event.date.last)
    return _document(EVENTS, row, hit, labels)


def _document(bundle: str, row: SearchRow, hit: Hit, labels: Labels) -> SearchDocument:
    data = msgspec.json.encode(hit)
    document, words = index_document(hit, data, labels.lang)
    return SearchDocument(bundle, row, document, data, words)


def _event_order(dated: DatedEvent) -> str:
    """Return a unique text that sorts like the order of events."""
    first, precision, stem, index = event_order(dated)
    return f"{first.isoformat()} {precision} {stem} {index:06}"


def _event_facts(dated: DatedEvent, labels: Labels) -> Iterator[str]:
    """List everything about an event except its summary, each name with its other spellings."""
    event, report = dated.event, dated.report
    regions = lineage(event.region)
    # The country is left out: its many names would outweigh the words that distinguish the events of a report.
    entries: list[EntryKey] = [
        ("tag", event.type),
        *(("region", region) for region in reversed(regions[1:] or regions)),
    ]
    entries += [("actor", actor) for actor in event.actors] + [("tag", tag) for tag in event.tags]
    entries += [("source", source) for source in report.event_sources(event)]
    identifiers = (f"{scheme} {value}" for scheme, value in event.identifiers)
    names = _spellings(dict.fromkeys(entries), labels)
    return filter(None, (labels.when(event.date).text, event.place, *names, *identifiers))


def _author_and_note(citation: Citation) -> tuple[str, ...]:
    return tuple(filter(None, (citation.author, citation.note)))


def _spellings(keys: Iterable[EntryKey], labels: Labels) -> tuple[str, ...]:
    """Return the name of each entry, with its other spellings in brackets."""
    spellings = (labels.entry(*key).spellings() for key in keys)
    return tuple(f"{name} ({', '.join(others)})" if others else name for name, *others in spellings)
