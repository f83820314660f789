"""The registry: the archive's controlled vocabularies, read, checked and looked up."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec
import yaml

from plugins.archive import limits
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import (
    SCHEMAS,
    Actor,
    Author,
    Entry,
    Name,
    Region,
    Series,
    Source,
    Tag,
)
from plugins.archive.model.entry_ids import find_entry_ids, id_fields
from plugins.archive.model.name_conflicts import NameConflicts
from plugins.archive.problems import Problem
from plugins.archive.schema.positions import NodePath, field_name, find_node, text_at
from plugins.archive.schema.reader import Invalid, Reader, TooManyProblemsError
from plugins.archive.schema.strict_yaml import compose
from plugins.archive.text.name_keys import identity_key
from plugins.archive.text.spelling import closest_match

VOCABULARIES: dict[EntryKind, str] = {
    "region": "regions",
    "actor": "actors",
    "source": "sources",
    "tag": "tags",
    "author": "authors",
    "series": "series",
}
"""The attribute of `Registry` for each kind of entry."""
REGISTRY_FILES = {kind: f"{name}.yaml" for kind, name in VOCABULARIES.items()}
LINKS = {kind: id_fields(schema) for kind, schema in SCHEMAS.items()}
"""The keys by which entries of each kind link to others of that kind."""


class Registry(msgspec.Struct, frozen=True):
    """The vocabularies: entries by id, in the order of their file."""

    regions: dict[str, Region] = {}
    actors: dict[str, Actor] = {}
    sources: dict[str, Source] = {}
    tags: dict[str, Tag] = {}
    authors: dict[str, Author] = {}
    series: dict[str, Series] = {}

    def entries(self, kind: EntryKind) -> Mapping[str, Entry]:
        """Return the vocabulary of one kind."""
        vocabulary: Mapping[str, Entry] = getattr(self, VOCABULARIES[kind])
        return vocabulary


@lru_cache(maxsize=65536)
def lineage(region_id: str) -> tuple[str, ...]:
    """Return the ids of a region's ancestors and of the region itself, the root first.

    >>> lineage("syria/homs/al-rastan")
    ('syria', 'syria/homs', 'syria/homs/al-rastan')
    """
    parts = region_id.split("/")
    return tuple("/".join(parts[: n + 1]) for n in range(len(parts)))


def name_on(entry: Entry, day: date) -> str:
    """Return the name that `entry` had on `day`: a former name with dates that include it, else the main name."""
    former = (other for other in entry.names if other.kind == "former")
    return next((other.name for other in former if was_used_on(other, day)), entry.name)


def was_used_on(name: Name, day: date) -> bool:
    """Return whether a name with dates was in use on `day`. On the day of a change, the newer name is in use."""
    if not (name.since or name.until):
        return False
    return not (name.since and day < name.since.first) and not (name.until and day >= name.until.first)


def find_by_name(entries: Iterable[Entry], name: str) -> list[Entry]:
    """Return the entries that certainly have `name` as a name (see `identity_key`), or as an id in any case."""
    wanted, entry_id = identity_key(name), name.strip().lower()
    return [e for e in entries if entry_id in (e.id, *e.formerly) or wanted in map(identity_key, e.spellings())]


def unknown_id(entries: Mapping[str, Entry], word: str) -> tuple[str, str]:
    """Return what is wrong with `word`, an unknown id, and what to do, with a suggestion if there is one."""
    same = [entry.id for entry in find_by_name(entries.values(), word)]
    if len(same) == 1:
        if word in entries[same[0]].formerly:
            return f"'{word}' is a former id of '{same[0]}'", f"write {same[0]}"
        return f"'{word}' is a name of '{same[0]}'", f"write {same[0]}"
    if same:
        return f"'{word}' is a name of several entries: {', '.join(same)}", "write the id of one of them"
    spellings = {spelling: entry.id for entry in entries.values() for spelling in (entry.id, *entry.spellings())}
    return f"'{word}' is not in the registry", _suggestion(spellings, word)


def _suggestion(ids: Mapping[str, str], word: str) -> str:
    near = closest_match(word, ids)
    if near is None:
        return "add it to the registry, or use an existing id"
    return f"did you mean '{ids[near]}'?" if near == ids[near] else f"did you mean '{ids[near]}' ({near})?"


def load_registry(texts: Mapping[EntryKind, tuple[str, str]], problems: list[Problem]) -> Registry:
    """Read the vocabularies from `texts` (kind → path for messages, text), and add their problems."""
    vocabularies: dict[EntryKind, dict[str, Any]] = {kind: {} for kind in REGISTRY_FILES}
    for kind, (path, text) in texts.items():
        root = compose(text, path, 0, problems, limits.REGISTRY_NODES)
        with contextlib.suppress(TooManyProblemsError):
            vocabularies[kind] = dict(_read_vocabulary(root, kind, Reader(path, problems=problems, text=text)))
    registry = Registry(*(vocabularies[kind] for kind in REGISTRY_FILES))
    for kind, (path, text) in texts.items():
        with contextlib.suppress(TooManyProblemsError):
            _check_links(registry, kind, Reader(path, problems=problems), text)
    return registry


def _read_vocabulary(root: yaml.Node | None, kind: EntryKind, reader: Reader) -> Iterator[tuple[str, Entry]]:
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        reader.error(root, kind, "is not a list of entries", "begin each entry with '- id: …'")
        return
    owners: dict[str, str] = {}
    conflicts = NameConflicts(kind)
    for node in root.value:
        entry = SCHEMAS[kind].read(node, reader, kind)
        if isinstance(entry, Invalid):
            # Keep the id and kind of an entry with errors, so that its references are not reported as well.
            entry = SCHEMAS[kind].struct(id=text_at(node, "id"), name=text_at(node, "id"), kind=text_at(node, "kind"))
        _check_names(entry, node, kind, conflicts, reader)
        if entry.id:
            _check_ids(entry, node, kind, owners, reader)
            yield entry.id, entry


def _check_ids(entry: Entry, node: yaml.Node, kind: EntryKind, owners: dict[str, str], reader: Reader) -> None:
    """Check that no id is used twice, as an id or a former id, and add those of `entry` to `owners`."""
    if entry.id in owners:
        what = "is listed twice" if owners[entry.id] == entry.id else f"is also a former id of '{owners[entry.id]}'"
        reader.error(node, f"{kind}.id", f"'{entry.id}' {what}", "merge the two entries")
    owners.setdefault(entry.id, entry.id)
    for index, former in enumerate(entry.formerly):
        if former in owners:
            what = f"'{former}' is already an id of '{owners[former]}'"
            at = find_node(node, ("formerly", index)) or node
            reader.error(at, f"{kind}.formerly[{index + 1}]", what, "remove it from one of the two")
        owners.setdefault(former, entry.id)


def _check_names(entry: Entry, node: yaml.Node, kind: EntryKind, conflicts: NameConflicts, reader: Reader) -> None:
    """Check that native names have a language, and that no name conflicts with another entry's."""
    for index, name in enumerate(entry.names):
        if name.kind == "native" and not name.lang:
            at = find_node(node, ("names", index)) or node
            reader.error(at, f"{kind}.names[{index + 1}].lang", "is missing for a native name", "add 'lang: …'")
    for path, what in conflicts.add(entry):
        field = f"{kind}.{field_name(path)}"
        reader.error(find_node(node, path) or node, field, what, "give it another name, or use that entry")


def _check_links(registry: Registry, kind: EntryKind, reader: Reader, text: str) -> None:
    """Check the links between entries. The YAML is parsed again only if there are errors, for their positions."""
    wrong = _wrong_links(registry, kind)
    first = next(wrong, None)
    if first is None:
        return
    nodes = entry_nodes(reader.path, text)
    for entry_id, path, what, remedy in itertools.chain([first], wrong):
        node = nodes[entry_id]
        reader.error(find_node(node, path) or node, f"{kind}.{field_name(path)}", what, remedy)


def entry_nodes(path: str, text: str) -> dict[str, yaml.Node]:
    """Return the YAML nodes of a vocabulary's entries by id, for the positions of problems found later."""
    root = compose(text, path, 0, [], limits.REGISTRY_NODES)
    return {text_at(node, "id"): node for node in (root.value if isinstance(root, yaml.SequenceNode) else ())}


def _wrong_links(registry: Registry, kind: EntryKind) -> Iterator[tuple[str, NodePath, str, str]]:
    """List broken and circular links: the entry's id, the path to the link, what is wrong, what to do."""
    entries = registry.entries(kind)
    for entry_id in _too_deep(entries):
        what = f"'{entry_id}' has more than {limits.ANCESTORS} ancestors"
        yield entry_id, ("id",) if kind == "region" else ("parent",), what, "give it a parent further up"
    cyclic = _cycles(entries)
    for entry in entries.values():
        for path, target in _links(entry, kind):
            if target not in entries:
                others = {other: entries[other] for other in entries if other != entry.id}
                what, remedy = unknown_id(others, target)
                yield entry.id, path, f"its parent region: {what}" if path == ("id",) else what, remedy
            elif target == entry.id or (path == ("parent",) and entry.id in cyclic):
                yield entry.id, path, f"'{entry.id}' is linked to itself through '{target}'", "remove the link"


def _too_deep(entries: Mapping[str, Entry]) -> Iterator[str]:
    """List the ids of the first entries of each chain that have too many ancestors. Circular chains never end."""
    for entry in entries.values():
        parent, ancestors = getattr(entry, "parent", ""), 0
        while parent and parent in entries and ancestors <= limits.ANCESTORS + 1:
            parent, ancestors = getattr(entries[parent], "parent", ""), ancestors + 1
        if ancestors == limits.ANCESTORS + 1:
            yield entry.id


def _cycles(entries: Mapping[str, Entry]) -> set[str]:
    """Return the ids of the actors that are their own ancestors. Visits each entry once."""
    cyclic: set[str] = set()
    seen: set[str] = set()
    for start in entries:
        chain: list[str] = []
        entry_id = start
        while entry_id in entries and entry_id not in seen:
            seen.add(entry_id)
            chain.append(entry_id)
            entry_id = getattr(entries[entry_id], "parent", "")
        cyclic.update(chain[chain.index(entry_id) :] if entry_id in chain else ())
    return cyclic


def _links(entry: Entry, kind: EntryKind) -> Iterator[tuple[NodePath, str]]:
    """List the ids that an entry links to, with the path to each. A region's id contains its parent."""
    if isinstance(entry, Region) and entry.parent:
        yield ("id",), entry.parent
    yield from ((path, target) for path, _, target in find_entry_ids(entry, LINKS[kind]))
