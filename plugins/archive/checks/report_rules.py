"""Report rules: checks within one report, after its keys have been read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set

from plugins.archive import limits
from plugins.archive.model.report import EVENT, REASON, REPORT, STEM, Event, Report
from plugins.archive.schema.positions import Finding, NodePath
from plugins.archive.schema.record import ListOf, Record


def check_report(report: Report, unreliable: Set[str] = frozenset()) -> Iterator[Finding]:
    """Apply the rules to `report`, except those that depend on one of its `unreliable` keys."""
    for rule, keys in RULES.items():
        if unreliable.isdisjoint(keys):
            yield from rule(report)


def file_name(report: Report) -> Iterator[Finding]:
    """The file is `reports/<year>/<date>-<words>.md`, with the date of the report."""
    folder = report.path.split("/")[1:-1]
    if not re.fullmatch(STEM.expression, report.stem):
        yield Finding((), f"the file's name '{report.stem}' is not {STEM.description}", STEM.remedy)
        return
    if report.stem[:10] != report.date.isoformat():
        what = f"{report.date.isoformat()} is not the date in the file's name ({report.stem[:10]})"
        yield Finding(("date",), what, "make them the same")
    if folder != [report.stem[:4]]:
        yield Finding((), "the file is in the wrong folder", f"move it to reports/{report.stem[:4]}/")


def event_ids(report: Report) -> Iterator[Finding]:
    """Event ids are unique within the report."""
    for index, event_id in _repeated(event.id for event in report.events):
        what = f"'{event_id}' is already the id of an earlier event"
        yield Finding(("events", index, "id"), what, "give it another id")


def actor_count(report: Report) -> Iterator[Finding]:
    """The number of actors, including those of events, is limited."""
    count = len(report.entry_ids("actor"))
    if count > limits.ACTORS:
        what = f"the report and its events name {count} actors"
        yield Finding(("events",), what, f"split it into reports of at most {limits.ACTORS} each")


def event_reference_count(report: Report) -> Iterator[Finding]:
    """The number of actors, tags and sources that events name is limited; repeated names count again."""
    count = sum(len(event.actors) + len(event.tags) + len(event.attributed_to) for event in report.events)
    if count > limits.EVENT_REFERENCES:
        what = f"the events name actors, tags and sources {count} times"
        yield Finding(("events",), what, f"split it into reports of at most {limits.EVENT_REFERENCES} each")


def event_duration(report: Report) -> Iterator[Finding]:
    """The duration of an event is limited."""
    for index, event in enumerate(report.events):
        if event.date.last.year - event.date.first.year > limits.EVENT_YEARS:
            what = f"'{event.date.text}' is longer than {limits.EVENT_YEARS} years"
            yield Finding(("events", index, "date"), what, "write when the event itself began and ended")


def source_numbers(report: Report) -> Iterator[Finding]:
    """The source numbers of events exist in the report's source list."""
    for index, event in enumerate(report.events):
        for position, number in enumerate(event.sources):
            if number > len(report.citations):
                what = f"there is no source {number}; the list has {len(report.citations)}"
                yield Finding(("events", index, "sources", position), what, "add the source or correct the number")


def death_counts(report: Report) -> Iterator[Finding]:
    """The estimates of deaths are in ascending order."""
    for index, event in enumerate(report.events):
        deaths = event.deaths
        if deaths and not deaths.low <= deaths.best <= deaths.high:
            what = f"low {deaths.low}, best {deaths.best}, high {deaths.high} are not in ascending order"
            yield Finding(("events", index, "deaths"), what, "order them low ≤ best ≤ high")


def withdrawal(report: Report) -> Iterator[Finding]:
    """A withdrawn report has a reason, and no other report has one."""
    withdrawn = report.status == REASON.value
    if withdrawn and not report.reason:
        yield Finding(("status",), "a withdrawn report needs a reason", "add 'reason: …'")
    if report.reason and not withdrawn:
        yield Finding(("reason",), "only a withdrawn report has a reason", "remove it or set 'status: withdrawn'")


def lists(report: Report) -> Iterator[Finding]:
    """Required lists are not empty, and lists of distinct values have no duplicates."""
    yield from _lists(report, REPORT, ())
    for index, event in enumerate(report.events):
        yield from _lists(event, EVENT, ("events", index))


def _lists(value: Report | Event, record: Record, path: NodePath) -> Iterator[Finding]:
    for key, field in record.fields.items():
        if isinstance(field.type, ListOf):
            items = getattr(value, field.attribute)
            if field.type.non_empty and not items:
                yield Finding((*path, key), "is an empty list", f"name at least one {key}")
            if field.type.unique:
                for index, item in _repeated(items):
                    yield Finding((*path, key, index), f"'{item}' is listed twice", "remove one of them")


def _repeated(values: Iterable[str]) -> Iterator[tuple[int, str]]:
    """List the values that appear before, each with its index."""
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield index, value
        seen.add(value)


Rule = Callable[[Report], Iterator[Finding]]
RULES: Mapping[Rule, tuple[str, ...]] = {
    file_name: (),
    lists: (),
    event_ids: (),
    actor_count: ("actors",),
    event_reference_count: (),
    event_duration: (),
    source_numbers: ("sources",),
    death_counts: (),
    withdrawal: ("status", "reason"),
}
"""The rules, each with the keys that it reads in addition to those that it reports."""
