"""The registry: the archive's controlled vocabularies, loaded, checked against themselves and looked up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec
import yaml

from plugins.archive.entries import SCHEMAS, Actor, Author, Entry, EntryKind, Name, Region, Series, Source, Tag
from plugins.archive.names import closest, fold
from plugins.archive.problems import Problem
from plugins.archive.reader import Invalid, Reader
from plugins.archive.strict_yaml import compose

FILES: dict[EntryKind, str] = {
    "region": "regions.yaml",
    "actor": "actors.yaml",
    "source": "sources.yaml",
    "tag": "tags.yaml",
    "author": "authors.yaml",
    "series": "series.yaml",
}


class Registry(msgspec.Struct, frozen=True):
    """Every vocabulary by id, in the order of its file."""

    regions: dict[str, Region] = {}
    actors: dict[str, Actor] = {}
    sources: dict[str, Source] = {}
    tags: dict[str, Tag] = {}
    authors: dict[str, Author] = {}
    series: dict[str, Series] = {}

    def entries(self, kind: EntryKind) -> Mapping[str, Entry]:
        """Return the vocabulary of one kind."""
        return _vocabularies(self)[kind]


def _vocabularies(registry: Registry) -> dict[EntryKind, Mapping[str, Entry]]:
    return {
        "region": registry.regions,
        "actor": registry.actors,
        "source": registry.sources,
        "tag": registry.tags,
        "author": registry.authors,
        "series": registry.series,
    }


def lineage(region_id: str) -> tuple[str, ...]:
    """Return the ids of a region's ancestors and itself, the root first.

    >>> lineage("syria/homs/al-rastan")
    ('syria', 'syria/homs', 'syria/homs/al-rastan')
    """
    parts = region_id.split("/")
    return tuple("/".join(parts[: n + 1]) for n in range(len(parts)))


def name_on(entry: Entry, day: date) -> str:
    """Return the name that `entry` bore on `day`: a dated former name that covers it, else its own name."""
    return next((other.name for other in entry.names if _bore(other, day)), entry.name)


def _bore(name: Name, day: date) -> bool:
    """Tell whether a dated name was in use on `day`; on the day of a change the newer name holds."""
    if name.kind != "former" or not (name.since or name.until):
        return False
    return not (name.since and day < name.since.first) and not (name.until and day >= name.until.first)


def matching(entries: Iterable[Entry], name: str) -> list[Entry]:
    """Return the entries one of whose names or whose id is `name`, whatever its case, accents and hyphens."""
    wanted = fold(name)
    return [e for e in entries if wanted in {fold(s) for s in (*e.spellings(), e.id)}]


def suggestion(entries: Mapping[str, Entry], word: str) -> str:
    """Return what to do about an id that is not in `entries`: the id it may have meant, if any."""
    if same := matching(entries.values(), word):
        return f"write its id '{same[0].id}'"
    spelt = {spelling: entry.id for entry in entries.values() for spelling in (entry.id, *entry.spellings())}
    near = closest(word, spelt)
    return f"did you mean '{spelt[near]}'?" if near else "add it to the registry or use an id that is there"


def load_registry(texts: Mapping[EntryKind, tuple[str, str]], problems: list[Problem]) -> Registry:
    """Read the vocabularies from `texts` (kind → path for messages, text), noting every problem."""
    read: dict[EntryKind, dict[str, Any]] = {kind: {} for kind in FILES}
    for kind, (path, text) in texts.items():
        reader = Reader(path, problems=problems)
        read[kind] = dict(_vocabulary(compose(text, path, 0, problems), kind, reader))
    registry = Registry(*(read[kind] for kind in FILES))
    for kind, (path, text) in texts.items():
        _check_links(registry, kind, Reader(path, problems=problems), text)
    return registry


def _vocabulary(root: yaml.Node | None, kind: EntryKind, reader: Reader) -> Iterator[tuple[str, Entry]]:
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        reader.refuse(root, kind, "is not a list of entries", "begin each entry with '- id: …'")
        return
    seen: set[str] = set()
    for node in root.value:
        entry = SCHEMAS[kind].read(node, reader, kind)
        if isinstance(entry, Invalid):
            # A faulty entry keeps its id, so that one slip here does not become a fault in every report.
            entry = SCHEMAS[kind].struct(id=_id(node), name=_id(node))
        if entry.id in seen:
            reader.refuse(node, f"{kind}.id", f"'{entry.id}' stands twice", "merge the two entries")
        seen.add(entry.id)
        yield entry.id, entry


def _check_links(registry: Registry, kind: EntryKind, reader: Reader, text: str) -> None:
    """Note every entry that points to one that is not there; positions are looked up only when needed."""
    wrong = list(_dangling(registry, kind))
    if not wrong:
        return
    root = compose(text, reader.path, 0, [])
    nodes = {_id(node): node for node in (root.value if isinstance(root, yaml.SequenceNode) else [])}
    for entry_id, key, target in wrong:
        remedy = suggestion(registry.entries(kind), target)
        reader.refuse(nodes[entry_id], f"{kind}.{key}", f"'{target}' (of '{entry_id}') is not in the registry", remedy)


def _dangling(registry: Registry, kind: EntryKind) -> Iterator[tuple[str, str, str]]:
    entries = registry.entries(kind)
    for entry in entries.values():
        for key, target in _links(entry):
            if target not in entries or target == entry.id:
                yield entry.id, key, target


def _links(entry: Entry) -> Iterator[tuple[str, str]]:
    """List the ids that an entry points to, each with its key."""
    if isinstance(entry, Region) and entry.parent:
        yield "id", entry.parent
    if isinstance(entry, Actor):
        for key, targets in (("predecessors", entry.predecessors), ("successors", entry.successors)):
            yield from ((key, target) for target in targets)
        if entry.parent:
            yield "parent", entry.parent


def _id(node: yaml.Node) -> str:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((str(value.value) for key, value in pairs if key.value == "id"), "")
