"""The `registry` command: lists likely duplicates, with the reasons and the command that merges them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from plugins.archive.archive import Inspection
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.merging.duplicate_entries import Duplicate, find_duplicates
from plugins.archive.merging.usage import count_uses, index_events
from plugins.archive.model.entries import Entry
from plugins.archive.model.registry import REGISTRY_FILES, VOCABULARIES
from plugins.archive.problems import printable
from plugins.archive.text.plurals import plural
from plugins.commands.check.check import check_archive
from plugins.commands.registry.kinds import KindError, find_kind

Uses = Counter[tuple[EntryKind, str]]


def run(*, content: Path, kind: str = "") -> int:
    """Print the likely duplicates of one kind, or of every kind; return the exit code."""
    try:
        kinds = [find_kind(kind)] if kind else list(REGISTRY_FILES)
        lines = list(duplicate_lines(check_archive(content).inspection, kinds))
    except KindError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    print("\n".join(lines))
    return 0


def duplicate_lines(inspection: Inspection, kinds: Sequence[EntryKind]) -> Iterator[str]:
    """List the likely duplicates of each kind in `kinds`, those with the most uses first."""
    registry = inspection.context.registry
    uses, events = count_uses(inspection.parsed.reports, registry), index_events(inspection.parsed.reports)
    for kind in kinds:
        entries = registry.entries(kind)
        found = [_by_uses(each, kind, uses) for each in find_duplicates(entries.values())]
        found.sort(key=lambda each: -uses[kind, each.other.id])
        total = plural(len(entries), "entry", "entries")
        yield f"{VOCABULARIES[kind]}: {total}, {plural(len(found), 'likely duplicate')}"
        for duplicate in found:
            yield f"  {_describe(duplicate.one, uses[kind, duplicate.one.id])}"
            yield f"  {_describe(duplicate.other, uses[kind, duplicate.other.id])}"
            yield from (printable(f"    {reason}") for reason in duplicate.reasons)
            if shared := len(events[kind, duplicate.one.id] & events[kind, duplicate.other.id]):
                yield f"    but {plural(shared, 'event names', 'events name')} both, as if they were different"
            yield f"    if they are the same: inv merge {kind} {duplicate.other.id} {duplicate.one.id}"


def _by_uses(duplicate: Duplicate, kind: EntryKind, uses: Uses) -> Duplicate:
    """Return a duplicate with the entry first that is used more."""
    one, other, reasons = duplicate
    return duplicate if uses[kind, one.id] >= uses[kind, other.id] else Duplicate(other, one, reasons)


def _describe(entry: Entry, uses: int) -> str:
    return printable(f"{entry.id} ({entry.name}): {plural(uses, 'use')}")
