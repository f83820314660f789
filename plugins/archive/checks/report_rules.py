"""Rules that hold within one report, each a generator of findings; a finding names its field by the steps to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set

from plugins.archive import limits
from plugins.archive.model.report import EVENT, REASON, REPORT, STEM, Event, Report
from plugins.archive.schema.positions import Finding
from plugins.archive.schema.record import ListOf, Record


def check_report(report: Report, doubtful: Set[str] = frozenset()) -> Iterator[Finding]:
    """Apply every rule to `report`, but those that rest on a key of it that is `doubtful`."""
    for rule in RULES:
        if doubtful.isdisjoint(RESTS_ON.get(rule, ())):
            yield from rule(report)


def file_name(report: Report) -> Iterator[Finding]:
    """A report's file is `reports/<year>/<year-month-day-words>.md`, and its date is the report's."""
    folder = report.path.split("/")[1:-1]
    if not re.fullmatch(STEM.expression, report.stem):
        yield Finding((), f"the file's name '{report.stem}' is not {STEM.description}", STEM.remedy)
        return
    if report.stem[:10] != report.date.isoformat():
        what = f"{report.date.isoformat()} is not the date in the file's name ({report.stem[:10]})"
        yield Finding(("date",), what, "make the two agree")
    if folder != [report.stem[:4]]:
        yield Finding((), "the file is in the wrong folder", f"put it into reports/{report.stem[:4]}/")


def event_ids(report: Report) -> Iterator[Finding]:
    """Each event's id is its own within the report."""
    seen: set[str] = set()
    for place, event in enumerate(report.events):
        if event.id in seen:
            yield Finding(("events", place, "id"), f"'{event.id}' is the id of an earlier event", "give it another")
        seen.add(event.id)


def actor_count(report: Report) -> Iterator[Finding]:
    """A report names at most so many actors, those of its events among them."""
    named = len(report.all_actors())
    if named > limits.ACTORS:
        what = f"the report and its events name {named} actors"
        yield Finding(("events",), what, f"split it into reports of at most {limits.ACTORS} each")


def mentions(report: Report) -> Iterator[Finding]:
    """A report's events name at most so many actors, tags and sources, counted each time."""
    named = sum(len(event.actors) + len(event.tags) + len(event.attributed_to) for event in report.events)
    if named > limits.EVENT_REFERENCES:
        what = f"the events name actors, tags and sources {named} times"
        yield Finding(("events",), what, f"split it into reports of at most {limits.EVENT_REFERENCES} each")


def spans(report: Report) -> Iterator[Finding]:
    """No event lasts longer than anybody could report on."""
    for place, event in enumerate(report.events):
        if event.date.last.year - event.date.first.year > limits.EVENT_YEARS:
            what = f"'{event.date.text}' is longer than {limits.EVENT_YEARS} years"
            yield Finding(("events", place, "date"), what, "write when the event itself began and ended")


def source_numbers(report: Report) -> Iterator[Finding]:
    """An event's source numbers count within the report's source list."""
    for place, event in enumerate(report.events):
        for position, number in enumerate(event.sources):
            if number > len(report.citations):
                what = f"there is no source {number}; the list has {len(report.citations)}"
                yield Finding(("events", place, "sources", position), what, "add the source or correct the number")


def death_counts(report: Report) -> Iterator[Finding]:
    """Deaths rise from low to best to high."""
    for place, event in enumerate(report.events):
        deaths = event.deaths
        if deaths and not deaths.low <= deaths.best <= deaths.high:
            what = f"low {deaths.low}, best {deaths.best}, high {deaths.high} do not rise"
            yield Finding(("events", place, "deaths"), what, "order them low ≤ best ≤ high")


def withdrawal(report: Report) -> Iterator[Finding]:
    """A withdrawn report says why, and only a withdrawn one does."""
    withdrawn = report.status == REASON.value
    if withdrawn and not report.reason:
        yield Finding(("status",), "a withdrawn report must say why", "add 'reason: …'")
    if report.reason and not withdrawn:
        yield Finding(("reason",), "only a withdrawn report has a reason", "take it away or set 'status: withdrawn'")


def lists(report: Report) -> Iterator[Finding]:
    """A list that must name something does, and none names a thing twice that must not."""
    yield from _lists(report, REPORT, ())
    for place, event in enumerate(report.events):
        yield from _lists(event, EVENT, ("events", place))


def _lists(value: Report | Event, record: Record, steps: tuple[str | int, ...]) -> Iterator[Finding]:
    for key, field in record.fields.items():
        items = getattr(value, field.attribute or key)
        if isinstance(field.type, ListOf) and field.type.non_empty and not items:
            yield Finding((*steps, key), "is an empty list", f"name at least one {key}")
        if isinstance(field.type, ListOf) and field.type.unique:
            yield from _repeated(items, (*steps, key))


def _repeated(values: tuple[str, ...], steps: tuple[str | int, ...]) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, value in enumerate(values):
        if value in seen:
            yield Finding((*steps, place), f"'{value}' stands twice", "keep one of the two")
        seen.add(value)


RULES: tuple[Callable[[Report], Iterator[Finding]], ...] = (
    file_name,
    lists,
    event_ids,
    actor_count,
    mentions,
    spans,
    source_numbers,
    death_counts,
    withdrawal,
)
RESTS_ON: Mapping[Callable[[Report], Iterator[Finding]], tuple[str, ...]] = {
    actor_count: ("actors",),
    source_numbers: ("sources",),
    withdrawal: ("status", "reason"),
}
"""The keys of a report that a rule draws on beside those that it finds fault with."""
