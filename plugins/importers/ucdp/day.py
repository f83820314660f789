"""Incidents, which are GED events matched with the registry, and the days that they are grouped into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from plugins.archive.model.report import Deaths
from plugins.archive.text.dates import DateSpan, parse_edtf
from plugins.importers.ucdp.actor_lookup import Side
from plugins.importers.ucdp.ged import GedEvent
from plugins.importers.ucdp.region_lookup import DIVISION_KINDS
from plugins.importers.ucdp.registry_builder import RegistryBuilder

MONTH_PRECISION, YEAR_PRECISION = 4, 5


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One event with the registry ids of its region, its division (or country), its actors and its sources.

    `place` is the row's description of the place, empty if it is the region's own name.
    """

    event: GedEvent
    region: str
    division: str
    place: str
    side_a: Side
    side_b: Side
    sources: tuple[str, ...]

    @property
    def spans_days(self) -> bool:
        """Whether its date is a period of more than one day."""
        return self.event.first != self.event.last

    @property
    def date(self) -> DateSpan:
        """Its date: a day, a period, or a month or year that UCDP could not date more exactly."""
        first, last, precision = self.event.first, self.event.last, self.event.date_precision or 0
        for least, length in ((YEAR_PRECISION, len("2018")), (MONTH_PRECISION, len("2018-04"))):
            span = parse_edtf(first.isoformat()[:length])
            if precision >= least and (first, last) == (span.first, span.last):
                return span
        return parse_edtf(f"{first}/{last}" if self.spans_days else f"{first}")


class Day(msgspec.Struct, frozen=True):
    """The incidents of one country that begin on one day, those with the most deaths first."""

    first: date
    country: str
    incidents: Sequence[Incident]
    registry: RegistryBuilder

    @property
    def dated(self) -> list[Incident]:
        """The incidents dated to this day alone."""
        return [incident for incident in self.incidents if not incident.spans_days]

    @property
    def spanning(self) -> list[Incident]:
        """The incidents dated to more than one day."""
        return [incident for incident in self.incidents if incident.spans_days]

    @property
    def by_division(self) -> dict[str, list[Incident]]:
        """`dated` by division, those with the most deaths first, equal ones by name, and the country itself last."""
        groups: dict[str, list[Incident]] = {}
        for incident in self.dated:
            groups.setdefault(incident.division, []).append(incident)
        names = {division: self.registry.region(division).name for division in groups}
        order = {one: (one == self.country, -total(group).best, names[one]) for one, group in groups.items()}
        return {division: groups[division] for division in sorted(groups, key=order.__getitem__)}

    @property
    def division_noun(self) -> str:
        """What the country's divisions are called; `region` if they differ."""
        kinds = {self.registry.region(one.division).kind for one in self.incidents if one.division != self.country}
        return kinds.pop() if len(kinds) == 1 and kinds <= set(DIVISION_KINDS) else "region"


def total(incidents: Iterable[Incident]) -> Deaths:
    """Return the sums of the low, best and high estimates."""
    deaths = [incident.event.deaths for incident in incidents]
    return Deaths(sum(one.low for one in deaths), sum(one.best for one in deaths), sum(one.high for one in deaths))


def by_deaths(incident: Incident) -> tuple[int, int, str]:
    """Sort key: the most deaths first, then the highest estimate, then the id."""
    return -incident.event.deaths.best, -incident.event.deaths.high, incident.event.id.zfill(12)
