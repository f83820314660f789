"""The day: all incidents of one country that begin on one day, with the figures that describe them as a whole.

What is dated less closely than to the day is kept out of the day's figures.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from plugins.importers.ucdp.date_ranges import day_words
from plugins.importers.ucdp.incident import Incident, deaths, weight
from plugins.importers.ucdp.numerals import counted, listed, number
from plugins.importers.ucdp.place_phrases import division_name
from plugins.importers.ucdp.registry_builder import Ledger

NOTABLE = 3
"""Deaths from which an event may be called the day's main one."""
PLURALS = {"governorate": "governorates", "province": "provinces", "district": "districts"}


@dataclass(frozen=True)
class Day:
    """One country's day; its methods without arguments fill the gaps of sentences about the whole."""

    date_: date
    land: str
    incidents: tuple[Incident, ...]
    ledger: Ledger

    @cached_property
    def own(self) -> list[Incident]:
        """The incidents dated to this very day, the weightiest first."""
        return sorted((incident for incident in self.incidents if not incident.spanning), key=weight)

    @cached_property
    def wider(self) -> list[Incident]:
        """The incidents that are dated less closely."""
        return sorted((incident for incident in self.incidents if incident.spanning), key=weight)

    @cached_property
    def main(self) -> Incident | None:
        """The incident with the most deaths, if there is one that stands out."""
        top = self.own[:2]
        if not top or top[0].event.best < NOTABLE:
            return None
        return top[0] if len(top) == 1 or top[0].event.best > top[1].event.best else None

    @cached_property
    def total(self) -> int:
        """The sum of the day's best estimates."""
        return deaths(self.own)

    @cached_property
    def sections(self) -> list[str]:
        """The divisions with incidents of the day, the most deaths first; the country itself comes last."""
        weights: Counter[str] = Counter()
        for incident in self.own:
            weights[incident.section] += incident.event.best
        return sorted(weights, key=lambda section: (section == self.land, -weights[section], self.name_of(section)))

    def name_of(self, region: str) -> str:
        """Return a region's name."""
        return self.ledger.region(region).name

    def division_noun(self, *, plural: bool) -> str:
        """Return what the country's divisions are called, as far as they are all called the same."""
        regions = (self.ledger.region(incident.section) for incident in self.incidents)
        kinds = {region.kind for region in regions if region.parent}
        kind = kinds.pop() if len(kinds) == 1 else ""
        noun = kind if kind in PLURALS else "region"
        return PLURALS.get(noun, "regions") if plural else noun

    def date(self) -> str:
        """Return the day in words."""
        return day_words(self.date_)

    def country(self) -> str:
        """Return the country's name."""
        return self.name_of(self.land)

    def events(self) -> str:
        """Return `sixteen events`."""
        return counted(len(self.own), "event", "events")

    def deaths(self) -> str:
        """Return `37 deaths` with the range of the estimates."""
        low, high = (sum(getattr(incident.event, name) for incident in self.own) for name in ("low", "high"))
        return counted(self.total, "death", "deaths") + _margin(low, self.total, high)

    def were_deaths(self) -> str:
        """Return the verb that agrees with the day's deaths."""
        return "was" if self.total == 1 else "were"

    def most(self) -> str:
        """Return the highest toll of a single event."""
        return counted(self.own[0].event.best, "death", "deaths")

    def spread(self) -> str:
        """Return over how much of the country the events lie: ` in seven governorates`."""
        divisions = [section for section in self.sections if section != self.land]
        if not divisions:
            return ""
        if len(divisions) == 1:
            return f" in {division_name(self.ledger.region(divisions[0]))}" if len(self.sections) == 1 else ""
        least = "at least " if self.land in self.sections else ""
        return f" in {least}{number(len(divisions))} {self.division_noun(plural=True)}"

    def who(self) -> str:
        """Return the dead by status; empty where the records do not tell, or for a single death."""
        known = [incident.event.victims for incident in self.own if incident.event.victims]
        if len(known) < len(self.own) or self.total < 2:
            return ""
        civilians, unknown = sum(dead.civilians for dead in known), sum(dead.unknown for dead in known)
        members = sum(dead.side_a + dead.side_b for dead in known)
        rows = [
            (civilians, counted(civilians, "civilian", "civilians")),
            (members, counted(members, "member", "members") + " of the warring sides"),
            (unknown, counted(unknown, "person", "people") + " of unknown status"),
        ]
        return listed([words for count, words in rows if count])

    def wider_records(self) -> str:
        """Return how many records are dated less closely."""
        return counted(len(self.wider), "record", "records")

    def begin(self) -> str:
        """Return the verb that agrees with the wider records."""
        return "begins" if len(self.wider) == 1 else "begin"

    def cover(self) -> str:
        """Return the verb that agrees with the wider records."""
        return "covers" if len(self.wider) == 1 else "cover"

    def their(self) -> str:
        """Return the pronoun that agrees with the wider records."""
        return "its" if len(self.wider) == 1 else "their"

    def wider_deaths(self) -> str:
        """Return the deaths of the wider records."""
        return counted(deaths(self.wider), "death", "deaths")

    def are_wider(self) -> str:
        """Return the verb that agrees with the deaths of the wider records."""
        return "is" if deaths(self.wider) == 1 else "are"


def _margin(low: int, best: int, high: int) -> str:
    if low == best or best == high:
        return (
            "" if low == high else f" ({'up to' if low == best else 'at least'} {number(high if low == best else low)})"
        )
    return f" (between {number(low)} and {number(high)})"
