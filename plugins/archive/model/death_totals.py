"""The toll: the deaths that a set of events records, each event counted once."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from plugins.archive.model.catalogue import DatedEvent
from plugins.archive.model.report import Deaths


class DeathTotals(msgspec.Struct, frozen=True):
    """Deaths added up: the lowest, the best and the highest estimates, over so many `events` that record any figure."""

    low: int
    best: int
    high: int
    events: int


def total_deaths(events: Iterable[DatedEvent]) -> DeathTotals | None:
    """Add up the deaths of `events`, in any order; None when none of them records any. Costs n log n.

    Low, best and high are added each for itself, as the UCDP GED codebook's `low`, `best` and `high` are when events
    are put together. An event that records nothing counts to none of them. Events that share an identifier (of UCDP,
    say) are one event that several reports tell: it counts once, as the newest of them has it.
    """
    low = best = high = count = 0
    for deaths in _once(events):
        low, best, high, count = low + deaths.low, best + deaths.best, high + deaths.high, count + 1
    return DeathTotals(low, best, high, count) if count else None


def _once(events: Iterable[DatedEvent]) -> Iterable[Deaths]:
    """List the deaths of each event, those that no data set names first."""
    named: list[DatedEvent] = []
    for dated in events:
        if dated.event.deaths is None:
            continue
        if dated.event.identifiers:
            named.append(dated)
        else:
            yield dated.event.deaths
    seen: set[tuple[str, str]] = set()
    for dated in sorted(named, key=_told, reverse=True):
        if dated.event.deaths and seen.isdisjoint(dated.event.identifiers):
            yield dated.event.deaths
        seen.update(dated.event.identifiers)


def _told(dated: DatedEvent) -> tuple[object, str, int]:
    return dated.report.date, dated.report.stem, dated.index
