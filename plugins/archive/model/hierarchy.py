"""Kinship: how the entries of a registry hang together, told from both sides of each link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import msgspec

from plugins.archive.model.entries import Actor, Entry, Region


class Relatives(msgspec.Struct, frozen=True):
    """The ids of those to whom one entry is linked, each once: by its own links first, then by theirs to it.

    `around` is what it is a part of, the nearest first; `parts` are those that name it as the nearest.
    """

    ancestors: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()


def find_relatives(entries: Mapping[str, Entry]) -> dict[str, Relatives]:
    """Return the kin of every entry of one kind; kinds without links have none. Costs n, times the depth of parents."""
    parts: dict[str, dict[str, None]] = defaultdict(dict)
    before: dict[str, dict[str, None]] = defaultdict(dict)
    after: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries.values():
        parts[_parent(entry)][entry.id] = None
        if isinstance(entry, Actor):
            before[entry.id].update(dict.fromkeys(entry.predecessors))
            after[entry.id].update(dict.fromkeys(entry.successors))
    own = [entry for entry in entries.values() if isinstance(entry, Actor)]
    for actor in own:
        for other in actor.predecessors:
            after[other][actor.id] = None
        for other in actor.successors:
            before[other][actor.id] = None
    return {
        one: Relatives(*map(tuple, (_around(entries, one), parts[one], before[one], after[one]))) for one in entries
    }


def _parent(entry: Entry) -> str:
    return entry.parent if isinstance(entry, Region | Actor) else ""


def _around(entries: Mapping[str, Entry], entry_id: str) -> list[str]:
    """Follow an entry's parents; the registry has been checked to hold no circle."""
    around: list[str] = []
    while parent := _parent(entries[around[-1] if around else entry_id]):
        around.append(parent)
    return around
