"""Usage: how often reports, events and other entries name each registry entry."""

from collections import Counter
from collections.abc import Iterable

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


def count_shared_events(reports: Iterable[Report], kind: EntryKind, one: str, other: str) -> int:
    """Return the number of events that name both entries, which is a sign that they are different things."""
    named = (
        {entry_id for _, id_type, entry_id in find_entry_ids(event, EVENT_ID_FIELDS) if id_type.kind == kind}
        for report in reports
        for event in report.events
    )
    return sum({one, other} <= ids for ids in named)
