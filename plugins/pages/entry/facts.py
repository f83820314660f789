"""Entry facts: what the registry itself says of an entry, in labelled lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import Actor, Entry, Region, Source
from plugins.archive.model.hierarchy import Relatives
from plugins.pages.entry.names import language_name
from plugins.pages.labels import Labels
from plugins.pages.phrases import RELIABILITY
from plugins.pages.view_models import Fact, Link


def entry_facts(entry: Entry, kin: Relatives, labels: Labels) -> tuple[Fact, ...]:
    """Return the labelled lines of an entry; a kind without facts of its own has none."""
    lines = [Fact("Kind", _words(entry.kind.replace("-", " "))), *_facts(entry, kin, labels)]
    return tuple(line for line in lines if line.items)


def _facts(entry: Entry, kin: Relatives, labels: Labels) -> Iterator[Fact]:
    if isinstance(entry, Region):
        yield Fact("Lies in", _links("region", kin.ancestors, labels))
        yield Fact("Code", _words(entry.code and f"ISO 3166 {entry.code}"))
        yield Fact("Coordinates", _words("{:.4f}, {:.4f}".format(*entry.coordinates) if entry.coordinates else ""))
        yield Fact("See also", _addresses(entry.same_as))
    elif isinstance(entry, Actor):
        yield Fact("Part of", _links("actor", kin.ancestors, labels))
        yield Fact("Came from", _links("actor", kin.predecessors, labels))
        yield Fact("Became", _links("actor", kin.successors, labels))
        yield Fact("See also", _addresses(entry.same_as))
    elif isinstance(entry, Source):
        yield Fact("Affiliation", _words(entry.affiliation))
        yield Fact("Reliability", _words(_reliability(entry.reliability)))
        yield Fact("Language", _words(language_name(entry.lang, labels.lang) if entry.lang else ""))
        yield Fact("Website", _addresses((entry.url,) if entry.url else ()))


def _reliability(grade: str) -> str:
    return f"{RELIABILITY[grade]} ({grade} of A–F)" if grade else ""


def _words(text: str) -> tuple[Link, ...]:
    return (Link(text, ""),) if text else ()


def _addresses(addresses: tuple[str, ...]) -> tuple[Link, ...]:
    return tuple(Link(address.split("//", 1)[1].rstrip("/"), address) for address in addresses)


def _links(kind: EntryKind, ids: Iterable[str], labels: Labels) -> tuple[Link, ...]:
    return tuple(labels.link(kind, one) for one in ids)
