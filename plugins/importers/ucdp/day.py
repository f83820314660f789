"""Incidents, which are GED events matched with the registry, and the days that they are grouped into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from plugins.archive.model.report import Deaths
from plugins.archive.text.dates import DateSpan, parse_edtf
from plugins.importers.parts import Size, split
from plugins.importers.registry_builder import RegistryBuilder
from plugins.importers.ucdp.actor_lookup import Side
from plugins.importers.ucdp.ged import GedEvent
from plugins.importers.ucdp.place_names import DIVISION_NOUNS

MONTH_PRECISION, YEAR_PRECISION = 4, 5
EVENT_BYTES, ARTICLE_BYTES = 900, 120
"""Bytes of an event and of an article in a report, without the names and the headline."""
NAME_COPIES = 3
"""How often a report has the names of an event: in its summary, its table and its lists of ids."""


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One event with the registry ids of its region, its division (or country), its actors and its sources.

    `place` says where it was within the region, in the row's words; empty if these are the region's own name.
    """

    event: GedEvent
    region: str
    division: str
    place: str
    side_a: Side
    side_b: Side
    sources: tuple[str, ...]

    @property
    def is_dated(self) -> bool:
        """Whether UCDP knows its day."""
        return self.event.first == self.event.last and (self.event.date_precision or 1) == 1

    @property
    def date(self) -> DateSpan:
        """Its date: a day, about a day, a period, or a month or year that UCDP could not date more exactly."""
        first, last, precision = self.event.first, self.event.last, self.event.date_precision or 0
        for least, length in ((YEAR_PRECISION, len("2018")), (MONTH_PRECISION, len("2018-04"))):
            span = parse_edtf(first.isoformat()[:length])
            if precision >= least and (first, last) == (span.first, span.last):
                return span
        if first < last:
            return parse_edtf(f"{first}/{last}")
        return parse_edtf(f"{first}" if self.is_dated else f"{first}~")


class Day(msgspec.Struct, frozen=True):
    """The incidents of one country that begin on one day, those with the most deaths first.

    If they are too many for one report, it has those of one part; `part` is its number from 1 to `parts`.
    """

    first: date
    country: str
    incidents: Sequence[Incident]
    registry: RegistryBuilder
    part: int = 1
    parts: int = 1

    @property
    def dated(self) -> list[Incident]:
        """The incidents dated to this day."""
        return [incident for incident in self.incidents if incident.is_dated]

    @property
    def undated(self) -> list[Incident]:
        """The incidents whose day is not known: those of a period that begins on this day, or of about this day."""
        return [incident for incident in self.incidents if not incident.is_dated]

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
        return kinds.pop() if len(kinds) == 1 and kinds <= DIVISION_NOUNS else "region"


def total(incidents: Iterable[Incident]) -> Deaths:
    """Return the sums of the low, best and high estimates."""
    deaths = [incident.event.deaths for incident in incidents]
    return Deaths(sum(one.low for one in deaths), sum(one.best for one in deaths), sum(one.high for one in deaths))


def by_deaths(incident: Incident) -> tuple[int, int, str]:
    """Sort key: the most deaths first, then the highest estimate, then the id."""
    return -incident.event.deaths.best, -incident.event.deaths.high, incident.event.id.zfill(12)


def split_day(incidents: Sequence[Incident]) -> list[list[Incident]]:
    """Divide the incidents of a day into parts that each fit into one report, in the same order."""
    return split(incidents, _size)


def _size(incident: Incident) -> Size:
    actors = (*incident.side_a.actors, *incident.side_b.actors)
    names = "".join((*incident.side_a.names, *incident.side_b.names, incident.event.place))
    return Size(
        events=1,
        references=len(actors) + len(incident.sources),
        size=EVENT_BYTES + NAME_COPIES * len(names.encode()),
        actors=frozenset(actors),
        regions=frozenset([incident.division]),
        sources=frozenset((one, ARTICLE_BYTES + len(one.headline.encode())) for one in incident.event.articles),
    )
