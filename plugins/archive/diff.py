"""The difference between two states of an archive: what one adds, changes and removes.

Both states can have errors. Files that are unreadable in one of them are listed and not compared. Identical files are
not read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Literal, NamedTuple, TypeVar

from plugins.archive.archive import read_registry
from plugins.archive.document import read_report
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files.folder import SITE_FILE, Folder, registry_path, scan
from plugins.archive.model.entries import Entry
from plugins.archive.model.registry import REGISTRY_FILES, Registry
from plugins.archive.model.report import REPORT, Event, Report
from plugins.archive.problems import Problem
from plugins.archive.urls import Urls, stem_of

Item = TypeVar("Item")
ChangeKind = Literal["added", "changed", "renamed", "published", "withdrawn", "restored", "made a draft", "removed"]


class Changes(NamedTuple, Generic[Item]):
    """Added, changed and removed items: in their new state, or in their old one if removed."""

    added: tuple[Item, ...] = ()
    changed: tuple[Item, ...] = ()
    removed: tuple[Item, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything changed."""
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class ReportChange:
    """The change of one report. `keys` are the changed keys of the front matter, and `text` if the body changed."""

    kind: ChangeKind
    report: Report
    former_stem: str
    keys: tuple[str, ...]
    events: Changes[Event]


@dataclass(frozen=True, slots=True)
class ArchiveDiff:
    """The difference between two states.

    `files` are the paths of site.yaml, geometry, pages and attachments; `not_compared` those of files that have errors
    in one of the states, or do not belong in an archive; `lost_names` the names of published reports that lead to no
    report and no redirect any more.
    """

    reports: tuple[ReportChange, ...]
    entries: Mapping[EntryKind, Changes[Entry]]
    files: Changes[str]
    not_compared: tuple[str, ...]
    lost_names: tuple[str, ...]

    @property
    def events(self) -> Changes[tuple[Report, Event]]:
        """The changed events, each with its report."""
        parts = ([(c.report, e) for c in self.reports for e in c.events[n]] for n in range(3))
        return Changes(*map(tuple, parts))

    def __bool__(self) -> bool:
        """Return whether anything changed."""
        return bool(self.reports or self.files or self.not_compared or any(self.entries.values()))


class _State(NamedTuple):
    """The readable parts of one state. `reports` has only reports whose files differ between the states."""

    reports: dict[str, Report]
    registry: Registry
    unreadable: set[str]


def diff(before: Path, after: Path) -> ArchiveDiff:
    """Compare two content folders, either of which may be empty or have errors."""
    problems: tuple[list[Problem], list[Problem]] = [], []
    folders = scan(before, problems[0]), scan(after, problems[1])
    files = _digests(folders[0]), _digests(folders[1])
    changed = {path for path in files[0].keys() | files[1].keys() if files[0].get(path) != files[1].get(path)}
    old, new = (_read_state(folder, changed, found) for folder, found in zip(folders, problems, strict=True))
    reports = {*folders[0].reports, *folders[1].reports}
    unreadable = old.unreadable | new.unreadable
    other_files = sorted(changed - reports - unreadable - {registry_path(kind) for kind in REGISTRY_FILES})
    kinds = [kind for kind in REGISTRY_FILES if registry_path(kind) not in unreadable]
    return ArchiveDiff(
        tuple(_report_changes(old, new)),
        {kind: compare(old.registry.entries(kind), new.registry.entries(kind)) for kind in kinds},
        Changes(
            tuple(path for path in other_files if path not in files[0]),
            tuple(path for path in other_files if path in files[0] and path in files[1]),
            tuple(path for path in other_files if path not in files[1]),
        ),
        tuple(sorted(unreadable & changed | old.unreadable ^ new.unreadable)),
        tuple(sorted(_public_names(old, unreadable) - _public_names(new, unreadable))),
    )


def compare(before: Mapping[str, Item], after: Mapping[str, Item]) -> Changes[Item]:
    """Compare values by key. The results are in the order of their mapping."""
    return Changes(
        tuple(value for key, value in after.items() if key not in before),
        tuple(value for key, value in after.items() if key in before and before[key] != value),
        tuple(value for key, value in before.items() if key not in after),
    )


def _digests(folder: Folder) -> dict[str, bytes]:
    paths = [
        SITE_FILE,
        *map(registry_path, REGISTRY_FILES),
        *folder.geometry_files,
        *folder.reports,
        *folder.pages,
        *sorted(folder.attachments),
    ]
    return {path: hashlib.sha256(folder.read(path)).digest() for path in paths if folder.has_file(path)}


def _read_state(folder: Folder, changed: Set[str], problems: list[Problem]) -> _State:
    """Read the registry and the `changed` reports. `problems` already has those of the scan."""
    registry = read_registry(folder, problems)
    paths = [path for path in folder.reports if path in changed]
    read = {path: read_report(path, folder.read(path), Urls(), problems) for path in paths}
    unreadable = {problem.path for problem in problems} | {path for path, report in read.items() if report is None}
    return _State({report.stem: report for report in read.values() if report}, registry, unreadable)


def _report_changes(old: _State, new: _State) -> Iterator[ReportChange]:
    """List the changes of reports, by stem. Renamed reports are recognised by `formerly`."""
    unreadable = set(map(stem_of, old.unreadable | new.unreadable))
    gone = old.reports.keys() - new.reports.keys() - unreadable
    for stem, report in sorted(new.reports.items()):
        before = old.reports.get(stem) or next((old.reports[name] for name in report.formerly if name in gone), None)
        gone.discard(before.stem if before else "")
        if before or stem not in unreadable:
            yield _report_change(before, report)
    yield from (_report_change(old.reports[stem], None) for stem in sorted(gone))


def _report_change(before: Report | None, after: Report | None) -> ReportChange:
    report = after or before
    assert report is not None  # at least one of the two is given
    keys = tuple(_changed_keys(before, after)) if before and after else ()
    former = before.stem if before and before.stem != report.stem else ""
    return ReportChange(
        _change_kind(before, after), report, former, keys, compare(_public_events(before), _public_events(after))
    )


def _change_kind(before: Report | None, after: Report | None) -> ChangeKind:
    if before is None:
        return "added"
    if after is None:
        return "removed"
    if before.status != after.status:
        if after.status != "published":
            return "withdrawn" if after.status == "withdrawn" else "made a draft"
        return "restored" if before.status == "withdrawn" else "published"
    return "changed" if before.stem == after.stem else "renamed"


def _changed_keys(before: Report, after: Report) -> Iterator[str]:
    for key, field in REPORT.fields.items():
        if getattr(before, field.attribute) != getattr(after, field.attribute):
            yield key
    if before.body.html != after.body.html:
        yield "text"


def _public_events(report: Report | None) -> dict[str, Event]:
    """Return the events by id; none for a withdrawn report."""
    return {event.id: event for event in report.events} if report and report.status != "withdrawn" else {}


def _public_names(state: _State, unreadable: Set[str]) -> set[str]:
    """Return the current and former names of the compared reports that readers can find."""
    public = (r for r in state.reports.values() if r.status != "draft" and r.path not in unreadable)
    return {name for report in public for name in (report.stem, *report.formerly)}
