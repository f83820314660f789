"""Telling: the words that fill the gaps of a sentence about one incident; each gap is a method of this name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plugins.importers.ucdp import death_phrases
from plugins.importers.ucdp.actor_names import Cast
from plugins.importers.ucdp.date_ranges import span_words
from plugins.importers.ucdp.ged import ONE_SIDED
from plugins.importers.ucdp.incident import Incident
from plugins.importers.ucdp.numerals import counted, listed, number


@dataclass(frozen=True, slots=True)
class Telling:
    """One incident as told in one text."""

    incident: Incident
    cast: Cast

    @property
    def _best(self) -> int:
        return self.incident.event.best

    def where(self) -> str:
        """Return the place with its preposition."""
        return self.incident.where

    def span(self) -> str:
        """Return the days or months it is dated to."""
        return span_words(self.incident.when)

    def when(self) -> str:
        """Return the days it is dated to if they are several, with a space before."""
        return f" {self.span()}" if self.incident.spanning else ""

    def a(self) -> str:
        """Return the first side."""
        return self.cast.side(self.incident.side_a)

    def b(self) -> str:
        """Return the second side."""
        return self.cast.side(self.incident.side_b)

    def parties(self) -> str:
        """Return both sides, told apart."""
        first, second = self.a(), self.b()
        lone = len(self.incident.side_a) == len(self.incident.side_b) == 1
        return f"{first} and {second}" if lone else f"{first} on one side and {second} on the other"

    def between(self) -> str:
        """Return `between` and both sides, or `by` one against the other."""
        if self.incident.event.violence == ONE_SIDED:
            return f"by {self.a()} against {self.b()}"
        return f"between {self.parties()}"

    def deed(self) -> str:
        """Return what happened: `fighting between …`, or `one-sided violence by …`."""
        if self.incident.event.violence == ONE_SIDED:
            return f"one-sided violence by {self.a()}"
        return f"{'fighting' if self.incident.shape == 'fight' else 'violence'} {self.between()}"

    def according(self) -> str:
        """Return who reported it."""
        return f"according to {self.cast.sources(self.incident.offices)}"

    def people(self) -> str:
        """Return `eleven people`."""
        return death_phrases.people(self.incident)

    def victims(self) -> str:
        """Return `two civilians`, or `two people of unknown status`."""
        return death_phrases.victims(self.incident)

    def losers(self) -> str:
        """Return the dead of the one side that had any: `ten people on the side of the insurgents`."""
        return f"{self.people()} on the side of {self.a() if self._a_lost() else self.b()}"

    def opponent(self) -> str:
        """Return the side that had no dead."""
        return self.b() if self._a_lost() else self.a()

    def _a_lost(self) -> bool:
        dead = self.incident.event.victims
        return dead is not None and dead.side_a > 0

    def another(self) -> str:
        """Return `another two civilians`."""
        one, more = f"another {self.victims()}", self.victims().removeprefix("one ")
        return f"another {more}" if self._best == 1 else one

    def deaths(self) -> str:
        """Return `eleven deaths`."""
        return counted(self._best, "death", "deaths") + death_phrases.margin(self.incident)

    def toll(self) -> str:
        """Return `eleven`."""
        return number(self._best) + death_phrases.margin(self.incident)

    def lives(self) -> str:
        """Return `eleven lives`."""
        return counted(self._best, "life", "lives") + death_phrases.margin(self.incident)

    def split(self) -> str:
        """Return whom the dead belonged to after a comma, or nothing."""
        words = death_phrases.split(self.incident, self.cast)
        return f", {words}" if words else ""

    def halves(self) -> str:
        """Return whom the dead belonged to after a comma, unless the gap `victims` has said it."""
        return "" if self.incident.shape in ("civilians", "unknown") else self.split()

    def colon(self) -> str:
        """Return whom the dead belonged to after a colon, where they were of several kinds, else after a comma."""
        words = death_phrases.split(self.incident, self.cast)
        return f"{':' if ' and ' in words or 'each' in words else ','} {words}" if words else ""

    def tally(self) -> str:
        """Return the dead by side as figures in brackets, or nothing."""
        return death_phrases.tally(self.incident, self.cast)

    def were(self) -> str:
        """Return the verb that agrees with the dead."""
        return "was" if self._best == 1 else "were"

    def are(self) -> str:
        """Return the verb that agrees with the dead."""
        return "is" if self._best == 1 else "are"

    def death_of(self) -> str:
        """Return `the death of`, or `the deaths of`."""
        return "the death of" if self._best == 1 else "the deaths of"

    def life_of(self) -> str:
        """Return `the life of`, or `the lives of`."""
        return "the life of" if self._best == 1 else "the lives of"

    def death_or_deaths(self) -> str:
        """Return `the death`, or `the deaths`."""
        return self.death_of().removesuffix(" of")

    def whether(self) -> str:
        """Return the question that a missing status leaves."""
        return (
            "whether it was a fighter or a civilian" if self._best == 1 else "whether they were fighters or civilians"
        )

    def neither(self) -> str:
        """Return how the dead were not classed."""
        return "neither as a fighter nor as a civilian" if self._best == 1 else "neither as fighters nor as civilians"

    def most(self) -> str:
        """Return the highest estimate."""
        return number(self.incident.event.high)

    def most_deaths(self) -> str:
        """Return the highest estimate with its noun."""
        return counted(self.incident.event.high, "death", "deaths")

    def up_to_people(self) -> str:
        """Return the highest estimate as a limit."""
        high = self.incident.event.high
        return "one person" if high == 1 else f"up to {counted(high, 'person', 'people')}"

    def up_to_deaths(self) -> str:
        """Return the highest estimate as a limit."""
        high = self.incident.event.high
        return "a death" if high == 1 else f"up to {counted(high, 'death', 'deaths')}"


@dataclass(frozen=True, slots=True)
class Places:
    """Several incidents of one conflict as a list of places; its one gap is `items`."""

    incidents: Sequence[Incident]
    cast: Cast

    def items(self) -> str:
        """Return `near A (two civilians) and in B (one person of unknown status)`; places are named once."""
        grouped: dict[str, list[str]] = {}
        for incident in self.incidents:
            words = self._brief(incident)
            grouped.setdefault(incident.where, []).append(words)
        return listed([f"{_unbracketed(where)} ({_together(briefs)})" for where, briefs in grouped.items()])

    def _brief(self, incident: Incident) -> str:
        if incident.shape == "none":
            return f"{number(incident.event.high)} at most"
        return death_phrases.brief(incident, self.cast)


def _unbracketed(where: str) -> str:
    """Write a place's second name after a stroke, since brackets follow."""
    return where.replace(" (", "/").replace(")", "")


def _together(briefs: list[str]) -> str:
    if len(briefs) == 1:
        return briefs[0]
    return f"{number(len(briefs))} records: {'; '.join(briefs)}"
