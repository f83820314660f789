"""Actors of an event: each side of a GED row lists its actors in one cell, separated by commas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from plugins.archive.model.entries import Actor
from plugins.importers.ucdp.registry_builder import RegistryBuilder, other_names

GOVERNMENT = re.compile(r"(Government of .+?) \((.+)\)")
"""States that changed their name have both: `Government of Russia (Soviet Union)`."""


class Side(NamedTuple):
    """One side of an event: the names of its actors in the data set, and their ids in the registry."""

    names: tuple[str, ...]
    actors: tuple[str, ...]


class ActorLookup(NamedTuple):
    """Finds actors in a registry by name and adds those that are missing."""

    registry: RegistryBuilder

    def side(self, text: str) -> Side:
        """Return the actors in `text`, in order, each once."""
        names = tuple(dict.fromkeys(self._split(text)))
        return Side(names, tuple(dict.fromkeys(map(self._actor, names))))

    def _split(self, text: str) -> Iterator[str]:
        """Split at commas, except inside a registered name; the longest such name is preferred."""
        parts = [part.strip() for part in text.split(",") if part.strip()]
        while parts:
            lengths = (n for n in range(len(parts), 1, -1) if self.registry.named("actor", ", ".join(parts[:n])))
            length = next(lengths, 1)
            yield ", ".join(parts[:length])
            parts = parts[length:]

    def _actor(self, name: str) -> str:
        match = GOVERNMENT.fullmatch(name)
        spellings = (name, match[1]) if match else (name,)
        for spelling in spellings:
            if found := self.registry.only("actor", spelling, self.registry.named("actor", spelling)):
                return found.id
        main = spellings[-1]
        kind = "civilians" if main.lower() == "civilians" else "armed-group"
        if main.startswith("Government of "):
            kind = "state"
        entry_id, names = self.registry.free_id("actor", main), other_names(main, *spellings)
        return self.registry.add("actor", Actor(id=entry_id, name=main, kind=kind, names=names)).id
