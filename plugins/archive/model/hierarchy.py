"""Hierarchy: the relatives of registry entries, from links in either direction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import msgspec

from plugins.archive.model.entries import Actor, Entry


class Relatives(msgspec.Struct, frozen=True):
    """The ids that one entry is linked to, each once: its own links first, then links of others to it.

    `ancestors` are ordered from the nearest.
    """

    ancestors: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()


def find_relatives(entries: Mapping[str, Entry]) -> dict[str, Relatives]:
    """Return the relatives of every entry of one kind. Costs n, times the depth of parents."""
    parents: dict[str, str] = {entry.id: getattr(entry, "parent", "") for entry in entries.values()}
    children: dict[str, dict[str, None]] = defaultdict(dict)
    before: dict[str, dict[str, None]] = defaultdict(dict)
    after: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries.values():
        children[parents[entry.id]][entry.id] = None
        if isinstance(entry, Actor):
            before[entry.id].update(dict.fromkeys(entry.predecessors))
            after[entry.id].update(dict.fromkeys(entry.successors))
    for actor in (entry for entry in entries.values() if isinstance(entry, Actor)):
        for other in actor.predecessors:
            after[other][actor.id] = None
        for other in actor.successors:
            before[other][actor.id] = None
    return {
        entry_id: Relatives(
            *map(tuple, (_ancestors(parents, entry_id), children[entry_id], before[entry_id], after[entry_id]))
        )
        for entry_id in entries
    }


def _ancestors(parents: Mapping[str, str], entry_id: str) -> list[str]:
    """Follow an entry's parents. The registry has been checked for cycles."""
    ancestors: list[str] = []
    while parent := parents[ancestors[-1] if ancestors else entry_id]:
        ancestors.append(parent)
    return ancestors
