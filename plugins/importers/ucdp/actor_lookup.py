"""Sides: the actors that a data set joins with commas into one side of an event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.archive.model.entries import Actor
from plugins.importers.ucdp.registry_builder import Ledger, other_names

GOVERNMENT = re.compile(r"(Government of .+?) \((.+)\)")
"""UCDP gives states that changed their name both: `Government of Russia (Soviet Union)`."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Looks actors up in a ledger, adding those that are missing."""

    ledger: Ledger

    def actors(self, side: str) -> tuple[str, ...]:
        """Return the ids of the actors of `side`, in its order, each once."""
        return tuple(dict.fromkeys(self._actor(name) for name in self._names(side)))

    def _names(self, side: str) -> Iterator[str]:
        """Split at the commas, but not inside a name the registry knows: the longest known name wins."""
        parts = [part.strip() for part in side.split(",") if part.strip()]
        while parts:
            length = next((n for n in range(len(parts), 1, -1) if self._known(", ".join(parts[:n]))), 1)
            yield ", ".join(parts[:length])
            parts = parts[length:]

    def _known(self, name: str) -> bool:
        return bool(self.ledger.named("actor", name))

    def _actor(self, name: str) -> str:
        match = GOVERNMENT.fullmatch(name)
        spellings = (name, match[1]) if match else (name,)
        for spelling in spellings:
            if found := self.ledger.named("actor", spelling):
                return found[0].id
        main = spellings[-1]
        entry = Actor(
            id=self.ledger.free_id("actor", main), name=main, kind=_kind(main), names=other_names(main, *spellings)
        )
        return self.ledger.add("actor", entry).id


def _kind(name: str) -> str:
    if name.startswith("Government of "):
        return "state"
    return "civilians" if name.lower() == "civilians" else "armed-group"
