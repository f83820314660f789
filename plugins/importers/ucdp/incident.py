"""Incidents: GED events with what the registry makes of them, grouped and weighed for telling."""

from __future__ import annotations

from typing import Literal

import msgspec

from plugins.archive.text.dates import DateSpan
from plugins.importers.ucdp.date_ranges import LONG, days
from plugins.importers.ucdp.ged import ONE_SIDED, GedEvent

Shape = Literal["fight", "loss", "civilians", "unknown", "mixed", "none", "onesided"]


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One event, ready to be told: ids of the registry, and the phrase for its place."""

    event: GedEvent
    when: DateSpan
    region: str
    section: str
    where: str
    place: str
    side_a: tuple[str, ...]
    side_b: tuple[str, ...]
    offices: tuple[str, ...]

    @property
    def spanning(self) -> bool:
        """Whether it is dated less closely than to the day."""
        return days(self.when) > 1

    @property
    def long(self) -> bool:
        """Whether it covers more than a week, and so belongs to no single day's account."""
        return days(self.when) > LONG

    @property
    def dyad(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The two sides, by which records of one conflict are told together."""
        return self.side_a, self.side_b

    @property
    def shape(self) -> Shape:
        """What sort of sentence its dead call for."""
        victims = self.event.victims
        if self.event.best == 0:
            return "none"
        if self.event.violence == ONE_SIDED:
            return "onesided"
        if victims is None:
            return "mixed"
        if victims.civilians + victims.unknown == 0:
            # Where one side alone has dead, it may have been an air strike: nothing says that both fought.
            return "fight" if victims.side_a and victims.side_b else "loss"
        if victims.civilians == self.event.best:
            return "civilians"
        return "unknown" if victims.unknown == self.event.best else "mixed"


def weight(incident: Incident) -> tuple[int, int, str]:
    """Order incidents: the most deaths first, then the highest estimate, then as the data set numbers them."""
    return -incident.event.best, -incident.event.high, incident.event.id.zfill(12)


def deaths(incidents: list[Incident]) -> int:
    """Return the sum of the best estimates."""
    return sum(incident.event.best for incident in incidents)
