"""Death totals: the deaths recorded by a set of events, with each event counted once."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from plugins.archive.model.catalogue import DatedEvent, report_order
from plugins.archive.model.report import Deaths


class DeathTotals(msgspec.Struct, frozen=True):
    """Sums of the low, best and high estimates of `events` events."""

    low: int
    best: int
    high: int
    events: int


def total_deaths(events: Iterable[DatedEvent]) -> DeathTotals | None:
    """Add up the deaths of `events`, in any order. Return None if no event records deaths. Costs n log n.

    Low, best and high estimates are added separately, as the UCDP GED codebook does for aggregated events. Events that
    share an identifier, such as a UCDP id, are the same event in several reports: only the newest report's is counted.
    """
    low = best = high = count = 0
    for deaths in _without_duplicates(events):
        low, best, high, count = low + deaths.low, best + deaths.best, high + deaths.high, count + 1
    return DeathTotals(low, best, high, count) if count else None


def _without_duplicates(events: Iterable[DatedEvent]) -> Iterable[Deaths]:
    """List the deaths of each event once, events without identifiers first."""
    identified: list[DatedEvent] = []
    for dated in events:
        if dated.event.deaths is None:
            continue
        if dated.event.own_identifiers:
            identified.append(dated)
        else:
            yield dated.event.deaths
    seen: set[tuple[str, str]] = set()
    for dated in sorted(identified, key=lambda dated: (report_order(dated.report), dated.index), reverse=True):
        if dated.event.deaths and seen.isdisjoint(dated.event.own_identifiers):
            yield dated.event.deaths
        seen.update(dated.event.own_identifiers)
