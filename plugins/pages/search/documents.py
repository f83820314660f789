"""Search documents: the HTML that Pagefind indexes for each report and each event; never published.

`<meta>` elements hold what a result shows, and the body holds the text. The headings of events have the ids of their
report's page, so that results can link to them. Facets and dates are in the search table.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from functools import partial
from html import escape

from plugins.archive import urls as paths
from plugins.archive.model.catalogue import DatedEvent, EntryKey, event_entry_keys, event_order, report_entry_keys
from plugins.archive.model.registry import lineage
from plugins.archive.model.report import Report
from plugins.pages.context import PageContext
from plugins.pages.labels import Labels
from plugins.pages.outputs import Plan, SearchDocument, SearchRow
from plugins.pages.report.event_days import ordered_events
from plugins.pages.search.facets import event_facets, report_facets

REPORTS, EVENTS = "reports", "events"
MAX_ARTICLE_LENGTH = 2
"""Letters of an article, such as al or ez, that readers may join to the next word with a hyphen."""


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
    regions = (labels.entry("region", region).name for region in report.regions)
    actors = (labels.actor(actor, report.date).text for actor in report.actors)
    head = [
        *_metas(path=paths.report(report.stem), date=report.date.isoformat(), shown=labels.day(report.date).text),
        *_metas(summary=report.summary),
        *_metas(region=", ".join(regions), actors=", ".join(actors), names=_names(report_entry_keys(report), labels)),
    ]
    body = [_element("h1", report.title), _element("p", report.summary), context.archive.html(report)]
    for dated in ordered_events(report):
        anchor = paths.event_anchor(dated.event.id)
        body += [_element("h3", dated.event.summary, anchor), _element("p", _details(dated, labels))]
    order = f"{report.date.isoformat()} {report.stem}"
    row = SearchRow(order, path, report_facets(report), report.date, report.date)
    return SearchDocument(REPORTS, row, _document(labels.lang, head, body))


def event_document(dated: DatedEvent, path: str, labels: Labels) -> SearchDocument:
    """Return the document of an event at `path`. A search by dates finds it if the range overlaps its date."""
    event, report = dated.event, dated.report
    when = labels.when(event.date)
    region = (link.text for link in labels.region_path(event.region))
    actors = (labels.actor(actor, event.date.first).text for actor in event.actors)
    head = [
        *_metas(path=paths.event(report.stem, event.id), date=when.iso, shown=when.text),
        *_metas(type=labels.entry("tag", event.type).name, place=", ".join(filter(None, (event.place, *region)))),
        *_metas(actors=", ".join(actors), names=_names(event_entry_keys(report, event), labels)),
    ]
    body = [_element("h1", event.summary), _element("p", _details(dated, labels))]
    row = SearchRow(_event_order(dated), path, event_facets(report, event), event.date.first, event.date.last)
    return SearchDocument(EVENTS, row, _document(labels.lang, head, body))


def _event_order(dated: DatedEvent) -> str:
    """Return a unique text that sorts like the order of events."""
    first, precision, stem, index = event_order(dated)
    return f"{first.isoformat()} {precision} {stem} {index:06}"


def _metas(**values: str) -> Iterator[str]:
    """List the `<meta>` elements of the values that are not empty."""
    escaped = ((name, escape(value)) for name, value in values.items() if value)
    return (f'<meta data-pagefind-meta="{name}[content]" content="{value}">' for name, value in escaped)


def _element(tag: str, text: str, anchor: str = "") -> str:
    return f'<{tag} id="{escape(anchor)}">{escape(text)}</{tag}>' if anchor else f"<{tag}>{escape(text)}</{tag}>"


def _document(lang: str, head: list[str], body: list[str]) -> bytes:
    start = f'<!doctype html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">'
    parts = (start, *head, "</head>\n<body data-pagefind-body>", *body, "</body>\n</html>\n")
    return "\n".join(parts).encode()


def _names(keys: Iterable[EntryKey], labels: Labels) -> str:
    """Return all names and spellings of the entries, also of the series."""
    names: dict[str, None] = {}
    for kind, entry_id in sorted(keys):
        for name in labels.entry(kind, entry_id).spellings():
            names |= dict.fromkeys((name, *hyphenated(name)))
    return "; ".join(names)


def hyphenated(name: str) -> Iterator[str]:
    """List the hyphenated spellings of articles in `name`. The index takes a hyphenated pair for one word.

    >>> list(hyphenated("Deir ez Zor"))
    ['ez-Zor']
    """
    pairs = itertools.pairwise(name.split())
    return (f"{word}-{following}" for word, following in pairs if len(word) <= MAX_ARTICLE_LENGTH)


def _details(dated: DatedEvent, labels: Labels) -> str:
    """Return everything about an event except its summary, each name with its other spellings."""
    event, report = dated.event, dated.report
    regions = lineage(event.region)
    # The country is left out: its many names would outweigh the words that distinguish the events of a report.
    entries: list[EntryKey] = [
        ("tag", event.type),
        *(("region", region) for region in reversed(regions[1:] or regions)),
    ]
    entries += [("actor", actor) for actor in event.actors] + [("tag", tag) for tag in event.tags]
    entries += [("source", source) for source in report.event_sources(event)]
    names = (_spellings(key, labels) for key in dict.fromkeys(entries))
    identifiers = (f"{scheme} {value}" for scheme, value in event.identifiers)
    return " · ".join(filter(None, (labels.when(event.date).text, event.place, *names, *identifiers)))


def _spellings(key: EntryKey, labels: Labels) -> str:
    name, *others = labels.entry(*key).spellings()
    return f"{name} ({', '.join(others)})" if others else name
