"""Parts: the events of a report divided into several reports, if one would exceed the limits of a report."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

import msgspec

from plugins.archive import limits

Item = TypeVar("Item")


class Size(msgspec.Struct, frozen=True):
    """What one or several events take of the limits of a report.

    `references` counts the actors, tags and sources that events name. `size` is in bytes, without the list of sources,
    and `sources` has each source with its bytes.
    """

    events: int = 0
    references: int = 0
    size: int = 0
    actors: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    sources: frozenset[tuple[Hashable, int]] = frozenset()

    def __add__(self, other: Size) -> Size:
        return Size(
            self.events + other.events,
            self.references + other.references,
            self.size + other.size,
            self.actors | other.actors,
            self.regions | other.regions,
            self.sources | other.sources,
        )

    @property
    def fits(self) -> bool:
        """Whether one report can hold the events, and one more source for the data set."""
        return (
            self.events <= limits.EVENTS
            and self.references <= limits.EVENT_REFERENCES
            and self.size + sum(size for _, size in self.sources) <= limits.REPORT_BYTES
            and len(self.actors) <= limits.ACTORS
            and len(self.regions) <= limits.LIST_ITEMS
            and len(self.sources) < limits.SOURCES
        )


def split(items: Iterable[Item], size_of: Callable[[Item], Size]) -> list[list[Item]]:
    """Divide items into parts that each fit into one report, in the same order."""
    parts: list[list[Item]] = []
    size = Size()
    for item in items:
        own = size_of(item)
        size += own
        if not parts or not size.fits:
            parts.append([])
            size = own
        parts[-1].append(item)
    return parts
