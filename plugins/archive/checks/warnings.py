"""Cautions: what is hardly meant and yet no error; a check tells it apart, a build tells it and goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from plugins.archive.files.folder import Folder
from plugins.archive.model.report import Report
from plugins.archive.problems import Problem
from plugins.archive.schema.positions import Finding, add_findings, front_matter_root


def find_warnings(reports: Sequence[Report], folder: Folder) -> Iterator[Problem]:
    """List every warning about `reports` and about the files that belong to them."""
    for report in reports:
        yield from report_warnings(report, folder)
    yield from unlinked_files(reports, folder)


def unlinked_files(reports: Sequence[Report], folder: Folder) -> Iterator[Problem]:
    """Warn of the files beside `reports` that are not published; what belongs to a withdrawn one is let be."""
    known = {report.path.removesuffix(".md"): report for report in reports if report.status != "withdrawn"}
    linked = {f"{own}/{file.name}" for own, report in known.items() for file in report.body.attachments}
    for path in sorted(folder.attachments - linked):
        if path.rpartition("/")[0] in known:
            what, remedy = "nothing links to it, so it is not published", "link to it in the report, or take it away"
            yield Problem(path, 1, 1, "file", what, remedy, "warning")


def report_warnings(report: Report, folder: Folder) -> list[Problem]:
    """Return the warnings that one report gives by itself; its file is read only if there are any."""
    found = [finding for caution in REPORT_WARNINGS for finding in caution(report)]
    noted: list[Problem] = []
    if found:
        add_findings(found, front_matter_root(report.path, folder.read(report.path)), report.path, noted)
    return [replace(problem, severity="warning") for problem in noted]


def event_after_report(report: Report) -> Iterator[Finding]:
    """An event is hardly later than the report that tells of it."""
    for place, event in enumerate(report.events):
        if event.date.first > report.date:
            what = f"{event.date.text} is after the report's own date, {report.date.isoformat()}"
            yield Finding(("events", place, "date"), what, "correct it if it is a slip")


REPORT_WARNINGS: tuple[Callable[[Report], Iterator[Finding]], ...] = (event_after_report,)
