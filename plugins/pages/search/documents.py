"""Search documents: what the index reads of each report and each event; never published.

What a hit shows stands in `<meta>` elements, escaped as any attribute is; the words stand in the body. An event is a
heading with the id that it has on its report's page, so that a hit can lead there. What a document can be chosen by
stands in its row of the search table.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from functools import partial
from html import escape

from plugins.archive import urls as paths
from plugins.archive.digest import digest
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.catalogue import DatedEvent, event_entry_keys, event_order, report_entry_keys
from plugins.archive.model.registry import lineage
from plugins.archive.model.report import Report
from plugins.pages.context import PageContext
from plugins.pages.labels import Labels
from plugins.pages.outputs import Plan, SearchDocument, SearchKeys, SearchRow
from plugins.pages.report.event_days import ordered_events

REPORTS, EVENTS = "reports", "events"
FACETS: tuple[EntryKind, ...] = ("region", "actor", "tag", "source")
"""The kinds of entry by which both reports and events are chosen; events are by `type` too."""
MAX_ARTICLE_LENGTH = 2
"""A word of up to so many letters before another (an article, such as al or ez) may be tied to it by a hyphen."""


def search_documents(context: PageContext) -> Iterator[Plan]:
    """List the documents of every published report, then those of every event, in the order of time."""
    for report in context.archive.catalogue.reports:
        path = paths.search_document(paths.report(report.stem))
        make = partial(report_document, report, context)
        yield Plan(path, context.fingerprints.report(report).page, make, bundle=REPORTS)
    for dated in context.archive.catalogue.events:
        path = paths.search_document(paths.event_search_path(dated.report.stem, dated.event.id))
        inputs = digest(context.fingerprints.report(dated.report).page)
        yield Plan(path, inputs, partial(event_document, dated, context.labels), bundle=EVENTS)


def report_document(report: Report, context: PageContext) -> SearchDocument:
    """Return what is searched of a report; it is found by its own date, not by those of its events."""
    keys = report_entry_keys(report)
    labels = context.labels
    regions = (labels.entry("region", region).name for region in report.regions)
    actors = (labels.actor(actor, report.date).text for actor in report.actors)
    head = [
        *_metas(
            path=paths.report(report.stem),
            date=report.date.isoformat(),
            shown=labels.day(report.date).text,
            summary=report.summary,
        ),
        *_metas(region=", ".join(regions), actors=", ".join(actors), names=_names(keys, labels)),
    ]
    body = [_element("h1", report.title), _element("p", report.summary), context.archive.html(report)]
    for dated in ordered_events(report):
        anchor = paths.event_anchor(dated.event.id)
        body += [_element("h3", dated.event.summary, anchor), _element("p", _details(dated, labels))]
    order = f"{report.date.isoformat()} {report.stem}"
    row = SearchRow(order, paths.search_document(paths.report(report.stem)), facet_keys(keys), report.date, report.date)
    return SearchDocument(REPORTS, row, _document(labels.lang, head, body))


def event_document(dated: DatedEvent, labels: Labels) -> SearchDocument:
    """Return what is searched of one event; a range of dates finds it that has a day in common with its own."""
    event, report = dated.event, dated.report
    keys = event_entry_keys(report, event)
    region = (link.text for link in labels.region_path(event.region))
    actors = (labels.actor(actor, event.date.first).text for actor in event.actors)
    head = [
        *_metas(
            path=paths.event(report.stem, event.id),
            date=labels.when(event.date).iso,
            shown=labels.when(event.date).text,
        ),
        *_metas(type=labels.entry("tag", event.type).name, place=", ".join(filter(None, (event.place, *region)))),
        *_metas(actors=", ".join(actors), names=_names(keys, labels)),
    ]
    body = [_element("h1", event.summary), _element("p", _details(dated, labels))]
    path = paths.search_document(paths.event_search_path(report.stem, event.id))
    # The tag that is its type is told once.
    chosen = facet_keys(keys - {("tag", event.type)}, ("type", event.type))
    row = SearchRow(_event_order(dated), path, chosen, event.date.first, event.date.last)
    return SearchDocument(EVENTS, row, _document(labels.lang, head, body))


def _event_order(dated: DatedEvent) -> str:
    """Return a key that sorts as text in the order of events; no two are equal, for equal keys have no order."""
    first, precision, stem, place = event_order(dated)
    return f"{first.isoformat()} {precision} {stem} {place:06}"


def facet_keys(keys: Iterable[tuple[str, str]], *more: tuple[str, str]) -> SearchKeys:
    """Return those of the entries under which something stands by which the search page lets choose, and `more`."""
    return tuple(sorted([(kind, entry_id) for kind, entry_id in keys if kind in FACETS] + [*more]))


def _metas(**values: str) -> Iterator[str]:
    found = ((name, escape(value)) for name, value in values.items() if value)
    return (f'<meta data-pagefind-meta="{name}[content]" content="{value}">' for name, value in found)


def _element(tag: str, text: str, anchor: str = "") -> str:
    return f'<{tag} id="{escape(anchor)}">{escape(text)}</{tag}>' if anchor else f"<{tag}>{escape(text)}</{tag}>"


def _document(lang: str, head: list[str], body: list[str]) -> bytes:
    start = f'<!doctype html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">'
    parts = (start, *head, "</head>\n<body data-pagefind-body>", *body, "</body>\n</html>\n")
    return "\n".join(parts).encode()


def _names(keys: Iterable[tuple[str, str]], labels: Labels) -> str:
    """Return every name and spelling of the entries at `keys`; the series is named too."""
    found: dict[str, None] = {}
    for kind, entry_id in sorted(keys):
        for name in labels.entry(kind, entry_id).spellings():  # type: ignore[arg-type]  # keys hold the kinds of entries
            found |= dict.fromkeys((name, *hyphenated(name)))
    return "; ".join(found)


def hyphenated(name: str) -> Iterator[str]:
    """List the words of `name` that a reader may tie with a hyphen, tied: the index takes such a pair for one word.

    >>> list(tied("Deir ez Zor"))
    ['ez-Zor']
    """
    words = name.split()
    return (f"{word}-{after}" for word, after in itertools.pairwise(words) if len(word) <= MAX_ARTICLE_LENGTH)


def _details(dated: DatedEvent, labels: Labels) -> str:
    """Return what is known of an event beside its summary, each name with its other spellings."""
    event, report = dated.event, dated.report
    places = lineage(event.region)
    # A country's many names, told anew for each event of a report, would drown what tells its events apart.
    near = reversed(places[1:] or places)
    entries: list[tuple[EntryKind, str]] = [("tag", event.type), *(("region", region) for region in near)]
    entries += [("actor", actor) for actor in event.actors] + [("tag", tag) for tag in event.tags]
    entries += [("source", source) for source in report.event_sources(event)]
    names = (_spelt(kind, entry_id, labels) for kind, entry_id in dict.fromkeys(entries))
    identifiers = (f"{scheme} {value}" for scheme, value in event.identifiers)
    return " · ".join(filter(None, (labels.when(event.date).text, event.place, *names, *identifiers)))


def _spelt(kind: EntryKind, entry_id: str, labels: Labels) -> str:
    name, *others = labels.entry(kind, entry_id).spellings()
    return f"{name} ({', '.join(others)})" if others else name
