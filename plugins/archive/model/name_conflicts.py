"""Name conflicts: names that readers could confuse with those of another entry."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import Entry
from plugins.archive.schema.positions import NodePath
from plugins.archive.text.confusables import skeleton

KINDS_WITH_SHARED_NAMES: frozenset[EntryKind] = frozenset({"region", "author"})
"""Kinds in which two entries may have the same name: a town and its province, two people."""


class NameUse(NamedTuple):
    """A name of an entry. `main` means that it is the name that pages show."""

    entry_id: str
    name: str
    main: bool


class NameConflicts:
    """The names of one vocabulary, added entry by entry and compared by their appearance."""

    def __init__(self, kind: EntryKind) -> None:
        self.kind = kind
        self._uses: dict[tuple[bool, str], NameUse] = {}

    def add(self, entry: Entry) -> Iterator[tuple[NodePath, str]]:
        """Add the names of `entry`. List those that conflict with an earlier entry: the path, and what is wrong."""
        for path, name in _names(entry):
            use = NameUse(entry.id, name, path == ("name",))
            key = path == ("id",), skeleton(name)
            other = self._uses.setdefault(key, use)
            if use.main and not other.main:
                self._uses[key] = use
            if other.entry_id != entry.id and (what := self._conflict(use, other)):
                yield path, what

    def _conflict(self, use: NameUse, other: NameUse) -> str:
        if unicodedata.normalize("NFC", use.name) != unicodedata.normalize("NFC", other.name):
            return f"'{use.name}' looks like '{other.name}' of the entry '{other.entry_id}', but is spelt differently"
        if use.main and other.main and self.kind not in KINDS_WITH_SHARED_NAMES:
            return f"'{use.name}' is also the name of '{other.entry_id}'"
        return ""


def _names(entry: Entry) -> Iterator[tuple[NodePath, str]]:
    yield ("id",), entry.id
    yield ("name",), entry.name
    yield from ((("names", index), other.name) for index, other in enumerate(entry.names))
