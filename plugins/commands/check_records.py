"""Check records: what was found of each report, kept from check to check, so that only what changed is read again.

A file of its own beside those of the builds, which keep much more (bodies, faces) and go by their output. It is as
theirs are: data, sealed, good for one version of the program only; what is damaged or foreign counts as none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from msgspec.structs import replace

from plugins.archive.archive import Frame, Parsed
from plugins.archive.cautions import cautions_of
from plugins.archive.dates import parse_when
from plugins.archive.document import read_report
from plugins.archive.editing import opened
from plugins.archive.key_order import disorder
from plugins.archive.problems import Problem
from plugins.archive.references import references_of, unknown
from plugins.archive.report import Citation, Event, Report
from plugins.engine import kept
from plugins.engine.stamps import content, stamp, unchanged
from plugins.pages.output import digest

ALONE = 64
"""Reports that are read in this process, without the time it takes to make workers ready."""
SOME_DAY = parse_when("2000-01-01")


class Checked(msgspec.Struct, frozen=True, array_like=True):
    """A report without errors of its own, as far as other files depend on it, with its warnings.

    `sound` tells whether the registry has all that it names.
    """

    stamp: str
    report: Report
    warnings: tuple[Problem, ...]
    sound: bool


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """The reports by path, as one version of the program found them under the registry of one digest."""

    version: str
    registry: bytes
    checked: dict[str, Checked]


@dataclass(slots=True)
class CheckRecords:
    """Reads one archive's reports; `file` is where they are kept. `warnings` fills with those of single reports."""

    file: Path
    version: str
    jobs: int
    warnings: list[Problem] = field(default_factory=list)

    def read(self, frame: Frame, problems: list[Problem]) -> Parsed:
        """Return the reports that have no error of their own, in the order of the folder."""
        before, registry = self._load(), digest(frame.registry)
        found = dict(_still(frame, before, registry))
        found |= self._parse(frame, [path for path in frame.folder.reports if path not in found], problems)
        checked = {path: found[path] for path in frame.folder.reports if path in found}
        same = len(checked) == len(before.checked) and all(one is before.checked.get(p) for p, one in checked.items())
        if not same:
            kept.save(self.file, Kept(self.version, registry, checked))
        self.warnings.extend(warning for one in checked.values() for warning in one.warnings)
        sound = {path for path, one in checked.items() if one.sound}
        return Parsed([one.report for one in checked.values()], {}, sound)

    def _load(self) -> Kept:
        found = kept.load(self.file, Kept)
        return found if found and found.version == self.version else Kept(self.version, b"", {})

    def _parse(self, frame: Frame, fresh: Sequence[str], problems: list[Problem]) -> dict[str, Checked]:
        """Read the files at `fresh`, by workers if they are many, and return those without errors."""

        def work(portion: Sequence[str]) -> tuple[dict[str, Checked], list[Problem]]:
            noted: list[Problem] = []
            return dict(_checked(frame, portion, noted)), noted

        if len(fresh) < ALONE:
            results: Iterable[tuple[dict[str, Checked], list[Problem]]] = [work(fresh)]
        else:
            from plugins.engine.workers import jobs_of, spread  # large, and seldom needed

            results = spread(fresh, work, jobs_of(self.jobs))
        found: dict[str, Checked] = {}
        for checked, noted in results:
            found |= checked
            problems.extend(noted)
        return found


def _still(frame: Frame, before: Kept, registry: bytes) -> Iterator[tuple[str, Checked]]:
    """List the reports whose files are what they were; what they name is looked up again in another registry."""
    for path in frame.folder.reports:
        one = before.checked.get(path)
        file = frame.folder.root / path
        if one is None:
            continue
        if not unchanged(file, one.stamp):
            mark = stamp(file)
            if content(file) != one.report.fingerprint.hex():
                continue
            one = replace(one, stamp=mark)
        yield path, one if registry == before.registry else replace(one, sound=_sound(one.report, frame))


def _checked(frame: Frame, paths: Iterable[str], problems: list[Problem]) -> Iterator[tuple[str, Checked]]:
    """Read files; one with errors is not listed, and will be read again by every check until it has none."""
    for path in paths:
        mark = stamp(frame.folder.root / path)
        data = frame.folder.read(path)
        report = read_report(path, data, frame.urls, problems)
        if report:
            source = opened(path, data)
            warnings = [*cautions_of(report, frame.folder), *(disorder(source) if source else ())]
            yield path, Checked(mark, lean(report), tuple(warnings), _sound(report, frame))


def _sound(report: Report, frame: Frame) -> bool:
    return not any(unknown(references_of(report), frame.registry, set()))


def lean(report: Report) -> Report:
    """Return a report with no more in it than the checks over the whole archive ask for."""
    events = tuple(
        Event(
            id=event.id,
            date=SOME_DAY,
            type=event.type,
            region=event.region,
            summary="",
            actors=event.actors,
            tags=event.tags,
            attributed_to=event.attributed_to,
        )
        for event in report.events
    )
    citations = tuple(Citation(publisher=citation.publisher, title="") for citation in report.citations)
    body = replace(report.body, html="")
    return replace(report, title="", summary="", reason="", citations=citations, events=events, body=body)
