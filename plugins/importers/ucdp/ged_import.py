"""GED import: the files that change when a GED file is imported into an archive."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import msgspec

from plugins.archive.document import read_report
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files.folder import SITE_FILE, Folder, registry_path, report_path, scan
from plugins.archive.model.entries import Entry
from plugins.archive.problems import ArchiveError, Problem
from plugins.archive.urls import Urls
from plugins.importers.adjustments import Adjustments
from plugins.importers.manifest import Manifest, Row
from plugins.importers.merge import Counts, DuplicateError, Merge, Mode, open_merge, part_stem
from plugins.importers.registry_builder import RegistryBuilder, append_entries, insert_identifiers
from plugins.importers.registry_files import RegistryFiles, added_entry
from plugins.importers.report_files import ReportFiles, missing_events
from plugins.importers.ucdp.change_notes import correction_note, withdrawal_reason
from plugins.importers.ucdp.digest import DATASET_NAME, Digest, DigestWriter
from plugins.importers.ucdp.ged import GedEvent, read_events
from plugins.importers.ucdp.ged_file import open_ged
from plugins.importers.ucdp.place_names import split_name

Output = tuple[str, bytes | None]
"""A path under the content folder with its new content, or None if the file is deleted."""


MAX_WITHDRAWN = 100
"""Events that a file may withdraw without a question, if it has fewer events itself."""
Entries = Sequence[tuple[EntryKind, Entry]]


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What to import: the events of `file` that begin from `first` to `last`. `today` is the date of corrections."""

    content: Path
    file: Path
    today: date
    first: date = date.min
    last: date = date.max
    mode: Mode = ""


@dataclass(slots=True)
class Summary:
    """What an import did. `kept` has the reason why each report that is listed in it was not changed."""

    counts: Counts = field(default_factory=Counts)
    is_release: bool = False
    is_candidate: bool = False
    written: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    kept: dict[str, str] = field(default_factory=dict)
    registries: list[str] = field(default_factory=list)
    adjustments: Adjustments = field(default_factory=Adjustments)


class GedImport:
    """One import. `summary` is complete when all outputs have been taken."""

    def __init__(self, request: Request) -> None:
        self.request, self.summary, self._problems = request, Summary(), list[Problem]()
        self._manifest = Manifest(request.content, DATASET_NAME)
        self._files = ReportFiles(request.content, DATASET_NAME)

    def outputs(self) -> Iterator[Output]:
        """Yield the files that change. Write none of them if ArchiveError is raised, which has every problem."""
        folder = self._folder()
        with open_merge(self._manifest) as merge:
            self._read(merge)
            own_reports = {report_path(stem) for stem in merge.earlier_reports() if self._files.previous(stem)}
            registries = RegistryFiles(folder, self._manifest.added_entries(), own_reports)
            registry = registries.registry(self._problems)
            builder = RegistryBuilder(registry)
            writer = DigestWriter(builder)
            for row in merge.rows():
                writer.register(_event(row))
            self._problems.extend(builder.problems())
            merge.assign(lambda row: writer.stem(date.fromisoformat(row.day), row.scope))
            self._raise_problems()
            yield from self._digests(merge, writer)
            yield from self._withdrawn(merge)
            entries = [*registries.retained(registry), *((k, e) for k, added in builder.added.items() for e in added)]
            yield from self._registries(registries, entries, builder.identified)
            yield from merge.manifest_files([added_entry(kind, entry) for kind, entry in entries])
            self.summary.counts, self.summary.is_release = merge.counts(), merge.is_release
        self._raise_problems()

    def _folder(self) -> Folder:
        """Return the archive. Its problems are those of `inv check`, and prevent no import."""
        if not (self.request.content / SITE_FILE).is_file():
            what, remedy = (
                "is missing, so the folder is not an archive",
                "give the folder of an archive: --content PATH",
            )
            raise ArchiveError([Problem(str(self.request.content / SITE_FILE), 1, 1, "file", what, remedy)])
        return scan(self.request.content, [])

    def _read(self, merge: Merge) -> None:
        """Add the rows of the file to `merge`."""
        request, count = self.request, 0
        with open_ged(request.file, self.summary.adjustments, self._problems) as file:
            for row, event in read_events(file, request.first, request.last):
                count += 1
                data = msgspec.Raw(msgspec.json.encode(event))
                try:
                    if not merge.add(Row(event.id, event.first.isoformat(), split_name(event.country)[0], data=data)):
                        row.adjust("repeated")
                except DuplicateError:
                    what = f"'{event.id}' is also the id of an earlier row with other values"
                    row.error("id", what, "keep one of the two rows")
        if not count and not self._problems:
            what = "the file has no events in the requested period"
            self._problems.append(Problem(str(request.file), 1, 1, "date_start", what, "check --from and --to"))
        self._raise_problems()
        period = request.first.isoformat(), request.last.isoformat()
        self.summary.is_candidate = file.is_candidate
        merge.combine(_identity(request.file, period), request.mode, *period, provisional=file.is_candidate)
        self._refuse_doubtful_release(merge, count)

    def _refuse_doubtful_release(self, merge: Merge, count: int) -> None:
        """Ask before an extract of the present release withdraws most of its events."""
        withdrawn = merge.counts().withdrawn
        if merge.is_release and not self.request.mode and withdrawn > max(MAX_WITHDRAWN, count):
            what = f"the file has {count:,} events, and lacks {withdrawn:,} of its years and countries"
            remedy = "give --as part to keep them, or --as release to withdraw them"
            raise ArchiveError([Problem(str(self.request.file), 1, 1, "file", what, remedy)])

    def _digests(self, merge: Merge, writer: DigestWriter) -> Iterator[Output]:
        for stem, rows in merge.reports():
            for number, digest in enumerate(writer.digests(list(map(_event, rows))), 1):
                name = part_stem(stem, number)
                if number > 1:
                    merge.place(digest.event_ids, name)
                yield from self._digest(merge, name, digest)

    def _digest(self, merge: Merge, stem: str, digest: Digest) -> Iterator[Output]:
        """Write a digest, unless somebody edited it or it is as it was."""
        path, previous = report_path(stem), self._files.previous(stem)
        if path in self._files.edited and not self._files.is_restored(stem, digest.text()):
            self.summary.kept[path] = "it was edited"
            return
        note = correction_note(merge.changes(stem)) if previous else ""
        text = digest.text(self._files.corrections(stem, previous, note, self.request.today))
        if previous and not merge.had_report(stem) and (lost := missing_events(previous, text)):
            self.summary.kept[path] = f"it has {', '.join(lost[:5])}, which no imported file has; import its file again"
        elif previous == text:
            self.summary.unchanged += 1
        else:
            self.summary.written += 1
            self._check(path, text.encode())
            yield path, text.encode()

    def _withdrawn(self, merge: Merge) -> Iterator[Output]:
        for stem in merge.abandoned_reports():
            path, previous = report_path(stem), self._files.previous(stem)
            text = self._files.withdrawn(stem, withdrawal_reason(merge.changes(stem)), self._problems)
            if path in self._files.edited:
                self.summary.kept[path] = "it was edited, but its events were withdrawn or moved"
            elif text is not None and text != previous:
                self.summary.withdrawn += 1
                self._check(path, text.encode())
                yield path, text.encode()

    def _registries(self, files: RegistryFiles, entries: Entries, identified: Mapping[str, str]) -> Iterator[Output]:
        texts = dict(files.bare)
        for path in texts:
            here = sorted((entry for kind, entry in entries if registry_path(kind) == path), key=lambda entry: entry.id)
            if here:
                texts[path] = append_entries(texts[path], here, path, self._problems)
        if identified:
            path = registry_path("actor")
            texts[path] = insert_identifiers(texts[path], path, identified)
        changed = {path: text for path, text in texts.items() if text != (files.present[path] or "")}
        problems: list[Problem] = []
        files.registry(problems, texts)
        self._report_mistakes(problems)
        self.summary.registries = sorted(changed)
        yield from ((path, text.encode()) for path, text in changed.items())

    def _check(self, path: str, data: bytes) -> None:
        """Read a new report as a build does."""
        problems: list[Problem] = []
        read_report(path, data, Urls(), problems)
        self._report_mistakes(problems)

    def _report_mistakes(self, problems: Sequence[Problem]) -> None:
        """Report a problem of a new text. It is a mistake of this program, because the CSV file was accepted."""
        for problem in problems[:1]:
            what = f"{problem.path} would have an error: {problem.field}: {problem.what}"
            remedy = "report this as an error of Sitrep, with the row of the CSV file"
            self._problems.append(Problem(str(self.request.file), 1, 1, "file", what, remedy))

    def _raise_problems(self) -> None:
        if self._problems:
            raise ArchiveError(self._problems)


def _event(row: Row) -> GedEvent:
    return msgspec.json.decode(row.data, type=GedEvent)


def _identity(file: Path, period: tuple[str, str]) -> str:
    """Return the SHA-256 of a file and the period that it is cut to."""
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
    digest.update("/".join(period).encode())
    return digest.hexdigest()
