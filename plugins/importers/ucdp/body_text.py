"""Prose: the body of a digest in Markdown: the lead, a section for each division, and what the figures mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from plugins.importers.ucdp import sentence_templates
from plugins.importers.ucdp.actor_names import Cast
from plugins.importers.ucdp.day import Day
from plugins.importers.ucdp.ged import ONE_SIDED
from plugins.importers.ucdp.incident import Incident, deaths, weight
from plugins.importers.ucdp.introduction import paragraphs
from plugins.importers.ucdp.sentence_picker import Wording
from plugins.importers.ucdp.sentence_values import Places, Telling

SPECIAL = re.compile(r"([\\`*_\[\]<>&|])")
BIG = 5
"""Deaths from which an event has a sentence of its own, however many its conflict has that day."""
PARAGRAPH = 4
"""Sentences that a section's paragraph holds at most before it is split by conflict."""
LONGER = "Over longer periods"
OTHER = "Other records"
LIMITS = (
    "This digest was composed by program from the UCDP Georeferenced Event Dataset of the Uppsala Conflict Data "
    "Program (Sundberg & Melander 2013; Högbladh 2019), which is published under CC BY 4.0. It counts people killed "
    "and nobody else: injuries, displacement and damage are not in the dataset, and neither are events without a "
    "death that could be estimated. A figure without a range is the best estimate, where the lowest and the highest "
    "agree with it. 'Near' stands for a place known to within about 25 kilometres, and 'unknown status' for people "
    "who could be counted neither to a side nor as civilians."
)


def body(day: Day, cast: Cast) -> str:
    """Return the Markdown of a digest."""
    wording = Wording()
    parts = list(paragraphs(day, cast, wording))
    left: list[Incident] = []
    for section, incidents in _sections(day):
        told = _section(incidents, cast, wording, left)
        if told:
            parts += [f"## {_heading(section, day)}", *told]
    longer = [_one(incident, sentence_templates.LONG, cast, wording, left) for incident in day.wider if incident.long]
    if any(longer):
        parts += [f"## {LONGER}", " ".join(filter(None, longer))]
    parts = [part if part.startswith("## ") else escaped(part) for part in parts if part]
    if left:
        parts += [f"## {OTHER}", *_table(left, cast)]
    return "\n\n".join([*parts, "## About these figures", LIMITS])


def escaped(text: str) -> str:
    """Return text in which Markdown finds nothing but text."""
    return SPECIAL.sub(r"\\\1", text)


def _sections(day: Day) -> list[tuple[str, list[Incident]]]:
    """Group what is not told over longer periods by division, the most deaths first, the country itself last."""
    grouped: dict[str, list[Incident]] = {}
    for incident in sorted(day.incidents, key=weight):
        if not incident.long:
            grouped.setdefault(incident.section, []).append(incident)
    return sorted(
        grouped.items(), key=lambda pair: (pair[0] == day.land, -deaths(pair[1]), -len(pair[1]), day.name_of(pair[0]))
    )


def _heading(section: str, day: Day) -> str:
    if section == day.land:
        return f"No {day.division_noun(plural=False)} recorded"
    return escaped(day.name_of(section))


def _section(incidents: list[Incident], cast: Cast, wording: Wording, left: list[Incident]) -> list[str]:
    """Tell one division's incidents conflict by conflict; what no free pattern is left for goes to `left`."""
    conflicts: dict[object, list[Incident]] = {}
    for incident in incidents:
        conflicts.setdefault(incident.dyad, []).append(incident)
    told = [list(_conflict(group, cast, wording, left)) for group in conflicts.values()]
    if sum(map(len, told)) > PARAGRAPH:
        return [" ".join(sentences) for sentences in told if sentences]
    joined = " ".join(sentence for sentences in told for sentence in sentences)
    return [joined] if joined else []


def _conflict(group: list[Incident], cast: Cast, wording: Wording, left: list[Incident]) -> Iterator[str]:
    """Tell the incidents of one conflict in one division: the largest by themselves, the others together."""
    clear = [incident for incident in group if incident.event.best and not incident.spanning]
    unclear = [incident for incident in group if not incident.event.best and not incident.spanning]
    spans = [incident for incident in group if incident.spanning]
    singles = [incident for incident in clear if incident.event.best >= BIG] or clear[:1] or unclear[:1]
    if len(clear) == 2:
        singles = clear[:1]
    for incident in singles:
        yield from filter(None, [_one(incident, sentence_templates.BY_SHAPE[incident.shape], cast, wording, left)])
    rest = [incident for incident in clear if incident not in singles]
    one_sided = group[0].event.violence == ONE_SIDED
    more = sentence_templates.MORE_ONE_SIDED if one_sided else sentence_templates.MORE
    yield from _rest(
        rest, more, sentence_templates.LIST_ONE_SIDED if one_sided else sentence_templates.LIST, cast, wording, left
    )
    rest = [incident for incident in unclear if incident not in singles]
    yield from _rest(rest, sentence_templates.MORE_NONE, sentence_templates.LIST_NONE, cast, wording, left)
    yield from filter(None, (_one(incident, sentence_templates.SPAN, cast, wording, left) for incident in spans))


def _one(incident: Incident, pool: tuple[str, ...], cast: Cast, wording: Wording, left: list[Incident]) -> str | None:
    frame = wording.pick(pool, incident.event.id)
    if frame is None:
        left.append(incident)
        return None
    return wording.fill(frame, Telling(incident, cast))


def _rest(
    rest: list[Incident],
    single: tuple[str, ...],
    several: tuple[str, ...],
    cast: Cast,
    wording: Wording,
    left: list[Incident],
) -> Iterator[str]:
    """Tell what follows the main event of a conflict: one more by itself, several as a list of places."""
    if len(rest) == 1:
        yield from filter(None, [_one(rest[0], single, cast, wording, left)])
        return
    frame = wording.pick(several, rest[0].event.id) if rest else None
    if frame:
        yield wording.fill(frame, Places(rest, cast))
    else:
        left.extend(rest)


def _table(left: list[Incident], cast: Cast) -> list[str]:
    """Give the records that the text has no room for as a table."""
    rows = ["| Where | Parties | Deaths |", "| --- | --- | --- |"]
    for incident in sorted(left, key=weight):
        telling, event = Telling(incident, cast), incident.event
        figures = str(event.best) if event.low == event.high else f"{event.best} ({event.low}–{event.high})"
        cells = (escaped(telling.where() + telling.when()), escaped(telling.parties()), figures)
        rows.append(f"| {' | '.join(cells)} |")
    count = Counter(incident.event.violence for incident in left).total()
    opening = f"The remaining {count} records" if count > 1 else "The remaining record"
    return [f"{opening} of the day in short, with the best estimate and the range of the others:", "\n".join(rows)]
