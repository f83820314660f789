"""Usage: how often reports, events and other entries name each registry entry."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import count

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entry_ids import find_entry_ids
from plugins.archive.model.registry import LINKS, REGISTRY_FILES, Registry
from plugins.archive.model.report import EVENT_ID_FIELDS, REPORT_ID_FIELDS, Report


def count_uses(reports: Iterable[Report], registry: Registry) -> Counter[tuple[EntryKind, str]]:
    """Return the number of places that name each entry, by kind and id."""
    uses: Counter[tuple[EntryKind, str]] = Counter()
    for report in reports:
        uses.update((id_type.kind, entry_id) for _, id_type, entry_id in find_entry_ids(report, REPORT_ID_FIELDS))
    for kind in REGISTRY_FILES:
        for entry in registry.entries(kind).values():
            uses.update((id_type.kind, each) for _, id_type, each in find_entry_ids(entry, LINKS[kind]))
    return uses


def index_events(reports: Iterable[Report]) -> dict[tuple[EntryKind, str], set[int]]:
    """Return the events that name each entry, by kind and id, as numbers. Events in common speak against a merge."""
    events: dict[tuple[EntryKind, str], set[int]] = defaultdict(set)
    numbers = count()
    for report in reports:
        for number, event in zip(numbers, report.events, strict=False):
            for _, id_type, entry_id in find_entry_ids(event, EVENT_ID_FIELDS):
                events[id_type.kind, entry_id].add(number)
    return events
