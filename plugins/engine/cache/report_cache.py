"""Reading: an archive's reports, those that changed parsed by workers, all others taken from their records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from plugins.archive.archive import Archive, Frame, Parsed
from plugins.archive.checks.references import references_of, unknown
from plugins.archive.document import read_report
from plugins.archive.model.catalogue import build_catalogue
from plugins.archive.model.report import Report
from plugins.archive.problems import ArchiveError, Problem
from plugins.engine.cache.file_stamps import content, stamp, unchanged
from plugins.engine.cache.report_store import Records, Row
from plugins.engine.workers import spread
from plugins.pages.fingerprints import Face
from plugins.pages.labels import Labels
from plugins.pages.outputs import digest

_decode = msgspec.msgpack.Decoder(Report).decode
_face = msgspec.msgpack.Decoder(Face).decode
_encode = msgspec.msgpack.Encoder().encode


@dataclass(slots=True)
class Reading:
    """Reads one archive's reports; `faces` fills with theirs by path, `parsed` and `kept` say how many were which.

    `stamps` are those of the sources as the build began, by path.
    """

    records: Records
    jobs: int
    faces: dict[str, Face]
    stamps: Mapping[str, str]
    parsed: int = 0
    kept: int = 0

    def read(self, frame: Frame, problems: list[Problem]) -> Parsed:
        """Return the reports that have no problem of their own, in the order of the folder."""
        registry = digest(frame.registry, frame.site.lang)
        rows = self.records.rows()
        reports: dict[str, Report] = {}
        fresh: list[str] = []
        for path in frame.folder.reports:
            row = rows.get(path)
            if row is None or not self._take(frame, path, row, registry, reports):
                fresh.append(path)
        self.kept = len(reports)
        self.parsed = len(fresh)
        self._parse(frame, fresh, registry, reports, problems)
        self.records.drop(rows.keys() - set(frame.folder.reports))
        whole = [reports[path] for path in frame.folder.reports if path in reports]
        return Parsed(whole, Bodies(self.records, frame), self.faces.keys())

    def _take(
        self, frame: Frame, path: str, row: tuple[str, bytes, bytes, bytes], registry: bytes, reports: dict[str, Report]
    ) -> bool:
        """Take a report from its record if its file is what it was; the face only under the same registry."""
        kept, head, face, under = row
        file = frame.folder.root / path
        try:
            report = _decode(head)
            same = self.stamps.get(path) == kept or unchanged(file, kept)
            if not same and report.fingerprint.hex() != content(file):
                return False
            if under == registry:
                self.faces[path] = _face(face)
        except (msgspec.DecodeError, TypeError):
            return False  # what is no record of ours is as none
        reports[path] = report
        return True

    def _parse(
        self, frame: Frame, fresh: Sequence[str], registry: bytes, reports: dict[str, Report], problems: list[Problem]
    ) -> None:
        recipe = partial(parser, frame, registry)
        for rows, found in spread(fresh, recipe(), self.jobs, recipe):
            problems.extend(found)
            self.records.keep(rows)
            for row in rows:
                reports[row.path] = _decode(row.report)
                if row.face:
                    self.faces[row.path] = _face(row.face)


class Bodies(Mapping[str, str]):
    """The HTML of reports' bodies by path: as their records have it, else made of the file again."""

    def __init__(self, records: Records, frame: Frame) -> None:
        self._records = records
        self._frame = frame

    def __getitem__(self, path: str) -> str:
        html = self._records.html(path)
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


def parser(frame: Frame, registry: bytes) -> Callable[[Sequence[str]], tuple[list[Row], list[Problem]]]:
    """Return what parses some of the files of `frame`; `registry` is the digest of its registry."""
    bare = Archive(frame.folder, frame.site, frame.registry, build_catalogue(()), (), frame.urls)

    def work(portion: Sequence[str]) -> tuple[list[Row], list[Problem]]:
        found: list[Problem] = []
        return list(_rows(bare, portion, registry, found)), found

    return work


def _rows(bare: Archive, portion: Iterable[str], registry: bytes, problems: list[Problem]) -> Iterator[Row]:
    """Parse files into rows; a file with problems has none. A report that names what is not there has no face yet."""
    labels = Labels(bare)
    for path in portion:
        mark = stamp(bare.folder.root / path)
        report = read_report(path, bare.folder.read(path), bare.urls, problems)
        if report is None:
            continue
        html = report.body.html
        report = msgspec.structs.replace(report, body=msgspec.structs.replace(report.body, html=""))
        known = not any(unknown(references_of(report), bare.registry, set()))
        face = _encode(labels.faces.of(report)) if known else b""
        yield Row(path, mark, _encode(report), html, face, registry if face else b"")
