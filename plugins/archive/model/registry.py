"""The registry: the archive's controlled vocabularies, loaded, checked against themselves and looked up."""

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
from plugins.archive.model.entries import SCHEMAS, Actor, Author, Entry, Name, Region, Series, Source, Tag
from plugins.archive.model.name_conflicts import NameConflicts
from plugins.archive.problems import Problem
from plugins.archive.schema.positions import NodePath, field_name, find_node
from plugins.archive.schema.reader import Invalid, Reader, TooManyProblemsError
from plugins.archive.schema.strict_yaml import compose
from plugins.archive.text.spelling import closest_match, normalize

REGISTRY_FILES: dict[EntryKind, str] = {
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


@lru_cache(maxsize=65536)
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


def find_by_name(entries: Iterable[Entry], name: str) -> list[Entry]:
    """Return the entries one of whose names or whose id is `name`, whatever its case, accents and hyphens."""
    wanted = normalize(name)
    return [e for e in entries if wanted in {normalize(s) for s in (*e.spellings(), e.id)}]


def unknown_id(entries: Mapping[str, Entry], word: str) -> tuple[str, str]:
    """Return what is wrong with `word`, which is no id of `entries`, and what to do: name the id it may have meant."""
    spelt = [(spelling, entry.id) for entry in entries.values() for spelling in (entry.id, *entry.spellings())]
    wanted = normalize(word)
    same = list(dict.fromkeys(entry_id for spelling, entry_id in spelt if normalize(spelling) == wanted))
    if len(same) == 1:
        return f"'{word}' is a name of '{same[0]}'", f"write {same[0]}"
    if same:
        return f"'{word}' is a name of each of {', '.join(same)}", "write the one that is meant"
    return f"'{word}' is not in the registry", _suggestion(dict(spelt), word)


def _suggestion(spelt: Mapping[str, str], word: str) -> str:
    near = closest_match(word, spelt)
    if near is None:
        return "add it to the registry or use an id that is there"
    return f"did you mean '{spelt[near]}'?" if near == spelt[near] else f"did you mean '{spelt[near]}' ({near})?"


def load_registry(texts: Mapping[EntryKind, tuple[str, str]], problems: list[Problem]) -> Registry:
    """Read the vocabularies from `texts` (kind → path for messages, text), noting every problem."""
    read: dict[EntryKind, dict[str, Any]] = {kind: {} for kind in REGISTRY_FILES}
    for kind, (path, text) in texts.items():
        root = compose(text, path, 0, problems, limits.REGISTRY_NODES)
        with contextlib.suppress(TooManyProblemsError):
            read[kind] = dict(_vocabulary(root, kind, Reader(path, problems=problems)))
    registry = Registry(*(read[kind] for kind in REGISTRY_FILES))
    for kind, (path, text) in texts.items():
        with contextlib.suppress(TooManyProblemsError):
            _check_links(registry, kind, Reader(path, problems=problems), text)
    return registry


def _vocabulary(root: yaml.Node | None, kind: EntryKind, reader: Reader) -> Iterator[tuple[str, Entry]]:
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        reader.error(root, kind, "is not a list of entries", "begin each entry with '- id: …'")
        return
    seen: set[str] = set()
    namesakes = NameConflicts(kind)
    for node in root.value:
        entry = SCHEMAS[kind].read(node, reader, kind)
        if isinstance(entry, Invalid):
            # A faulty entry keeps its id and kind, so that one slip here does not become a fault in every report.
            entry = SCHEMAS[kind].struct(id=_word(node, "id"), name=_word(node, "id"), kind=_word(node, "kind"))
        _check_names(entry, node, kind, reader)
        for steps, what in namesakes.add(entry):
            reader.error(
                find_node(node, steps) or node,
                f"{kind}.{field_name(steps)}",
                what,
                "give it another name, or use that entry",
            )
        if entry.id in seen:
            reader.error(node, f"{kind}.id", f"'{entry.id}' stands twice", "merge the two entries")
        if entry.id:
            seen.add(entry.id)
            yield entry.id, entry


def _check_names(entry: Entry, node: yaml.Node, kind: EntryKind, reader: Reader) -> None:
    """Note the names in a script of their own that do not say of which language they are."""
    for place, name in enumerate(entry.names):
        if name.kind == "native" and not name.lang:
            at = find_node(node, ("names", place)) or node
            reader.error(at, f"{kind}.names[{place + 1}].lang", "is missing for a native name", "add 'lang: …'")


def _check_links(registry: Registry, kind: EntryKind, reader: Reader, text: str) -> None:
    """Note every entry that points to one that is not there; positions are looked up only when needed."""
    wrong = _wrong_links(registry, kind)
    first = next(wrong, None)
    if first is None:
        return
    root = compose(text, reader.path, 0, [], limits.REGISTRY_NODES)
    nodes = {_word(node, "id"): node for node in (root.value if isinstance(root, yaml.SequenceNode) else [])}
    for entry_id, steps, what, remedy in itertools.chain([first], wrong):
        node = nodes[entry_id]
        reader.error(find_node(node, steps) or node, f"{kind}.{field_name(steps)}", what, remedy)


def _wrong_links(registry: Registry, kind: EntryKind) -> Iterator[tuple[str, NodePath, str, str]]:
    """List every link that leads nowhere or in a circle: the entry's id, the steps to it, what is wrong, what to do."""
    entries = registry.entries(kind)
    circling = _circling(entries)
    for entry in entries.values():
        for steps, target in _links(entry):
            if target not in entries:
                others = {other: entries[other] for other in entries if other != entry.id}
                what, remedy = unknown_id(others, target)
                yield entry.id, steps, f"the region around it: {what}" if steps == ("id",) else what, remedy
            elif target == entry.id or (steps == ("parent",) and entry.id in circling):
                yield entry.id, steps, f"'{entry.id}' is linked to itself by '{target}'", "take the link away"


def _circling(entries: Mapping[str, Entry]) -> set[str]:
    """Return the ids of the actors that are their own ancestors; each entry is visited once."""
    circling: set[str] = set()
    seen: set[str] = set()
    for start in entries:
        way: list[str] = []
        here = start
        while here in entries and here not in seen:
            seen.add(here)
            way.append(here)
            here = getattr(entries[here], "parent", "")
        circling.update(way[way.index(here) :] if here in way else ())
    return circling


def _links(entry: Entry) -> Iterator[tuple[NodePath, str]]:
    """List the ids that an entry points to, each with the steps to it."""
    if isinstance(entry, Region) and entry.parent:
        yield ("id",), entry.parent
    if isinstance(entry, Actor):
        for key, targets in (("predecessors", entry.predecessors), ("successors", entry.successors)):
            yield from (((key, place), target) for place, target in enumerate(targets))
        if entry.parent:
            yield ("parent",), entry.parent


def _word(node: yaml.Node, key: str) -> str:
    """Return what stands under `key` of a node that may be faulty, empty if it is no plain word."""
    child = find_node(node, (key,)) if isinstance(node, yaml.MappingNode) else None
    return str(child.value).strip() if isinstance(child, yaml.ScalarNode) else ""
