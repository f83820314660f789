"""Entry facts: what the registry itself says of an entry, in labelled lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from plugins.archive.entries import Actor, Entry, Name, Region, Source
from plugins.pages.labels import Labels, direction, when_text
from plugins.pages.views import Fact, Link
from plugins.pages.words import RELIABILITY


class NameLine(msgspec.Struct, frozen=True):
    """Another name of an entry: its kind and time in words, and its language."""

    text: str
    note: str
    lang: str
    dir: str


def name_lines(entry: Entry, lang: str) -> tuple[NameLine, ...]:
    """Return the other names of an entry, the former ones first and in the order of time."""
    return tuple(_name_line(name, lang) for name in sorted(entry.names, key=_name_order))


def _name_order(name: Name) -> tuple[bool, date]:
    """Order former names by their end, as the first of them may have no known beginning."""
    return name.kind != "former", name.until.first if name.until else date.max


def _name_line(name: Name, lang: str) -> NameLine:
    kind = "" if name.kind in ("spelling", "native") else name.kind
    since = f"from {when_text(name.since, lang).text}" if name.since else ""
    until = f"to {when_text(name.until, lang).text}" if name.until else ""
    note = ", ".join(part for part in (kind, f"{since} {until}".strip()) if part)
    return NameLine(name.name, note, name.lang, direction(name.lang) if name.lang else "")


def facts(entry: Entry, labels: Labels) -> tuple[Fact, ...]:
    """Return the labelled lines of an entry; a kind without facts of its own has none."""
    lines = list(_facts(entry, labels))
    if entry.kind:
        lines.insert(0, Fact("Kind", (Link(entry.kind.replace("-", " "), ""),)))
    return tuple(line for line in lines if line.items)


def _facts(entry: Entry, labels: Labels) -> Iterator[Fact]:
    if isinstance(entry, Region):
        yield Fact("Code", _words(entry.code and f"ISO 3166 {entry.code}"))
        yield Fact("Coordinates", _words("{:.4f}, {:.4f}".format(*entry.coordinates) if entry.coordinates else ""))
        yield Fact("See also", _addresses(entry.same_as))
    elif isinstance(entry, Actor):
        yield Fact("Part of", _actors((entry.parent,) if entry.parent else (), labels))
        yield Fact("Came from", _actors(entry.predecessors, labels))
        yield Fact("Became", _actors(entry.successors, labels))
        yield Fact("See also", _addresses(entry.same_as))
    elif isinstance(entry, Source):
        yield Fact("Affiliation", _words(entry.affiliation))
        yield Fact("Reliability", _words(RELIABILITY.get(entry.reliability, "")))
        yield Fact("Language", _words(entry.lang))
        yield Fact("Website", _addresses((entry.url,) if entry.url else ()))


def _words(text: str) -> tuple[Link, ...]:
    return (Link(text, ""),) if text else ()


def _addresses(addresses: tuple[str, ...]) -> tuple[Link, ...]:
    return tuple(Link(address.split("//", 1)[1].rstrip("/"), address) for address in addresses)


def _actors(ids: tuple[str, ...], labels: Labels) -> tuple[Link, ...]:
    return tuple(labels.link("actor", actor) for actor in ids)
