"""Names: the registry entries that the values of a file mean.

A value means the entry that the table of spellings gives, or the only entry with this name. Everything else is unknown:
it is counted, and listed with the nearest names. Only if it is asked to, an import adds entries for unknown names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

import msgspec
import yaml
from rapidfuzz import fuzz, process

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import ACTOR_KINDS, SCHEMAS, SOURCE_KINDS, Entry
from plugins.archive.model.name_conflicts import NameConflicts
from plugins.archive.problems import Problem
from plugins.archive.text.characters import find_deceptive
from plugins.archive.text.name_keys import numbers, similarity_key
from plugins.archive.text.plurals import plural
from plugins.importers.registry_builder import RegistryBuilder
from plugins.importers.table.map import Ids, RegionColumns
from plugins.importers.table.row import Row
from plugins.importers.table.spellings import (
    MAX_VALUE,
    NOTHING,
    PATH_SEPARATOR,
    SECTIONS,
    Spellings,
    spelling_problem,
)

KINDS: dict[str, EntryKind] = {
    "region": "region",
    "actor": "actor",
    "source": "source",
    "type": "tag",
    "tag": "tag",
}
"""The registry's kind of entry for each section of the table of spellings."""
DEFAULT_KINDS = {"region": "area", "actor": "organisation", "source": "publisher", "type": "event-type", "tag": "topic"}
NEAREST = 3
MIN_SIMILARITY = 75.0
"""Least similarity (0–100) of a suggestion, of whole names: a common part such as 'News Agency' is not enough."""
MAX_NAME = 300
MAX_HINTS = 200
"""Unknown values, those with the most rows first, for which the nearest names are searched."""


@dataclass(slots=True)
class Unknown:
    """A value without an entry: its first row, the entries of this name, the number of rows, and the last row."""

    row: Row
    column: str
    found: Sequence[Entry]
    count: int = 0
    last: int = 0


@dataclass(slots=True)
class Names:
    """Finds entries in a registry, and adds missing ones if `add` is set.

    `own` has the entries that imports of the data set added and nobody edited; `used` has the ids of all values found.
    """

    registry: RegistryBuilder
    spellings: Spellings
    path: str
    add: bool = False
    own: set[tuple[EntryKind, str]] = field(default_factory=set)
    used: dict[str, dict[str, str]] = field(default_factory=lambda: {section: {} for section in SECTIONS})
    unknown: dict[tuple[str, str], Unknown] = field(default_factory=dict)
    misses: int = 0
    """How often a row named something unknown."""
    _by_key: dict[str, dict[str, str]] = field(default_factory=dict)
    _conflicts: dict[EntryKind, NameConflicts] = field(default_factory=dict)

    def ids(self, row: Row, section: str, columns: Sequence[Ids]) -> tuple[str, ...]:
        """Return the ids that a row names in columns, each once. Unknown ones are left out."""
        found = (one for column in columns for one in self._column(row, section, column))
        return tuple(dict.fromkeys(found))

    def _column(self, row: Row, section: str, ids: Ids) -> Iterator[str]:
        if ids.id:
            yield ids.id
            return
        kind = str(row.code(ids.kind) or DEFAULT_KINDS[section])
        for value in row.parts(ids.column, ids.separator):
            if found := self._id(row, ids.column, section, value, kind):
                self._improve_kind(KINDS[section], found, kind)
                yield found

    def _improve_kind(self, registry_kind: EntryKind, entry_id: str, kind: str) -> None:
        """Give an entry that imports added the best kind of all rows, in whichever order the rows come."""
        entry = self.registry.entries[registry_kind].get(entry_id)
        if (
            entry
            and (registry_kind, entry_id) in self.own
            and _rank(registry_kind, kind) < _rank(registry_kind, entry.kind)
        ):
            self.registry.entries[registry_kind][entry_id] = msgspec.structs.replace(entry, kind=kind)

    def region(self, row: Row, columns: RegionColumns) -> str:
        """Return the id of the smallest region that a row names; empty if it names none, or an unknown one."""
        kinds = columns.kinds or ("area",) * len(columns.columns)
        levels = [(name, row.text(name), kind) for name, kind in zip(columns.columns, kinds, strict=True)]
        levels = [level for level in levels if level[1]]
        path, parent = "", columns.under
        for index, (column, value, kind) in enumerate(levels):
            path = f"{path}{PATH_SEPARATOR}{value}" if path else value
            is_last = index == len(levels) - 1
            before = self.misses
            found = self._id(row, column, "region", path, kind, value, parent, is_used=is_last)
            if not found:
                return "" if self.misses > before or row.problems else parent
            parent = found
        return parent

    def _id(
        self, row: Row, column: str, section: str, value: str, kind: str, name: str = "", parent: str = "",
        *, is_used: bool = True,
    ) -> str:  # fmt: skip
        """Return the id of one value, empty if it means nothing or is unknown."""
        entry_id = self.used[section].get(value) or self.spellings.of(section).get(value, "")
        if not entry_id:
            name = name or value
            found = self._named(section, name, parent)
            if len(found) == 1:
                entry_id = found[0].id
            elif not found and self.add:
                entry_id = self._add(row, column, section, name, kind, parent)
            else:
                unknown = self.unknown.setdefault((section, value), Unknown(row, column, found))
                unknown.count += not unknown.count or unknown.last != row.number
                unknown.last = row.number
                self.misses += 1
        if entry_id and is_used:
            self.used[section][value] = entry_id
        return "" if entry_id == NOTHING else entry_id

    def _named(self, section: str, name: str, parent: str) -> list[Entry]:
        """Return the entries called `name`. Of regions, the children of `parent` come before other descendants."""
        if section == "region":
            regions = self.registry.regions_named(name, parent)
            return [one for one in regions if one.parent == parent] or list(regions)
        found = self.registry.named(KINDS[section], name)
        return [entry for entry in found if section != "type" or entry.kind == DEFAULT_KINDS["type"]]

    def _add(self, row: Row, column: str, section: str, name: str, kind: str, parent: str) -> str:
        """Add an entry and return its id; empty after adding a problem, if the name deceives or is too long."""
        if problem := find_deceptive(name):
            row.error(column, *problem)
        elif len(name) > MAX_NAME:
            row.error(column, f"is longer than {MAX_NAME} characters, so it is not a name", "shorten it")
        if row.problems:
            return ""
        registry_kind = KINDS[section]
        struct = SCHEMAS[registry_kind].struct
        entry: Entry = struct(id=self.registry.free_id(registry_kind, name, parent), name=name, kind=kind)
        for _, what in self._conflicts_of(registry_kind).add(entry):
            row.error(column, what, f"give the id of '{name}' in {self.path}")
            return ""
        self.own.add((registry_kind, entry.id))
        return self.registry.add(registry_kind, entry).id

    def _conflicts_of(self, kind: EntryKind) -> NameConflicts:
        if kind not in self._conflicts:
            self._conflicts[kind] = NameConflicts(kind)
            for entry in self.registry.entries[kind].values():
                list(self._conflicts[kind].add(entry))
        return self._conflicts[kind]

    def problems(self) -> list[Problem]:
        """Return a problem for each unknown value."""
        values = sorted(self.unknown.items(), key=lambda item: -item[1].count)
        return [
            self._problem(section, value, one, hints=number < MAX_HINTS)
            for number, ((section, value), one) in enumerate(values)
        ]

    def _problem(self, section: str, value: str, unknown: Unknown, *, hints: bool) -> Problem:
        rows = plural(unknown.count, "row")
        where = f"'{section}' in {self.path}"
        if len(value) > MAX_VALUE:
            return unknown.row.problem(unknown.column, "is too long for a name", "shorten it")
        if unknown.found:
            ids = ", ".join(entry.id for entry in unknown.found)
            what = f"'{value}' ({rows}) is a name of several entries: {ids}"
            return unknown.row.problem(unknown.column, what, f"give the id of one of them under {where}")
        name = value.rpartition(PATH_SEPARATOR)[2] if section == "region" else value
        near = self.nearest(section, name) if hints else []
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        what = f"'{value}' ({rows}) is not a name in the registry"
        return unknown.row.problem(unknown.column, what, f"{hint}give its id under {where}, or add it with --add")

    def nearest(self, section: str, value: str) -> list[str]:
        """Return the ids of the entries with the most similar names that have the same numbers."""
        if section not in self._by_key:
            self._by_key[section] = self._choices(section)
        names, limit = self._by_key[section], 2 * NEAREST
        scorer = fuzz.token_sort_ratio
        matches = process.extract(
            similarity_key(value), list(names), scorer=scorer, score_cutoff=MIN_SIMILARITY, limit=limit
        )
        same = (names[name] for name, _, _ in matches if numbers(name) == numbers(value))
        return list(dict.fromkeys(same))[:NEAREST]

    def _choices(self, section: str) -> dict[str, str]:
        entries = self.registry.entries[KINDS[section]].values()
        chosen = [entry for entry in entries if section != "type" or entry.kind == DEFAULT_KINDS["type"]]
        return {similarity_key(name): entry.id for entry in reversed(chosen) for name in reversed(entry.spellings())}

    def unknown_ids(self, root: yaml.Node | None) -> Iterator[Problem]:
        """List the ids in the table of spellings that cannot be used; `root` is the table's YAML."""
        for section in SECTIONS:
            for value, entry_id in self.spellings.of(section).items():
                if entry_id != NOTHING and (what := wrong_id(self.registry, section, entry_id)):
                    remedy = "correct the id, or remove the line"
                    yield spelling_problem(self.path, root, section, value, what, remedy)


def wrong_id(registry: RegistryBuilder, section: str, entry_id: str) -> str:
    """Return what is wrong with an id; empty if the registry has it, and it is an event type where one is needed."""
    entry = registry.entries[KINDS[section]].get(entry_id)
    if entry is None:
        return f"'{entry_id}' is not in the registry"
    is_wrong = section == "type" and entry.kind != DEFAULT_KINDS["type"]
    return f"'{entry_id}' is a tag, but not of the kind event-type" if is_wrong else ""


def _rank(registry_kind: EntryKind, kind: str) -> tuple[bool, int]:
    """Return the rank of a kind of entry: a kind that a map gives by default comes last, others as in the schema."""
    kinds: tuple[str, ...] = {"actor": ACTOR_KINDS, "source": SOURCE_KINDS}.get(registry_kind, ())
    return kind in DEFAULT_KINDS.values(), kinds.index(kind) if kind in kinds else len(kinds)


def merged_spellings(names: Names, unused: Set[tuple[EntryKind, str]]) -> Spellings:
    """Return the table with the values that an import found, and without those of `unused` entries."""
    tables = {section: {**names.spellings.of(section), **names.used[section]} for section in SECTIONS}
    kept: dict[str, Any] = {
        section: {value: one for value, one in table.items() if (KINDS[section], one) not in unused}
        for section, table in tables.items()
    }
    return Spellings(**kept)
