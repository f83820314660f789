"""The `merge` command: one registry entry becomes another one, in the registry and in every report, or nowhere."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from plugins.archive.archive import Inspection, read_registry
from plugins.archive.checks.references import check_references
from plugins.archive.document import read_report
from plugins.archive.editing.entry_merge import merge_in_file
from plugins.archive.editing.id_replacement import may_contain, replace_ids
from plugins.archive.editing.yaml_text import inline
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files.folder import SITE_FILE, registry_path
from plugins.archive.geometry.loader import load_boundaries
from plugins.archive.merging.merged_entry import MergedEntry, MergeError, merge_entries
from plugins.archive.merging.merged_registry import changed_ids, merged_vocabulary
from plugins.archive.merging.usage import count_uses, index_events
from plugins.archive.model.entries import SCHEMAS
from plugins.archive.model.registry import REGISTRY_FILES, Registry
from plugins.archive.problems import ArchiveError, Problem, printable
from plugins.archive.text.plurals import plural
from plugins.archive.urls import Urls
from plugins.commands import schemas
from plugins.commands.atomic_write import replace_files
from plugins.commands.check.check import check_archive
from plugins.commands.registry.kinds import KindError, find_kind
from plugins.importers.checksum import is_unmodified, with_checksum


class Merge(NamedTuple):
    """A merge that is ready to be written: the new content of each changed file, and the figures to print."""

    kind: EntryKind
    old_id: str
    merged: MergedEntry
    registry: Registry
    files: Mapping[str, bytes]
    uses: int
    shared_events: int


def run(*, content: Path, kind: str, old_id: str, into_id: str) -> int:
    """Merge the entry `old_id` into `into_id` and print what changed; return the exit code.

    Nothing is written if the archive has errors, or if the merged archive would have any.
    """
    gc.disable()  # a large archive has many objects, and they live to the end
    try:
        merge = prepare(content, find_kind(kind), old_id, into_id)
        replace_files({content / path: data for path, data in merge.files.items()})
        if schemas.schema_dir(content).is_dir():
            schemas.write_schemas(schemas.schema_dir(content), merge.registry)
    except (KindError, MergeError) as error:
        print(printable(f"Error: {error}"), file=sys.stderr)
        return 2
    except (ArchiveError, OSError) as error:
        print(f"{error}\nNothing was changed.", file=sys.stderr)
        return 1
    finally:
        gc.enable()
    print("\n".join(map(printable, _result_lines(merge))))
    return 0


def prepare(content: Path, kind: EntryKind, old_id: str, into_id: str) -> Merge:
    """Return what to write. Raises MergeError if the entries cannot be merged, and ArchiveError for other problems."""
    archive = check_archive(content)
    errors = [problem for problem in archive.problems if problem.severity == "error"]
    inspection, registry = archive.inspection, archive.inspection.context.registry
    ids = changed_ids(kind, registry, old_id, into_id)
    merged = merge_entries(registry.entries(kind)[old_id], registry.entries(kind)[into_id])
    if errors:
        raise ArchiveError(errors)
    files = dict(_changed_files(inspection, kind, merged, ids, old_id))
    changed = _check(inspection, kind, files)
    if dict(changed.entries(kind)) != merged_vocabulary(kind, registry, merged, ids, old_id):
        raise MergeError(f"the format of {registry_path(kind)} does not allow this merge — edit it by hand")
    reports = inspection.parsed.reports
    uses, events = count_uses(reports, registry), index_events(reports)
    shared = len(events[kind, old_id] & events[kind, into_id])
    return Merge(kind, old_id, merged, changed, files, sum(uses[kind, each] for each in ids), shared)


def _changed_files(
    inspection: Inspection, kind: EntryKind, merged: MergedEntry, ids: Mapping[str, str], old_id: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the files that change, each with its new content."""
    folder, own = inspection.context.folder, registry_path(kind)
    old = inspection.context.registry.entries(kind)[old_id]
    yield own, merge_in_file(own, folder.read(own), kind, old, merged, ids)
    others = {registry_path(each) for each in REGISTRY_FILES} - {own}
    for path in (SITE_FILE, *sorted(others), *folder.pages, *folder.reports):
        data = folder.read(path) if folder.has_file(path) else b""
        if may_contain(data, ids) and (new := replace_ids(path, data, kind, ids)) != data:
            yield path, _with_checksum(data, new)


def _with_checksum(data: bytes, new: bytes) -> bytes:
    """Return `new` with its checksum if `data` is an imported report that nobody edited, so that it stays one."""
    return with_checksum(new.decode()).encode() if is_unmodified(data.decode()) else new


def _check(inspection: Inspection, kind: EntryKind, files: Mapping[str, bytes]) -> Registry:
    """Read the changed files as a check does, and return the new registry. Raises ArchiveError."""
    problems: list[Problem] = []
    folder = inspection.context.folder
    registry = read_registry(folder, problems, files)
    if kind == "region":
        load_boundaries(folder, registry, problems)
    read = (read_report(path, files[path], Urls(), problems) for path in folder.reports if path in files)
    check_references([report for report in read if report], registry, folder, problems)
    if problems:
        raise ArchiveError(problems)
    return registry


def _result_lines(merge: Merge) -> Iterator[str]:
    """Say what the entry got and what it did not get."""
    into, fields = merge.merged.entry, SCHEMAS[merge.kind].fields
    reports = sum(path.endswith(".md") for path in merge.files)
    counts = f"{plural(merge.uses, 'use')} replaced, {plural(reports, 'report')} changed"
    shared = f"{plural(merge.shared_events, 'event')} named both"
    yield f"Merged {merge.kind} {merge.old_id} into {into.id}: {counts}, {shared}."
    for key, value in merge.merged.added:
        yield f"  added to {into.id}: {key}: {inline(value, fields[key].type, flow=False)}"
    for key, value in merge.merged.omitted:
        text = inline(value, fields[key].type, flow=False)
        yield f"  not carried over, but written as a comment of {into.id}: {key}: {text}"
    if merge.kind == "actor":
        yield f"  If {into.id} had one of the added names at a certain time, give that name 'kind: former' and dates."
