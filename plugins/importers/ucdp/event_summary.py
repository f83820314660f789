"""Event summaries: one sentence for each event, from one template, with the names that the data set uses.

A sentence claims no more than the row: that people died in violence between two parties, not which party killed them.
Only in one-sided violence does the data set name one party as the perpetrator.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from plugins.archive.model.report import Deaths
from plugins.archive.text.dates import DateSpan
from plugins.importers.ucdp.day import Incident
from plugins.importers.ucdp.ged import CIVILIANS, ONE_SIDED
from plugins.importers.ucdp.place_names import GOVERNMENT, country_phrase
from plugins.importers.ucdp.place_phrase import place_phrase

COLLECTIVES = (
    "Alliance|Army|Assembly|Battalions?|Bloc|Brigades?|Cartel|Coalition|Command|Committee|Congress|Corps|Council"
    "|Division|Emirate|[Ff]actions?|Federation|Forces?|Front|Group|Guards?|League|Legion|Militias?|Movement|Network"
    "|Organi[sz]ation|Party|Regiment|Republic|Resistance|Room|State|Union|Units?|Wing"
)
ARTICLE = re.compile(
    rf"Government of .+|(?!The )(?:.*\b)?(?:{COLLECTIVES}|Cartel .+)(?: (?:for|in|of) .+)?(?: \(.+\))?"
)
"""Names of actors that take `the`."""


def event_summary(incident: Incident) -> str:
    """Return the sentence for `incident`."""
    deaths, place = deaths_phrase(incident.event.deaths), place_phrase(incident.event)
    dates = "" if incident.is_dated else f", {date_phrase(incident.date)},"
    return f"UCDP records {deaths} {place}{dates} in {violence_phrase(incident)}{_status(incident)}."


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun: `1 death`, `no deaths`, `3 counties`, `1,370 people`."""
    plural = many or (f"{one[:-1]}ies" if one.endswith("y") else f"{one}s")
    return f"{f'{count:,}' if count else 'no'} {one if count == 1 else plural}"


def listed(words: Sequence[str]) -> str:
    """Join words as in `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def deaths_phrase(deaths: Deaths) -> str:
    """Return the best estimate, with the range if the estimates differ: `11 deaths (estimates from 5 to 20)`."""
    if deaths.high and not deaths.best:
        return f"up to {counted(deaths.high, 'death')} (best estimate: none)"
    if deaths.low == deaths.high:
        return counted(deaths.best, "death")
    span = f"estimates from {deaths.low:,} to {deaths.high:,}" if deaths.low else f"estimates up to {deaths.high:,}"
    if not deaths.low and deaths.best == deaths.high:
        span = "lowest estimate: none"
    return f"{counted(deaths.best, 'death')} ({span})"


def day_phrase(day: date, pattern: str = "d MMMM y") -> str:
    """Return a day as `22 April 2018`."""
    return format_date(day, pattern, "en")


def date_phrase(span: DateSpan) -> str:
    """Return a date other than an exact day: `between 19 and 23 April 2018`, `in April 2018`, `around 2 April 2018`."""
    first, last = span.first, span.last
    if first == last:
        return f"around {day_phrase(first)}"
    if not span.interval:
        return f"in {day_phrase(first, 'y' if span.precision == 'year' else 'MMMM y')}"
    pattern = "d MMMM y" if first.year < last.year else "d MMMM" if first.month < last.month else "d"
    return f"between {day_phrase(first, pattern)} and {day_phrase(last)}"


def violence_phrase(incident: Incident) -> str:
    """Return the type of violence and its parties."""
    first, second = _side(incident.side_a.names), _side(incident.side_b.names)
    if incident.event.violence == ONE_SIDED:
        return f"one-sided violence by {first} against {second}"
    if len(incident.side_a.names) > 1 or len(incident.side_b.names) > 1:
        return f"violence between {first} on one side and {second} on the other"
    return f"violence between {first} and {second}"


def _side(names: Sequence[str]) -> str:
    return listed([actor_phrase(name) for name in names])


def actor_phrase(name: str) -> str:
    """Return an actor as a sentence has it: `the Government of the United States of America`, `IS`, `civilians`."""
    if name == CIVILIANS:
        return name.lower()
    if name.startswith(GOVERNMENT):
        name = f"{GOVERNMENT}{country_phrase(name.removeprefix(GOVERNMENT))}"
    return f"the {name}" if ARTICLE.fullmatch(name) else name


def _status(incident: Incident) -> str:
    """Return the dead by side and status after a colon; empty if the row does not give the status of all of them."""
    victims, best = incident.event.victims, incident.event.deaths.best
    if victims is None or not best or (incident.event.violence == ONE_SIDED and victims.civilians == best):
        return ""
    parties = [(victims.side_a, incident.side_a.names, "first"), (victims.side_b, incident.side_b.names, "second")]
    grouped = any(len(names) > 1 for _, names, _ in parties)
    parts = [
        f"{n:,} on the {f'{nth} side' if grouped else f'side of {_side(names)}'}" for n, names, nth in parties if n
    ]
    return f": {listed([*parts, *status_phrases(victims.civilians, victims.unknown)])}"


def status_phrases(civilians: int, unknown: int) -> list[str]:
    """Return the dead that belong to no side, as far as there are any: `2 civilians`, `1 person of unknown status`."""
    people = [f"{counted(unknown, 'person', 'people')} of unknown status"] if unknown else []
    return ([counted(civilians, "civilian")] if civilians else []) + people
