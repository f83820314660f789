"""The facts about a registry entry that the registry itself records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import Actor, Entry, Region, Source
from plugins.archive.model.hierarchy import Relatives
from plugins.pages.entry.names import language_name
from plugins.pages.labels import Labels
from plugins.pages.phrases import RELIABILITY
from plugins.pages.view_models import Fact, Link


def entry_facts(entry: Entry, relatives: Relatives, labels: Labels) -> tuple[Fact, ...]:
    """Return the facts about an entry; facts without a value are left out."""
    lines = [Fact("Kind", _text(entry.kind.replace("-", " "))), *_facts(entry, relatives, labels)]
    return tuple(line for line in lines if line.items)


def _facts(entry: Entry, relatives: Relatives, labels: Labels) -> Iterator[Fact]:
    if isinstance(entry, Region):
        yield Fact("Lies in", _links("region", relatives.ancestors, labels))
        yield Fact("Code", _text(entry.code and f"ISO 3166 {entry.code}"))
        yield Fact("Coordinates", _text("{:.4f}, {:.4f}".format(*entry.coordinates) if entry.coordinates else ""))
        yield Fact("See also", _url_links(entry.same_as))
    elif isinstance(entry, Actor):
        yield Fact("Part of", _links("actor", relatives.ancestors, labels))
        yield Fact("Came from", _links("actor", relatives.predecessors, labels))
        yield Fact("Became", _links("actor", relatives.successors, labels))
        yield Fact("See also", _url_links(entry.same_as))
    elif isinstance(entry, Source):
        yield Fact("Affiliation", _text(entry.affiliation))
        yield Fact("Reliability", _text(_reliability(entry.reliability)))
        yield Fact("Language", _text(language_name(entry.lang, labels.lang) if entry.lang else ""))
        yield Fact("Website", _url_links((entry.url,) if entry.url else ()))


def _reliability(grade: str) -> str:
    return f"{RELIABILITY[grade]} ({grade} of A–F)" if grade else ""


def _text(text: str) -> tuple[Link, ...]:
    return (Link(text, ""),) if text else ()


def _url_links(urls: tuple[str, ...]) -> tuple[Link, ...]:
    return tuple(Link(url.split("//", 1)[1].rstrip("/"), url) for url in urls)


def _links(kind: EntryKind, ids: Iterable[str], labels: Labels) -> tuple[Link, ...]:
    return tuple(labels.link(kind, each) for each in ids)
