"""Incidents, which are GED events matched with the registry, and the days that they are grouped into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from plugins.archive import limits
from plugins.archive.model.report import Deaths
from plugins.archive.text.dates import DateSpan, parse_edtf
from plugins.importers.ucdp.actor_lookup import Side
from plugins.importers.ucdp.articles import Article
from plugins.importers.ucdp.ged import GedEvent
from plugins.importers.ucdp.place_names import DIVISION_NOUNS
from plugins.importers.ucdp.registry_builder import RegistryBuilder

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


def split(incidents: Sequence[Incident]) -> list[list[Incident]]:
    """Divide the incidents of a day into parts that each fit into one report, in the same order."""
    parts: list[list[Incident]] = []
    size = _Size()
    for incident in incidents:
        larger = size.with_incident(incident)
        if not parts or not larger.fits:
            parts.append([])
            larger = _Size().with_incident(incident)
        parts[-1].append(incident)
        size = larger
    return parts


class _Size(msgspec.Struct, frozen=True):
    """What the incidents of a part take of the limits of a report."""

    events: int = 0
    references: int = 0
    characters: int = 0
    actors: frozenset[str] = frozenset()
    divisions: frozenset[str] = frozenset()
    articles: frozenset[Article] = frozenset()

    def with_incident(self, incident: Incident) -> _Size:
        """Return the size with one more incident."""
        actors = (*incident.side_a.actors, *incident.side_b.actors)
        names = "".join((*incident.side_a.names, *incident.side_b.names, incident.event.place))
        articles = self.articles | frozenset(incident.event.articles)
        new = "".join(article.headline for article in articles - self.articles)
        return _Size(
            events=self.events + 1,
            references=self.references + len(actors) + len(incident.sources),
            characters=self.characters + EVENT_BYTES + NAME_COPIES * len(names.encode()) + len(new.encode()),
            actors=self.actors | frozenset(actors),
            divisions=self.divisions | {incident.division},
            articles=articles,
        )

    @property
    def fits(self) -> bool:
        """Whether one report can hold them."""
        return (
            self.events <= limits.EVENTS
            and self.references <= limits.EVENT_REFERENCES
            and self.characters + ARTICLE_BYTES * len(self.articles) <= limits.REPORT_BYTES
            and len(self.actors) <= limits.ACTORS
            and len(self.divisions) <= limits.LIST_ITEMS
            and len(self.articles) < limits.SOURCES
        )
