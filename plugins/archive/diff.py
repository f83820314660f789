"""The difference: what one state of an archive adds to another, alters in it, and takes away.

Both states may have problems: what can be read in both is compared, what can't is named. Files that are the same, byte
for byte, are not read.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator, Mapping
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
from plugins.archive.urls import Urls

Thing = TypeVar("Thing")
ChangeKind = Literal["added", "changed", "renamed", "published", "withdrawn", "restored", "made a draft", "removed"]


class Changes(NamedTuple, Generic[Thing]):
    """What of a kind was added, altered and removed: as it is now, or as it was where it is gone."""

    added: tuple[Thing, ...] = ()
    changed: tuple[Thing, ...] = ()
    removed: tuple[Thing, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class ReportChange:
    """What became of one report. `keys` are those of its front matter that say something else, and `text`."""

    kind: ChangeKind
    report: Report
    former_stem: str
    keys: tuple[str, ...]
    events: Changes[Event]


@dataclass(frozen=True, slots=True)
class ArchiveDiff:
    """What one state has otherwise than another.

    `texts` are the paths of site.yaml, geometry, pages and attachments; `unread` those of files that are faulty in one
    of the states, and so not compared, or that do not belong there; `lost` the names of published reports that neither
    a report nor a redirect bears now.
    """

    reports: tuple[ReportChange, ...]
    entries: Mapping[EntryKind, Changes[Entry]]
    files: Changes[str]
    not_compared: tuple[str, ...]
    lost_names: tuple[str, ...]

    @property
    def events(self) -> Changes[tuple[Report, Event]]:
        """The events that changed, each with its report."""
        parts = ([(c.report, e) for c in self.reports for e in c.events[n]] for n in range(3))
        return Changes(*map(tuple, parts))

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.reports or self.files or self.not_compared or any(self.entries.values()))


class State(NamedTuple):
    """What can be read of one state; `reports` has only those whose files the other state has otherwise or not."""

    reports: dict[str, Report]
    registry: Registry
    faulty: set[str]


def diff(before: Path, after: Path) -> ArchiveDiff:
    """Compare two content folders, either of which may be empty or faulty."""
    problems: tuple[list[Problem], list[Problem]] = [], []
    folders = scan(before, problems[0]), scan(after, problems[1])
    files = _files(folders[0]), _files(folders[1])
    changed = {path for path in files[0].keys() | files[1].keys() if files[0].get(path) != files[1].get(path)}
    old, new = (_state(folder, changed, found) for folder, found in zip(folders, problems, strict=True))
    reports = {*folders[0].reports, *folders[1].reports}
    unread = old.faulty | new.faulty
    return ArchiveDiff(
        tuple(_report_changes(old, new)),
        {kind: _entries(kind, old.registry, new.registry, unread) for kind in REGISTRY_FILES},
        _paths(files[0], files[1], changed - reports - unread - {registry_path(kind) for kind in REGISTRY_FILES}),
        tuple(sorted(unread & changed | old.faulty ^ new.faulty)),
        tuple(sorted(_addresses(old, unread) - _addresses(new, unread))),
    )


def split(before: Mapping[str, Thing], after: Mapping[str, Thing]) -> Changes[Thing]:
    """Compare values by their keys; each part is in the order of its mapping."""
    return Changes(
        tuple(value for key, value in after.items() if key not in before),
        tuple(value for key, value in after.items() if key in before and before[key] != value),
        tuple(value for key, value in before.items() if key not in after),
    )


def _files(folder: Folder) -> dict[str, bytes]:
    """Return a digest of every file of a folder by its path."""
    paths = [
        SITE_FILE,
        *map(registry_path, REGISTRY_FILES),
        *folder.geometry_files,
        *folder.reports,
        *folder.pages,
        *sorted(folder.attachments),
    ]
    return {path: hashlib.sha256(folder.read(path)).digest() for path in paths if folder.has_file(path)}


def _state(folder: Folder, changed: set[str], problems: list[Problem]) -> State:
    """Read the registry, and of the reports those that `changed`; `problems` are those found before."""
    registry = read_registry(folder, problems)
    paths = [path for path in folder.reports if path in changed]
    read = {path: read_report(path, folder.read(path), Urls(), problems) for path in paths}
    faulty = {problem.path for problem in problems} | {path for path, report in read.items() if report is None}
    return State({report.stem: report for report in read.values() if report}, registry, faulty)


def _report_changes(old: State, new: State) -> Iterator[ReportChange]:
    """List what became of each report, by name; one that bears another name now is found by `formerly`."""
    unread = set(map(_stem, old.faulty | new.faulty))
    gone = old.reports.keys() - new.reports.keys() - unread
    for stem, report in sorted(new.reports.items()):
        before = old.reports.get(stem) or next((old.reports[name] for name in report.formerly if name in gone), None)
        gone.discard(before.stem if before else "")
        if before or stem not in unread:
            yield _change(before, report)
    yield from (_change(old.reports[stem], None) for stem in sorted(gone))


def _change(before: Report | None, after: Report | None) -> ReportChange:
    report = after or before
    assert report is not None  # one of the two is there
    keys = tuple(_keys(before, after)) if before and after else ()
    former = before.stem if before and before.stem != report.stem else ""
    return ReportChange(_how(before, after), report, former, keys, split(_events(before), _events(after)))


def _how(before: Report | None, after: Report | None) -> ChangeKind:
    if before is None:
        return "added"
    if after is None:
        return "removed"
    if before.status != after.status:
        if after.status != "published":
            return "withdrawn" if after.status == "withdrawn" else "made a draft"
        return "restored" if before.status == "withdrawn" else "published"
    return "changed" if before.stem == after.stem else "renamed"


def _keys(before: Report, after: Report) -> Iterator[str]:
    """List the keys of the front matter that say something else, and `text` for the body."""
    for key, field in REPORT.fields.items():
        attribute = field.attribute or key
        if getattr(before, attribute) != getattr(after, attribute):
            yield key
    if before.body.html != after.body.html:
        yield "text"


def _events(report: Report | None) -> dict[str, Event]:
    """Return the events that a report tells readers; one that is withdrawn tells none."""
    return {event.id: event for event in report.events} if report and report.status != "withdrawn" else {}


def _addresses(state: State, unread: set[str]) -> set[str]:
    """Return the names at which readers find the reports that were compared, or are led to them."""
    shown = (r for r in state.reports.values() if r.status != "draft" and r.path not in unread)
    return {name for report in shown for name in (report.stem, *report.formerly)}


def _entries(kind: EntryKind, old: Registry, new: Registry, unread: set[str]) -> Changes[Entry]:
    """Compare a vocabulary; nothing can be said of a faulty one."""
    return Changes() if registry_path(kind) in unread else split(old.entries(kind), new.entries(kind))


def _paths(before: Mapping[str, bytes], after: Mapping[str, bytes], changed: set[str]) -> Changes[str]:
    gone, come = changed - after.keys(), changed - before.keys()
    return Changes(tuple(sorted(come)), tuple(sorted(changed - gone - come)), tuple(sorted(gone)))


def _stem(path: str) -> str:
    return posixpath.basename(path).removesuffix(".md")
