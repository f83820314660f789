"""Report cache: reports are parsed only when their file changed, and otherwise loaded from the report store.

Builds and checks use it. It must not import slow modules: a check takes half a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

import msgspec
from msgspec.structs import replace

from plugins.archive.archive import Parsed, ReadContext
from plugins.archive.checks.references import has_known_references
from plugins.archive.digest import digest
from plugins.archive.document import read_report
from plugins.archive.model.report import Report
from plugins.archive.problems import ArchiveError, Problem
from plugins.engine.cache.file_stamps import content_digest, is_unchanged, stamp
from plugins.engine.cache.report_store import ReportStore, StoredReport

MIN_PARALLEL = 64
"""Changed reports from which importing and starting workers is faster."""
MakeFingerprinter = Callable[[ReadContext], Callable[[Report], bytes]]
"""Returns a function that computes the fingerprint of a report whose ids are all known."""
_decode = msgspec.msgpack.Decoder(Report).decode
_encode = msgspec.msgpack.Encoder().encode


class ParsedBatch(msgspec.Struct):
    """The result of parsing some files: reports, the HTML of their bodies by path, and problems."""

    rows: list[StoredReport] = []
    bodies: dict[str, str] = {}
    problems: list[Problem] = []


class Verifier:
    """Adds to stored reports what depends on the registry."""

    def __init__(self, context: ReadContext, make_fingerprinter: MakeFingerprinter | None) -> None:
        self._registry = context.registry
        self._fingerprint = make_fingerprinter(context) if make_fingerprinter else None
        self.registry_digest = digest(context.registry, context.site.lang)

    def verify(self, row: StoredReport, report: Report) -> StoredReport:
        """Return a row with its fingerprint under the current registry, if the registry has all ids of the report."""
        if not has_known_references(report, self._registry):
            return row._replace(registry=b"", fingerprint=b"")
        fingerprint = self._fingerprint(report) if self._fingerprint else b""
        return row._replace(registry=self.registry_digest, fingerprint=fingerprint)


class ReportCache:
    """Reads the reports of one archive.

    With `make_fingerprinter`, as builds need, it also stores bodies and fingerprints; `fingerprints` has those of the
    reports that were read, by path. `stamps` are stamps of content files that were taken before, by path.
    """

    def __init__(
        self,
        store: ReportStore,
        jobs: int,
        stamps: Mapping[str, str] | None = None,
        make_fingerprinter: MakeFingerprinter | None = None,
    ) -> None:
        self._store, self._jobs, self._stamps = store, jobs, stamps or {}
        self._make_fingerprinter = make_fingerprinter
        self.fingerprints: dict[str, bytes] = {}
        self.parsed_count = self.reused_count = 0

    def read(self, context: ReadContext, problems: list[Problem]) -> Parsed:
        """Return the reports without errors of their own, in the order of the folder."""
        stored = self._store.load_all()
        found = dict(self._reuse(context, stored))
        changed = [path for path in context.folder.reports if path not in found]
        self.reused_count, self.parsed_count = len(found), len(changed)
        self._store.put(row for path, (row, _) in found.items() if row is not stored[path])
        for batch in self._parse(context, changed):
            problems.extend(batch.problems)
            self._store.put(batch.rows, batch.bodies)
            found |= {row.path: (row, _decode(row.report)) for row in batch.rows}
        self._store.delete(stored.keys() - set(context.folder.reports))
        rows = [found[path] for path in context.folder.reports if path in found]
        self.fingerprints = {row.path: row.fingerprint for row, _ in rows if row.fingerprint}
        verified = {row.path for row, _ in rows if row.registry}
        return Parsed([report for _, report in rows], CachedBodies(self._store, context), verified)

    def _reuse(
        self, context: ReadContext, stored: Mapping[str, StoredReport]
    ) -> Iterator[tuple[str, tuple[StoredReport, Report]]]:
        """Yield the stored reports of unchanged files, updated if the stamp or the registry is another."""
        verifier = Verifier(context, self._make_fingerprinter)
        root = str(context.folder.root)  # joining 10,000 paths as strings saves a tenth of a second
        for path in context.folder.reports:
            row = stored.get(path)
            if row is None:
                continue
            try:
                report = _decode(row.report)
            except (msgspec.DecodeError, TypeError):
                continue  # an unreadable row counts as missing
            file = f"{root}/{path}"
            if self._stamps.get(path) != row.stamp and not is_unchanged(file, row.stamp):
                taken = stamp(file)
                if content_digest(file) != report.digest.hex():
                    continue
                row = row._replace(stamp=taken)
            if row.registry != verifier.registry_digest:
                row = verifier.verify(row, report)
            yield path, (row, report)

    def _parse(self, context: ReadContext, paths: Sequence[str]) -> Iterable[ParsedBatch]:
        factory = partial(make_parser, context, self._make_fingerprinter)
        if len(paths) < MIN_PARALLEL:
            return [factory()(paths)] if paths else []
        from plugins.engine.workers import map_batches, worker_count  # slow to import

        return map_batches(paths, factory(), worker_count(self._jobs), factory)


class CachedBodies(Mapping[str, str]):
    """The HTML of reports' bodies by path: from the store, or parsed again if it is missing there."""

    def __init__(self, store: ReportStore, context: ReadContext) -> None:
        self._store = store
        self._context = context

    def __getitem__(self, path: str) -> str:
        html = self._store.body_html(path)
        return self._parse(path) if html is None else html

    def _parse(self, path: str) -> str:
        """Read a report for its body; raises ArchiveError if the report has errors now."""
        problems: list[Problem] = []
        report = read_report(path, self._context.folder.read(path), self._context.urls, problems)
        if report is None:
            raise ArchiveError(problems)
        return report.body.html

    def __iter__(self) -> Iterator[str]:
        return iter(self._context.folder.reports)

    def __len__(self) -> int:
        return len(self._context.folder.reports)


def make_parser(
    context: ReadContext, make_fingerprinter: MakeFingerprinter | None
) -> Callable[[Sequence[str]], ParsedBatch]:
    """Return a function that parses some files of an archive. Files with errors are only in its problems."""
    verifier = Verifier(context, make_fingerprinter)

    def parse(paths: Sequence[str]) -> ParsedBatch:
        batch = ParsedBatch()
        for path in paths:
            taken = stamp(context.folder.root / path)
            report = read_report(path, context.folder.read(path), context.urls, batch.problems)
            if report:
                if make_fingerprinter:
                    batch.bodies[path] = report.body.html
                report = replace(report, body=replace(report.body, html=""))
                row = StoredReport(path, taken, _encode(report))
                batch.rows.append(verifier.verify(row, report))
        return batch

    return parse
