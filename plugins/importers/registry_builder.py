"""Registry builder: a registry that new entries are added to during an import, and the text of the files afterwards."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec
import yaml

from plugins.archive import limits
from plugins.archive.editing.entry_writer import entry_lines
from plugins.archive.editing.yaml_edits import Edit, apply_edits, open_yaml
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files.folder import registry_path
from plugins.archive.model.entries import Actor, Entry, Name, Region
from plugins.archive.model.registry import REGISTRY_FILES, Registry
from plugins.archive.problems import Problem
from plugins.archive.schema.positions import text_at
from plugins.archive.schema.strict_yaml import compose
from plugins.archive.text.name_keys import identity_key
from plugins.archive.text.slugs import slugify

RESERVED = frozenset({"page", "events", "reports"})
"""Words used in addresses, which no part of a region's id may be."""
ACTOR_SCHEME = "ucdp-actor"
"""The scheme of UCDP's ids of actors in `identifiers`. An actor may have several, separated by commas."""
AnyEntry = TypeVar("AnyEntry", bound=Entry)


class RegistryBuilder:
    """Finds entries by any of their names or by UCDP's ids, and accepts new ones.

    `added` has the new entries of each kind, `identified` the actors that had no id of UCDP and have one now.
    `ambiguous` has the names that were looked up and belong to several entries. If there are any, write nothing.
    """

    def __init__(self, registry: Registry) -> None:
        self.entries: dict[EntryKind, dict[str, Entry]] = {
            kind: dict(registry.entries(kind)) for kind in REGISTRY_FILES
        }
        self.added: dict[EntryKind, list[Entry]] = {kind: [] for kind in REGISTRY_FILES}
        self._former_ids = {
            kind: {former for entry in entries.values() for former in entry.formerly}
            for kind, entries in self.entries.items()
        }
        self.ambiguous: dict[tuple[EntryKind, str], tuple[str, ...]] = {}
        self.identified: dict[str, str] = {}
        self._actor_ids: dict[str, str] = {}
        self._by_name: dict[EntryKind, dict[str, list[Entry]]] = {kind: defaultdict(list) for kind in REGISTRY_FILES}
        for kind, entries in self.entries.items():
            for entry in entries.values():
                self._index(kind, entry)

    def named(self, kind: EntryKind, name: str) -> list[Entry]:
        """Return the entries that certainly have `name` as a name (see `identity_key`); main names come first."""
        found = self._by_name[kind].get(identity_key(name), ())
        return sorted(found, key=lambda entry: not same_name(entry.name, name))

    def only(self, kind: EntryKind, name: str, found: Sequence[AnyEntry]) -> AnyEntry | None:
        """Return the entry in `found`, the entries called `name`. If there are several, the name is `ambiguous`."""
        if len(found) > 1:
            self.ambiguous[kind, name] = tuple(entry.id for entry in found)
        return found[0] if found else None

    def problems(self) -> Iterator[Problem]:
        """List the problem of each ambiguous name."""
        for (kind, name), ids in self.ambiguous.items():
            what = f"'{name}' is a name of several entries: {', '.join(ids)}"
            yield Problem(registry_path(kind), 1, 1, f"{kind}.names", what, "keep the name in one of them only")

    def actor_with_id(self, ucdp_id: str) -> Actor | None:
        """Return the actor with an id of UCDP."""
        return self.actor(self._actor_ids[ucdp_id]) if ucdp_id in self._actor_ids else None

    def identify(self, actor: Actor, ucdp_id: str) -> Actor:
        """Give an actor that has no id of UCDP its id, and return it."""
        identifiers = tuple(sorted((*actor.identifiers, (ACTOR_SCHEME, ucdp_id))))
        changed = msgspec.structs.replace(actor, identifiers=identifiers)
        new = [entry.id for entry in self.added["actor"]]
        if actor.id in new:
            self.added["actor"][new.index(actor.id)] = changed
        else:
            self.identified[actor.id] = ucdp_id
        self.entries["actor"][actor.id] = changed
        for spelling in dict.fromkeys(map(identity_key, actor.spellings())):
            same = self._by_name["actor"][spelling]
            same[same.index(actor)] = changed
        self._actor_ids[ucdp_id] = actor.id
        return changed

    def add(self, kind: EntryKind, entry: AnyEntry) -> AnyEntry:
        """Add an entry under a free id, and return it."""
        self.entries[kind][entry.id] = entry
        self.added[kind].append(entry)
        self._index(kind, entry)
        return entry

    def free_id(self, kind: EntryKind, name: str, parent: str = "") -> str:
        """Return an unused id for `name`, below the region `parent` if there is one."""
        word = slugify(name) or kind
        word = f"{word}-{kind}" if word in RESERVED else word
        base = f"{parent}/{word}" if parent else word
        numbered = (base if n == 1 else f"{base}-{n}" for n in itertools.count(1))
        return next(each for each in numbered if each not in self.entries[kind] and each not in self._former_ids[kind])

    def regions_named(self, name: str, under: str) -> list[Region]:
        """Return the regions called `name` below the region `under`, or the root regions if that is empty."""
        found = [entry for entry in self.named("region", name) if isinstance(entry, Region)]
        return [entry for entry in found if (entry.id.startswith(f"{under}/") if under else not entry.parent)]

    def region(self, region_id: str) -> Region:
        """Return a region by its id; raises KeyError."""
        entry = self.entries["region"][region_id]
        assert isinstance(entry, Region)
        return entry

    def actor(self, actor_id: str) -> Actor:
        """Return an actor by its id; raises KeyError."""
        entry = self.entries["actor"][actor_id]
        assert isinstance(entry, Actor)
        return entry

    def _index(self, kind: EntryKind, entry: Entry) -> None:
        for spelling in dict.fromkeys(map(identity_key, entry.spellings())):
            self._by_name[kind][spelling].append(entry)
        for ucdp_id in ucdp_ids(entry) if isinstance(entry, Actor) else ():
            self._actor_ids.setdefault(ucdp_id, entry.id)


def same_name(one: str, other: str) -> bool:
    """Return whether two spellings are certainly the same name."""
    return identity_key(one) == identity_key(other)


def ucdp_ids(actor: Actor) -> tuple[str, ...]:
    """Return UCDP's ids of an actor.

    >>> ucdp_ids(Actor(id="x", name="X", identifiers=(("ucdp-actor", "1170, 6815"),)))
    ('1170', '6815')
    """
    return tuple(dict(actor.identifiers).get(ACTOR_SCHEME, "").replace(",", " ").split())


def other_names(main: str, *others: str) -> tuple[Name, ...]:
    """Return those of `others` that are spelled differently from `main` and from each other, as names of an entry."""
    fresh = {identity_key(name): name for name in reversed(others) if name and not same_name(name, main)}
    return tuple(Name(name=name) for name in reversed(fresh.values()))


def append_entries(text: str, entries: list[Entry], path: str, problems: list[Problem]) -> str:
    """Return the text of a registry file with `entries` at its end and everything else unchanged."""
    root = compose(text, path, 0, problems, limits.REGISTRY_NODES)
    if isinstance(root, yaml.SequenceNode) and root.flow_style:
        if root.value:
            problems.append(Problem(path, 1, 1, "file", "is a list in brackets", "begin each entry with '- id: …'"))
        text = text[: root.start_mark.index] + text[root.end_mark.index :]
    indent = root.value[0].start_mark.column - 2 if isinstance(root, yaml.SequenceNode) and root.value else 0
    lines = (" " * max(indent, 0) + line for entry in entries for line in entry_lines(entry))
    gap = "" if not text.strip() or text.endswith("\n") else "\n"
    return text + gap + "".join(f"{line}\n" for line in lines)


def insert_identifiers(text: str, path: str, identified: Mapping[str, str]) -> str:
    """Return the text of the actors' file with UCDP's ids added to existing entries, and everything else unchanged."""
    file = open_yaml(path, text.encode())
    if file is None or not isinstance(file.root, yaml.SequenceNode):
        return text
    entries = ((node, identified.get(text_at(node, "id") or "")) for node in file.root.value)
    edits = [_identifier_edit(file.yaml, node, ucdp_id) for node, ucdp_id in entries if ucdp_id]
    return apply_edits(file, edits).decode()


def _identifier_edit(text: str, entry: yaml.MappingNode, ucdp_id: str) -> Edit:
    """Add an id to the entry's `identifiers`, or that key below the first line of the entry."""
    pair = f'{ACTOR_SCHEME}: "{ucdp_id}"'
    values = {key.value: value for key, value in entry.value}
    if other := values.get("identifiers"):
        start = other.start_mark
        flow = (start.index + 1, f"{pair}, ") if other.value else (start.index + 1, pair)
        at, new = flow if other.flow_style else (start.index, f"{pair}\n{' ' * start.column}")
        return Edit(at, at, new)
    end = values["id"].end_mark.index
    if entry.flow_style:
        return Edit(end, end, f", identifiers: {{{pair}}}")
    line_end = text.find("\n", end)
    at = len(text) if line_end < 0 else line_end
    return Edit(at, at, f"\n{' ' * entry.start_mark.column}identifiers: {{{pair}}}")
