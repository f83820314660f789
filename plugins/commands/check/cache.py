"""Check records: what was found of each report, kept from check to check, so that only what changed is read again.

A file of its own beside those of the builds, which keep much more (bodies, faces) and go by their output. It is as
theirs are: data, sealed, good for one version of the program only; what is damaged or foreign counts as none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from plugins.archive.archive import Parsed, ReadContext
from plugins.archive.checks.references import has_known_references
from plugins.archive.digest import digest
from plugins.archive.document import read_report
from plugins.archive.images import Image
from plugins.archive.model.report import Report
from plugins.archive.problems import Problem
from plugins.commands.check.report_summary import ReportSummary, summarize
from plugins.engine.cache.file_stamps import content_digest, is_unchanged, stamp
from plugins.engine.cache.image_cache import ImageCache
from plugins.engine.cache.store import CacheFile

MIN_PARALLEL = 64
"""Reports that are read in this process, without the time it takes to make workers ready."""


class CheckedReport(msgspec.Struct, frozen=True, array_like=True):
    """A report without errors. `verified` means that the registry has every id it names."""

    stamp: str
    report: ReportSummary
    verified: bool


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """The reports by path, as one version of the program found them under the registry of one digest."""

    version: str
    registry: bytes = b""
    checked: dict[str, CheckedReport] = {}


class CheckCache:
    """Reads the reports and images of one archive, from the cache if they are unchanged."""

    def __init__(self, file: Path, version: str, jobs: int = 0) -> None:
        self._file, self._version, self._jobs = CacheFile(file, Kept, version), version, jobs
        found = self._file.load()
        self._before = found if found and found.version == version else Kept(version)
        self._registry = b""
        self._checked: dict[str, CheckedReport] = {}
        self._pictures = ImageCache(file.with_name(f"{file.name}-pictures"), version)

    def read(self, frame: ReadContext, problems: list[Problem]) -> Parsed:
        """Return the reports that have no error of their own, in the order of the folder."""
        self._registry = digest(frame.registry)
        found = dict(_still(frame, self._before, self._registry))
        found |= self._parse(frame, [path for path in frame.folder.reports if path not in found], problems)
        self._checked = {path: found[path] for path in frame.folder.reports if path in found}
        sound = {path for path, one in self._checked.items() if one.verified}
        reports: list[Report] = [one.report for one in self._checked.values()]
        return Parsed(reports, {}, sound)

    def read_image(self, file: Path) -> Image:
        """Return what a picture is; raises PictureError and OSError."""
        return self._pictures.read(file)

    def save(self) -> None:
        """Keep what was found for the next check, if it is anything new."""
        self._pictures.save()
        now, then = self._checked, self._before.checked
        if len(now) != len(then) or any(now[path] is not then.get(path) for path in now):
            self._file.save(Kept(self._version, self._registry, self._checked))

    def _parse(self, frame: ReadContext, fresh: Sequence[str], problems: list[Problem]) -> dict[str, CheckedReport]:
        """Read the files at `fresh`, by workers if they are many, and return those without errors."""

        def work(portion: Sequence[str]) -> tuple[dict[str, CheckedReport], list[Problem]]:
            noted: list[Problem] = []
            return dict(_checked(frame, portion, noted)), noted

        if len(fresh) < MIN_PARALLEL:
            results: Iterable[tuple[dict[str, CheckedReport], list[Problem]]] = [work(fresh)]
        else:
            from plugins.engine.workers import map_batches, worker_count  # large, and seldom needed

            results = map_batches(fresh, work, worker_count(self._jobs))
        found: dict[str, CheckedReport] = {}
        for checked, noted in results:
            found |= checked
            problems.extend(noted)
        return found


def _still(frame: ReadContext, before: Kept, registry: bytes) -> Iterator[tuple[str, CheckedReport]]:
    """List the reports whose files are what they were; what they name is looked up again in another registry."""
    for path in frame.folder.reports:
        one = before.checked.get(path)
        file = frame.folder.root / path
        if one is None:
            continue
        if not is_unchanged(file, one.stamp):
            mark = stamp(file)
            if content_digest(file) != one.report.digest.hex():
                continue
            one = replace(one, stamp=mark)
        if registry != before.registry:
            one = replace(one, verified=has_known_references(one.report, frame.registry))
        yield path, one


def _checked(frame: ReadContext, paths: Iterable[str], problems: list[Problem]) -> Iterator[tuple[str, CheckedReport]]:
    """Read files; one with errors is not listed, and will be read again by every check until it has none."""
    for path in paths:
        mark = stamp(frame.folder.root / path)
        data = frame.folder.read(path)
        report = read_report(path, data, frame.urls, problems)
        if report:
            yield path, CheckedReport(mark, summarize(report), has_known_references(report, frame.registry))
