"""Namesakes: names of one vocabulary that readers would take for those of another entry."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import Entry
from plugins.archive.schema.positions import NodePath
from plugins.archive.text.confusables import skeleton

SHARED: frozenset[EntryKind] = frozenset({"region", "author"})
"""Kinds of which two may bear one name: a town and its province, two people."""


class NameUse(NamedTuple):
    """A name and the entry that bears it; `main` tells whether it is the one that pages show."""

    entry_id: str
    name: str
    main: bool


class NameConflicts:
    """The names of one vocabulary so far, by what they look like."""

    def __init__(self, kind: EntryKind) -> None:
        self.kind = kind
        self._claims: dict[tuple[bool, str], NameUse] = {}

    def add(self, entry: Entry) -> Iterator[tuple[NodePath, str]]:
        """Take in the names of `entry`; list those that pass for others, with the steps and what is wrong."""
        for steps, name in _names(entry):
            claim = NameUse(entry.id, name, steps == ("name",))
            key = steps == ("id",), skeleton(name)
            other = self._claims.setdefault(key, claim)
            if claim.main and not other.main:
                self._claims[key] = claim
            if other.entry_id != entry.id and (what := self._fault(claim, other)):
                yield steps, what

    def _fault(self, claim: NameUse, other: NameUse) -> str:
        if _spelt(claim.name) != _spelt(other.name):
            return f"'{claim.name}' looks like '{other.name}' of the entry '{other.entry_id}', and is spelt otherwise"
        if claim.main and other.main and self.kind not in SHARED:
            return f"'{claim.name}' is the name of '{other.entry_id}' too"
        return ""


def _names(entry: Entry) -> Iterator[tuple[NodePath, str]]:
    yield ("id",), entry.id
    yield ("name",), entry.name
    yield from ((("names", place), other.name) for place, other in enumerate(entry.names))


def _spelt(name: str) -> str:
    return unicodedata.normalize("NFC", name)
