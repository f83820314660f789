"""Importer: reads the rows of a CSV file as a map says, and writes all files of an import, or none."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple, cast, get_args

from plugins.archive import limits
from plugins.archive.archive import read_registry
from plugins.archive.document import read_report
from plugins.archive.files.folder import registry_path, report_path, scan
from plugins.archive.problems import ArchiveError, Problem, too_many_problems
from plugins.archive.urls import Urls
from plugins.commands.atomic_write import FileChanges
from plugins.importers.manifest import Manifest
from plugins.importers.merge import Counts, DuplicateError, Merge, Mode, open_merge
from plugins.importers.report_files import ReportFiles, read_text
from plugins.importers.table.date_formats import DATE_ORDERS
from plugins.importers.table.dates import DateReader, find_orders
from plugins.importers.table.events import EventReader
from plugins.importers.table.map import FileFormat
from plugins.importers.table.map_file import LoadedMap, load_map, with_format
from plugins.importers.table.names import Names, merged_spellings
from plugins.importers.table.reader import CsvFile, open_csv
from plugins.importers.table.reports import ReportWriter, correction_note, manifest_row
from plugins.importers.table.spellings import read_spellings, spellings_path, spellings_text
from plugins.importers.ucdp.registry_builder import RegistryBuilder, append_entries

CHOICES = {
    "separator": (",", ";", "|", "tab"),
    "decimal": (".", ","),
    "date_order": DATE_ORDERS,
    "mode": get_args(Mode)[1:],
}
"""The values that options can have."""


class Options(NamedTuple):
    """The options of the command, as they were given."""

    map: str = ""
    propose: bool = False
    add: bool = False
    skip_bad_rows: bool = False
    encoding: str = ""
    separator: str = ""
    decimal: str = ""
    date_order: str = ""
    mode: str = ""

    def wrong(self) -> str:
        """Return what is wrong with the options; empty if nothing is."""
        for name, choices in CHOICES.items():
            if (given := getattr(self, name)) not in ("", *choices):
                return f"--{name.replace('_', '-')} is one of {' '.join(choices)}, not '{given}'"
        return "" if self.map or self.propose else "give the map of the file's columns: --map MAP.yaml (or --propose)"

    @property
    def form(self) -> FileFormat:
        """How the file is written."""
        return FileFormat(self.encoding, self.separator, self.decimal)


@dataclass(slots=True)
class Result:
    """What an import did: the rows by outcome, the rows left out, and the files that it wrote or left alone."""

    counts: Counts = field(default_factory=lambda: Counts(0, 0, 0, 0, 0))
    bad_rows: int = 0
    problems: list[Problem] = field(default_factory=list)
    repeated: int = 0
    shortened: Counter[str] = field(default_factory=Counter)
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
    importer = Import(content, loaded, csv_file, options, today)
    manifest = Manifest(content, loaded.table.dataset)
    with open_merge(manifest) as merge, FileChanges() as changes:
        importer.read(merge)
        with file.open("rb") as stream:
            merge.combine(hashlib.file_digest(stream, "sha256").hexdigest(), cast(Mode, options.mode))
        importer.write(merge, changes)
    return importer.result


class Import:
    """One import: the rows of a file, matched with the registry and merged with those of earlier imports."""

    def __init__(self, content: Path, loaded: LoadedMap, file: CsvFile, options: Options, today: date) -> None:
        self.content, self.loaded, self.file, self.options, self.today = content, loaded, file, options, today
        self.result = Result()
        self.table = loaded.table
        problems: list[Problem] = []
        self.registry = RegistryBuilder(read_registry(scan(content, problems), problems))
        if problems:
            raise ArchiveError(problems)
        path = spellings_path(self.table.dataset)
        text = read_text(content / path)
        spellings, root = read_spellings(path, None if text is None else text.encode())
        self.names = Names(self.registry, spellings, path, options.add)
        if options.add:
            self.loaded.add_entries(self.registry)
        self.missing = [*self.loaded.unknown_ids(self.registry), *self.names.unknown_ids(root)]

    def read(self, merge: Merge) -> None:
        """Read all rows into `merge`. Raises ArchiveError with the bad rows and the unknown names."""
        order = self.options.date_order
        reader = EventReader(
            self.table, DateReader(self.table.lang, find_orders(self.file, self.table, order)), self.names
        )
        rows = 0
        for row in self.file.rows():
            rows += 1
            found = None if row.problems else reader.read(row)
            try:
                self.result.repeated += found is not None and not merge.add(manifest_row(found))
            except DuplicateError as error:
                row.error("", f"has the id of an earlier row, {error}, and other values", "keep one of the two")
            if row.problems:
                self.result.add_bad_row(row.problems)
        self.result.shortened = reader.shortened
        bad = [] if self.options.skip_bad_rows and self.result.bad_rows < rows else self.result.problems
        if not rows:
            bad = [Problem(str(self.file.path), 1, 1, "file", "has no rows", "choose another file")]
        if problems := [*self.missing, *bad, *self.names.problems()]:
            raise ArchiveError(problems)

    def write(self, merge: Merge, changes: FileChanges) -> None:
        """Write the reports, the registry, the spellings and the manifest. Raises ArchiveError."""
        writer, files = ReportWriter(self.table, self.registry.entries), ReportFiles(self.content, self.table.dataset)
        merge.assign(writer.stem)
        for stem, rows in merge.reports():
            parts = writer.parts(stem, rows)
            for part in parts[1:]:
                merge.place(part.ids, part.stem)
            for index, part in enumerate(parts):
                previous = files.previous(part.stem)
                note = correction_note(merge.changes(part.stem)) if previous else ""
                corrections = files.corrections(part.stem, previous, note, self.today)
                self._write_report(files, part.stem, previous, writer.text(parts, index, corrections), changes)
        for stem in merge.abandoned_reports():
            previous = files.previous(stem)
            text = files.withdrawn(stem, correction_note(merge.changes(stem)) or "All events were withdrawn.", [])
            if text is not None:
                self._write_report(files, stem, previous, text, changes)
        self.result.edited = sorted(files.edited)
        self.result.counts = merge.counts()
        self._write_rest(merge, changes)

    def _write_report(
        self, files: ReportFiles, stem: str, previous: str | None, text: str, changes: FileChanges
    ) -> None:
        """Write a report unless it is unchanged or edited, read as a build does, so that no mistake is published."""
        path = report_path(stem)
        if path in files.edited:
            return
        if text == previous:
            self.result.unchanged += 1
            return
        problems: list[Problem] = []
        if read_report(path, text.encode(), Urls(), problems) is None:
            where = str(self.file.path)
            raise ArchiveError(
                replace(one, path=where, line=1, column=1, field=f"{stem}.{one.field}") for one in problems
            )
        changes.write(self.content / path, text.encode())
        self.result.written += 1

    def _write_rest(self, merge: Merge, changes: FileChanges) -> None:
        problems: list[Problem] = []
        texts = {}
        for kind, entries in self.registry.added.items():
            if entries:
                path, ordered = registry_path(kind), sorted(entries, key=lambda entry: entry.id)
                texts[path] = append_entries(read_text(self.content / path) or "", ordered, path, problems).encode()
                self.result.added[path] = len(entries)
        read_registry(scan(self.content, []), problems, texts)
        if problems:
            raise ArchiveError(problems)
        spellings = merged_spellings(self.names)
        if spellings != self.names.spellings:
            texts[self.names.path] = spellings_text(spellings).encode()
        texts |= dict(merge.manifest_files())
        for path, data in texts.items():
            changes.write(self.content / path, data)
        for path in merge.manifest.paths() - texts.keys():
            if not path.endswith("registry.jsonl"):
                changes.delete(self.content / path)
