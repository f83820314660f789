"""Importer: reads the rows of a CSV file according to a map, and writes all files of an import, or none."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

from plugins.archive import limits
from plugins.archive.archive import read_registry
from plugins.archive.document import read_report
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files.folder import SITE_FILE, registry_path, report_path, scan
from plugins.archive.model.entries import Entry
from plugins.archive.model.site import load_site
from plugins.archive.problems import ArchiveError, Problem, too_many_problems
from plugins.archive.urls import Urls
from plugins.commands.atomic_write import FileChanges
from plugins.commands.import_csv.options import Options
from plugins.importers.manifest import Manifest
from plugins.importers.merge import Counts, DuplicateError, Merge, Mode, open_merge
from plugins.importers.registry_builder import RegistryBuilder, append_entries
from plugins.importers.registry_files import RegistryFiles, added_entry
from plugins.importers.report_files import ReportFiles, read_text
from plugins.importers.table.dates import DateReader, find_orders
from plugins.importers.table.events import EventReader
from plugins.importers.table.map_file import LoadedMap, load_map, with_format
from plugins.importers.table.names import Names, merged_spellings
from plugins.importers.table.reader import CsvFile, open_csv
from plugins.importers.table.reports import ReportWriter, correction_note, manifest_row
from plugins.importers.table.spellings import read_spellings, spellings_path, spellings_text


@dataclass(slots=True)
class Result:
    """What an import did: the rows by outcome, the rows left out, and the files that it wrote or left alone."""

    counts: Counts = field(default_factory=lambda: Counts(0, 0, 0, 0, 0))
    bad_rows: int = 0
    problems: list[Problem] = field(default_factory=list)
    repeated: int = 0
    adjusted: Counter[str] = field(default_factory=Counter)
    written: int = 0
    unchanged: int = 0
    edited: list[str] = field(default_factory=list)
    added: dict[str, int] = field(default_factory=dict)

    def add_bad_row(self, problems: list[Problem]) -> None:
        """Add the problems of one row, up to the limit for one file."""
        self.bad_rows += 1
        if len(self.problems) < limits.PROBLEMS:
            self.problems += problems
            if len(self.problems) >= limits.PROBLEMS:
                self.problems.append(too_many_problems(problems[0].path, problems[0].line, 1))


def import_file(content: Path, file: Path, options: Options, today: date) -> Result:
    """Import a file, or write nothing. Raises ArchiveError with every problem, and OSError."""
    loaded = with_format(load_map(options.map), options.form)
    csv_file = open_csv(file, loaded.table.file, loaded.columns())
    loaded.check_columns(csv_file.header)
    with open_merge(Manifest(content, loaded.table.dataset)) as merge, FileChanges() as changes:
        importer = Import(content, loaded, csv_file, options, merge)
        importer.read()
        with file.open("rb") as stream:
            merge.combine(hashlib.file_digest(stream, "sha256").hexdigest(), cast(Mode, options.mode))
        importer.write(changes, today)
    return importer.result


class Import:
    """One import: the rows of a file, matched with the registry and merged with those of earlier imports."""

    def __init__(self, content: Path, loaded: LoadedMap, file: CsvFile, options: Options, merge: Merge) -> None:
        self.content, self.loaded, self.file, self.options, self.merge = content, loaded, file, options, merge
        self.result = Result()
        self.table = loaded.table
        self.files = ReportFiles(content, self.table.dataset)
        self.used_ids = set(loaded.entry_ids())
        problems: list[Problem] = []
        folder = scan(content, [])  # its problems are those of `inv check`, and prevent no import
        own_reports = {report_path(stem) for stem in merge.earlier_reports() if self.files.previous(stem)}
        self.registries = RegistryFiles(folder, merge.manifest.added_entries(), own_reports)
        self.registry = RegistryBuilder(read_registry(folder, problems))
        site = load_site(SITE_FILE, read_text(content / SITE_FILE) or "", [])
        self.lang = self.table.lang or (site.lang if site else "")
        if not (content / SITE_FILE).is_file():
            what = "is missing, so the folder is not an archive"
            problems.append(Problem(str(content / SITE_FILE), 1, 1, "file", what, "give its folder: --content PATH"))
        others = self.registries.registry(problems)
        if problems:
            raise ArchiveError(problems)
        path = spellings_path(self.table.dataset)
        text = read_text(content / path)
        spellings, root = read_spellings(path, None if text is None else text.encode())
        own = {
            (kind, one) for kind, found in self.registry.entries.items() for one in found.keys() - others.entries(kind)
        }
        self.names = Names(self.registry, spellings, path, options.add, own)
        if options.add:
            self.names.own.update(self.loaded.add_entries(self.registry))
        self.missing = [*self.loaded.unknown_ids(self.registry), *self.names.unknown_ids(root)]

    def read(self) -> None:
        """Read all rows. Raises ArchiveError with the bad rows and the unknown names."""
        order = self.options.date_order
        reader = EventReader(self.table, DateReader(self.lang, find_orders(self.file, self.table, order)), self.names)
        rows = 0
        for row in self.file.rows():
            rows += 1
            found = None if row.problems else reader.read(row)
            try:
                self.result.repeated += found is not None and not self.merge.add(manifest_row(found))
            except DuplicateError as error:
                row.error("", f"has the id of an earlier row, {error}, and other values", "keep one of the two")
            if row.problems:
                self.result.add_bad_row(row.problems)
        self.result.adjusted = reader.adjusted
        bad = [] if self.options.skip_bad_rows and self.result.bad_rows < rows else self.result.problems
        if not rows:
            bad = [Problem(str(self.file.path), 1, 1, "file", "has no rows", "choose another file")]
        if problems := [*self.missing, *bad, *self.names.problems()]:
            raise ArchiveError(problems)

    def write(self, changes: FileChanges, today: date) -> None:
        """Write the reports, the registry, the spellings and the manifest. Raises ArchiveError."""
        writer, merge = ReportWriter(self.table, self.registry.entries, self.lang), self.merge
        merge.assign(writer.stem)
        for stem, rows in merge.reports():
            parts = writer.parts(stem, rows)
            self.used_ids.update(one for part in parts for found in part.events for one in found.entry_ids())
            for part in parts[1:]:
                merge.place(part.ids, part.stem)
            for index, part in enumerate(parts):
                previous = self.files.previous(part.stem)
                note = correction_note(merge.changes(part.stem)) if previous else ""
                corrections = self.files.corrections(part.stem, previous, note, today)
                self._write_report(part.stem, previous, writer.text(parts, index, corrections), changes)
        self._check_ids()
        for stem in merge.abandoned_reports():
            self._withdraw_report(stem, changes)
        self.result.edited, self.result.counts = sorted(self.files.edited), merge.counts()
        for path, data in self._other_files():
            if data is None:
                changes.delete(self.content / path)
            elif data != self._present(path):
                changes.write(self.content / path, data)

    def _check_ids(self) -> None:
        """Raise ArchiveError if rows of earlier imports name entries that the registry does not have any more."""
        lost = sorted((kind, one) for kind, one in self.used_ids if one and one not in self.registry.entries[kind])
        path, remedy = self.merge.manifest.path("*"), "add the entry again, or import the files of these rows again"
        what = "rows of earlier imports name it, but the registry does not have it"
        if lost:
            raise ArchiveError(Problem(path, 1, 1, f"{kind} {one}", what, remedy) for kind, one in lost)

    def _withdraw_report(self, stem: str, changes: FileChanges) -> None:
        previous, lost = self.files.previous(stem), self.merge.changes(stem)
        text = self.files.withdrawn(stem, correction_note(lost) or "All of its events were withdrawn.", [])
        self.used_ids.update(("region", change.old.scope) for change in lost)  # a withdrawn report names its country
        if text is not None:
            self._write_report(stem, previous, text, changes)

    def _write_report(self, stem: str, previous: str | None, text: str, changes: FileChanges) -> None:
        """Write a report unless it is unchanged or edited, read as a build does, so that no mistake is published."""
        path = report_path(stem)
        if path in self.files.edited:
            return
        if text == previous:
            self.result.unchanged += 1
            return
        problems: list[Problem] = []
        if read_report(path, text.encode(), Urls(), problems) is None:
            csv = str(self.file.path)
            raise ArchiveError(Problem(csv, 1, 1, f"{path}, {one.field}", one.what, one.remedy) for one in problems)
        changes.write(self.content / path, text.encode())
        self.result.written += 1

    def _other_files(self) -> Iterator[tuple[str, bytes | None]]:
        """Yield the path and the content of each file but the reports; a manifest's file without rows is deleted."""
        problems: list[Problem] = []
        kept = self._added_entries()
        for kind, entries in kept.items():
            path = registry_path(kind)
            if entries:
                self.registries.texts[path] = append_entries(self.registries.texts[path], entries, path, problems)
        self.registries.registry(problems)
        if problems:
            raise ArchiveError(problems)
        yield from (
            (path, text.encode()) for path, text in self.registries.texts.items() if text or self._present(path)
        )
        added = [added_entry(kind, entry) for kind, entries in kept.items() for entry in entries]
        yield from self.merge.manifest_files(added)
        yield self.names.path, spellings_text(merged_spellings(self.names, self.names.own - self.used_ids)).encode()

    def _added_entries(self) -> dict[EntryKind, list[Entry]]:
        """Return the entries that this and earlier imports added, that are used and nobody edited, sorted by id."""
        self.result.added = {registry_path(kind): len(added) for kind, added in self.registry.added.items() if added}
        return {
            kind: [entries[one] for one in sorted(entries) if (kind, one) in self.names.own & self.used_ids]
            for kind, entries in self.registry.entries.items()
        }

    def _present(self, path: str) -> bytes | None:
        return (self.content / path).read_bytes() if (self.content / path).is_file() else None
