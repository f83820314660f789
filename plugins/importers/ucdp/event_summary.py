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
from plugins.importers.ucdp.ged import CIVILIANS, ONE_SIDED, GedEvent
from plugins.importers.ucdp.region_lookup import DIVISIONS

PREPOSITIONS: dict[str, dict[int | None, str]] = {
    "settlement": {1: "in", 2: "near", 0: "in or around"},
    "area": {1: "in", 3: "somewhere in", 4: "somewhere in", 6: "somewhere in", None: "somewhere in", 0: "in or around"},
    "site": {1: "at", 2: "near", 0: "at or near"},
}
"""Prepositions by where_prec; 0 is for all other values. The codes are: 1 the place itself, 2 within about 25 km of it,
3 a district, 4 a division, 5 a line or an area, 6 a country, 7 waters or airspace."""
AREA = re.compile(
    r"area|basin|desert|hills?|islands?|mountains?|oasis|plain|pocket|range|sector|triangle|valley", re.IGNORECASE
)
SITE = re.compile(
    r"air ?(?:base|field|port|strip)|barracks|base|border|bridge|castle|checkpoint|crossing|dam|factory|farms?"
    r"|(?:oil)?fields?|highway|hospital|junction|mine|plant|port|prison|refinery|reservoir|road|ruins?|silos|station|tower|university",
    re.IGNORECASE,
)
DESCRIPTION = re.compile(r"(area|border|highway|road|silos) (?:between|from|of|to|north|south|east|west)\b.*", re.I)
"""A place that is described rather than named, as in `Road between A and B`."""
ARTICLE = re.compile(
    r"Government of .+|.*\b(?:Alliance|Army|Brigades?|Coalition|Command|Corps|Council|Division|Forces?|Front|Legion"
    r"|Movement|Party|Regiment|Room|State|Union)(?: (?:for|of) .+)?"
)
"""Names of actors that take `the`."""


def event_summary(incident: Incident) -> str:
    """Return the sentence for `incident`."""
    deaths, place = deaths_phrase(incident.event.deaths), place_phrase(incident.event)
    dates = f" {date_phrase(incident.date)}" if incident.spans_days else ""
    return f"UCDP records {deaths} {place}{dates} in {violence_phrase(incident)}{_status(incident)}."


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun: `1 death`, `no deaths`, `1,370 people`."""
    return f"{f'{count:,}' if count else 'no'} {one if count == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Join words as in `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def deaths_phrase(deaths: Deaths) -> str:
    """Return the best estimate, with the range if the estimates differ: `11 deaths (estimates from 5 to 20)`."""
    if deaths.high and not deaths.best:
        return f"at most {counted(deaths.high, 'death')} (best estimate: none)"
    span = f" (estimates from {deaths.low:,} to {deaths.high:,})" if deaths.low < deaths.high else ""
    return counted(deaths.best, "death") + span


def day_phrase(day: date, pattern: str = "d MMMM y") -> str:
    """Return a day as `22 April 2018`."""
    return format_date(day, pattern, "en")


def date_phrase(span: DateSpan) -> str:
    """Return a period as `between 19 and 23 April 2018`, `in April 2018` or `in 2018`."""
    first, last = span.first, span.last
    if not span.interval:
        return f"in {day_phrase(first, 'y' if span.precision == 'year' else 'MMMM y')}"
    pattern = "d MMMM y" if first.year < last.year else "d MMMM" if first.month < last.month else "d"
    return f"between {day_phrase(first, pattern)} and {day_phrase(last)}"


def place_phrase(event: GedEvent) -> str:
    """Return the place, as exactly as it is known: `in Kissin village`, `near Homs city`, `somewhere in Syria`."""
    words = event.place or event.division or event.country
    noun = re.sub(r"\s*\(.*", "", words).rpartition(" ")[2]
    if described := DESCRIPTION.fullmatch(words):
        words, noun = f"{words[0].lower()}{words[1:]}", described[1]
    whole = noun.lower() in ("district", *DIVISIONS) or words in (event.division, event.country)
    kind = "site" if SITE.fullmatch(noun) else "area" if whole or AREA.fullmatch(noun) else "settlement"
    prepositions = PREPOSITIONS[kind]
    article = "" if whole or kind == "settlement" else "the "
    return f"{prepositions.get(event.place_precision, prepositions[0])} {article}{words}"


def violence_phrase(incident: Incident) -> str:
    """Return the type of violence and its parties."""
    first, second = _side(incident.side_a.names), _side(incident.side_b.names)
    if incident.event.violence == ONE_SIDED:
        return f"one-sided violence by {first} against {second}"
    if len(incident.side_a.names) > 1 or len(incident.side_b.names) > 1:
        return f"violence between {first} on one side and {second} on the other"
    return f"violence between {first} and {second}"


def _side(names: Sequence[str]) -> str:
    the = [f"the {name}" if ARTICLE.fullmatch(name) else name for name in names]
    return listed(["civilians" if name == CIVILIANS else name for name in the])


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
