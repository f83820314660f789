"""Warnings: probable mistakes. `check` lists them separately; a build prints them and continues."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import yaml

from plugins.archive.files.folder import Folder
from plugins.archive.model.report import REPORT, Report
from plugins.archive.problems import Problem
from plugins.archive.schema.front_matter import FRONT_MATTER_OFFSET
from plugins.archive.schema.positions import Finding, add_findings

KEY_ORDER = {key: index for index, key in enumerate(REPORT.fields)}
"""The position of each key of a report in the documented order."""


def find_warnings(reports: Sequence[Report], folder: Folder) -> Iterator[Problem]:
    """List the warnings about `reports` and about the files in their folders."""
    for report in reports:
        yield from report.warnings
    yield from unlinked_files(reports, folder)


def report_warnings(report: Report, root: yaml.Node) -> tuple[Problem, ...]:
    """Return the warnings about one report whose front matter is `root`."""
    problems: list[Problem] = []
    add_findings(event_after_report(report), root, report.path, problems)
    return (*(replace(problem, severity="warning") for problem in problems), *misplaced_key(report.path, root))


def unlinked_files(reports: Iterable[Report], folder: Folder) -> Iterator[Problem]:
    """Warn about files in report folders that are not published. Files of withdrawn reports are ignored."""
    known = {report.path.removesuffix(".md"): report for report in reports if report.status != "withdrawn"}
    linked = {f"{own}/{file.name}" for own, report in known.items() for file in report.body.attachments}
    for path in sorted(folder.attachments - linked):
        if path.rpartition("/")[0] in known:
            what, remedy = "nothing links to it, so it is not published", "link to it in the report, or remove it"
            yield Problem(path, 1, 1, "file", what, remedy, "warning")


def event_after_report(report: Report) -> Iterator[Finding]:
    """Warn about events that are dated after their report."""
    for index, event in enumerate(report.events):
        if event.date.first > report.date:
            what = f"{event.date.text} is after the report's own date, {report.date.isoformat()}"
            yield Finding(("events", index, "date"), what, "correct it if it is a typo")


def misplaced_key(path: str, root: yaml.Node) -> Iterator[Problem]:
    """Warn about the first key of a report that is below one that belongs after it."""
    for upper, lower in itertools.pairwise(movable_keys(root)):
        if KEY_ORDER[lower.value] < KEY_ORDER[upper.value]:
            line, column = lower.start_mark.line + 1 + FRONT_MATTER_OFFSET, lower.start_mark.column + 1
            what, remedy = f"belongs above '{upper.value}'", f"the order is {', '.join(KEY_ORDER)}"
            yield Problem(path, line, column, lower.value, what, remedy, "warning")
            return


def movable_keys(root: yaml.Node) -> list[yaml.ScalarNode]:
    """Return the keys of a report in their order, if all are known, unique and at the start of a line; else none."""
    pairs = root.value if isinstance(root, yaml.MappingNode) and not root.flow_style else []
    keys = [key for key, _ in pairs if isinstance(key, yaml.ScalarNode)]
    known = len(keys) == len(pairs) == len({key.value for key in keys}) and all(key.value in KEY_ORDER for key in keys)
    return keys if known and not any(key.start_mark.column for key in keys) else []
