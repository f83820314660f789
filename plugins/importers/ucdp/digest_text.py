"""Text of a digest: its title, its summary with the day's figures, and its body with a table for each division."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from plugins.archive.model.report import Deaths
from plugins.importers.markdown import escape
from plugins.importers.ucdp.day import Day, Incident, total
from plugins.importers.ucdp.event_summary import (
    actor_phrase,
    counted,
    date_phrase,
    day_phrase,
    deaths_phrase,
    listed,
    status_phrases,
    violence_phrase,
)
from plugins.importers.ucdp.place_phrase import place_phrase

ABOUT = """This digest was generated from the UCDP Georeferenced Event Dataset of the Uppsala Conflict Data Program \
(Sundberg & Melander 2013; Högbladh 2019), which is published under CC BY 4.0. The names of places and parties are \
those of the dataset, unless a party had another name on that day. It counts only people killed: injuries, \
displacement and damage are not in the dataset, and neither are events without an estimated death. Figures are best \
estimates; the lowest and the highest estimate are added where they differ. 'Near' means within about 25 kilometres. \
'Unknown status' means that a person could be counted neither to a side nor as a civilian."""


def title(day: Day) -> str:
    """Return `Syria, 22 April 2018: 37 deaths in 16 events`."""
    deaths = deaths_phrase(total(day.dated)).partition(" (")[0]
    events = counted(len(day.dated or day.undated), "event")
    what = f"{deaths} in {events}" if day.dated else f"{events} without an exact day"
    part = f" (part {day.part} of {day.parts})" if day.parts > 1 else ""
    return f"{day.registry.region(day.country).name}, {day_phrase(day.first)}{part}: {what}"


def summary(day: Day) -> str:
    """Return the day's figures in one or two sentences."""
    if not day.dated:
        return f"UCDP dates no event to exactly this day, but records {_undated(day)}."
    deaths, events = deaths_phrase(total(day.dated)), counted(len(day.dated), "event")
    figures = f"UCDP records {deaths} in {events}{_extent(day)}."
    highest, second = [*(incident.event.deaths.best for incident in day.dated), -1][:2]
    if not 0 <= second < highest:
        return figures
    top = f"{place_phrase(day.dated[0].event)}, in {violence_phrase(day.dated[0])}"
    return f"{figures} The event with the most deaths, {highest:,}, was {top}."


def body(day: Day) -> str:
    """Return the Markdown after the front matter."""
    parts = [escape(" ".join(_notes(day)))]
    for division, incidents in day.by_division.items():
        heading = f"No {day.division_noun} recorded" if division == day.country else day.registry.region(division).name
        parts += [f"## {escape(heading)}", _table(incidents)]
    if day.undated:
        parts += ["## Without an exact day", _table(day.undated)]
    return "\n\n".join([*parts, "## About these figures", escape(ABOUT)])


def _extent(day: Day) -> str:
    """Return the divisions with events as ` in 7 governorates`; empty if none is known."""
    known = day.by_division.keys() - {day.country}
    least = "at least " if day.country in day.by_division else ""
    return f" in {least}{counted(len(known), day.division_noun)}" if known else ""


def _notes(day: Day) -> Iterator[str]:
    """Describe who died, what the figures leave out, and the sources."""
    if statuses := _statuses(day):
        yield f"The dead by status: {listed(statuses)}."
    if day.dated and day.undated:
        yield f"The figures leave out {_undated(day)}."
    sides = (side for incident in day.incidents for side in (incident.side_a, incident.side_b))
    if renamed := dict.fromkeys(pair for side in sides for pair in side.renamed):
        yield f"The dataset has other names: {listed([f'{row} for {actor_phrase(now)}' for row, now in renamed])}."
    sources = Counter(source for incident in day.incidents for source in incident.sources).most_common()
    named = [f"{day.registry.entries['source'][source].name} ({count:,})" for source, count in sources]
    yield f"The records name these sources: {listed(named)}." if named else "The records name no sources."


def _undated(day: Day) -> str:
    events = counted(len(day.undated), "event whose exact day is not known", "events whose exact day is not known")
    return f"{events}, with {deaths_phrase(total(day.undated))}"


def _statuses(day: Day) -> list[str]:
    """Return the dead by status; empty if the rows do not give the status of all of them."""
    victims = [incident.event.victims for incident in day.dated if incident.event.victims]
    if len(victims) < len(day.dated):
        return []
    members = sum(dead.side_a + dead.side_b for dead in victims)
    others = status_phrases(sum(dead.civilians for dead in victims), sum(dead.unknown for dead in victims))
    return ([f"{counted(members, 'member')} of the parties"] if members else []) + others


def _table(incidents: Sequence[Incident]) -> str:
    """Return a table in which events of one place, period and parties share a row."""
    groups: dict[tuple[str, str], list[Incident]] = {}
    for incident in incidents:
        place = place_phrase(incident.event)
        date = "" if incident.is_dated else f", {date_phrase(incident.date)}"
        parties = " – ".join(", ".join(side.names) for side in (incident.side_a, incident.side_b))
        groups.setdefault((f"{place[0].upper()}{place[1:]}{date}", parties), []).append(incident)
    rows = [["Place", "Parties", "Deaths"], ["---", "---", "---:"]]
    for (place, parties), group in sorted(groups.items(), key=lambda item: -total(item[1]).best):
        events = f" ({counted(len(group), 'event')})" if len(group) > 1 else ""
        rows.append([escape(cell) for cell in (f"{place}{events}", parties, _count(total(group)))])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _count(deaths: Deaths) -> str:
    return f"{deaths.best:,}" + (f" ({deaths.low:,}–{deaths.high:,})" if deaths.low < deaths.high else "")
