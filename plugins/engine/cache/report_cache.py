"""Reading: an archive's reports, those that changed parsed by workers, all others taken from their records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from plugins.archive.archive import Archive, Parsed, ReadContext
from plugins.archive.checks.references import has_known_references
from plugins.archive.digest import digest
from plugins.archive.document import read_report
from plugins.archive.model.catalogue import build_catalogue
from plugins.archive.model.report import Report
from plugins.archive.problems import ArchiveError, Problem
from plugins.engine.cache.file_stamps import content_digest, is_unchanged, stamp
from plugins.engine.cache.report_store import ReportStore, StoredReport
from plugins.engine.workers import map_batches
from plugins.pages.fingerprints import Fingerprints, ReportFingerprint
from plugins.pages.labels import Labels

_decode = msgspec.msgpack.Decoder(Report).decode
_face = msgspec.msgpack.Decoder(ReportFingerprint).decode
_encode = msgspec.msgpack.Encoder().encode


@dataclass(slots=True)
class ReportCache:
    """Reads one archive's reports; `faces` fills with theirs by path, `parsed` and `kept` say how many were which.

    `stamps` are those of the sources as the build began, by path.
    """

    store: ReportStore
    jobs: int
    fingerprints: dict[str, ReportFingerprint]
    stamps: Mapping[str, str]
    parsed_count: int = 0
    reused_count: int = 0

    def read(self, frame: ReadContext, problems: list[Problem]) -> Parsed:
        """Return the reports that have no problem of their own, in the order of the folder."""
        registry = digest(frame.registry, frame.site.lang)
        rows = self.store.load_all()
        reports: dict[str, Report] = {}
        fresh: list[str] = []
        for path in frame.folder.reports:
            row = rows.get(path)
            if row is None or not self._take(frame, path, row, registry, reports):
                fresh.append(path)
        self.reused_count = len(reports)
        self.parsed_count = len(fresh)
        self._parse(frame, fresh, registry, reports, problems)
        self.store.delete(rows.keys() - set(frame.folder.reports))
        whole = [reports[path] for path in frame.folder.reports if path in reports]
        return Parsed(whole, CachedBodies(self.store, frame), self.fingerprints.keys())

    def _take(
        self,
        frame: ReadContext,
        path: str,
        row: tuple[str, bytes, bytes, bytes],
        registry: bytes,
        reports: dict[str, Report],
    ) -> bool:
        """Take a report from its record if its file is what it was; the face only under the same registry."""
        kept, head, face, under = row
        file = frame.folder.root / path
        try:
            report = _decode(head)
            same = self.stamps.get(path) == kept or is_unchanged(file, kept)
            if not same and report.digest.hex() != content_digest(file):
                return False
            if under == registry:
                self.fingerprints[path] = _face(face)
        except (msgspec.DecodeError, TypeError):
            return False  # what is no record of ours is as none
        reports[path] = report
        return True

    def _parse(
        self,
        frame: ReadContext,
        fresh: Sequence[str],
        registry: bytes,
        reports: dict[str, Report],
        problems: list[Problem],
    ) -> None:
        recipe = partial(make_parser, frame, registry)
        for rows, found in map_batches(fresh, recipe(), self.jobs, recipe):
            problems.extend(found)
            self.store.put(rows)
            for row in rows:
                reports[row.path] = _decode(row.report)
                if row.fingerprint:
                    self.fingerprints[row.path] = _face(row.fingerprint)


class CachedBodies(Mapping[str, str]):
    """The HTML of reports' bodies by path: as their records have it, else made of the file again."""

    def __init__(self, records: ReportStore, frame: ReadContext) -> None:
        self._records = records
        self._frame = frame

    def __getitem__(self, path: str) -> str:
        html = self._records.body_html(path)
        return self._again(path) if html is None else html

    def _again(self, path: str) -> str:
        """Read a report for its body; raises ArchiveError if it became faulty since it was read first."""
        problems: list[Problem] = []
        report = read_report(path, self._frame.folder.read(path), self._frame.urls, problems)
        if report is None:
            raise ArchiveError(problems)
        return report.body.html

    def __iter__(self) -> Iterator[str]:
        return iter(self._frame.folder.reports)

    def __len__(self) -> int:
        return len(self._frame.folder.reports)


def make_parser(
    frame: ReadContext, registry: bytes
) -> Callable[[Sequence[str]], tuple[list[StoredReport], list[Problem]]]:
    """Return what parses some of the files of `frame`; `registry` is the digest of its registry."""
    bare = Archive(frame.folder, frame.site, frame.registry, build_catalogue(()), (), frame.urls)

    def work(portion: Sequence[str]) -> tuple[list[StoredReport], list[Problem]]:
        found: list[Problem] = []
        return list(_rows(bare, portion, registry, found)), found

    return work


def _rows(bare: Archive, portion: Iterable[str], registry: bytes, problems: list[Problem]) -> Iterator[StoredReport]:
    """Parse files into rows; a file with problems has none. A report that names what is not there has no face yet."""
    fingerprints = Fingerprints(Labels(bare.registry, bare.urls, bare.site.lang))
    for path in portion:
        mark = stamp(bare.folder.root / path)
        report = read_report(path, bare.folder.read(path), bare.urls, problems)
        if report is None:
            continue
        html = report.body.html
        report = msgspec.structs.replace(report, body=msgspec.structs.replace(report.body, html=""))
        known = has_known_references(report, bare.registry)
        face = _encode(fingerprints.report(report)) if known else b""
        yield StoredReport(path, mark, _encode(report), html, face, registry if face else b"")
