"""Front matter: values that are valid and yet probably not what their author meant."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import yaml

from plugins.archive.checks.warnings.values import value_warnings
from plugins.archive.model.report import REPORT, Report
from plugins.archive.problems import Problem
from plugins.archive.schema.front_matter import FRONT_MATTER_OFFSET
from plugins.archive.schema.positions import Finding, add_findings

KEY_ORDER = {key: index for index, key in enumerate(REPORT.fields)}
"""The position of each key of a report in the documented order."""


def report_warnings(report: Report, root: yaml.Node, text: str) -> tuple[Problem, ...]:
    """Return the warnings about the front matter of one report, of which `root` is the node and `text` the YAML."""
    problems: list[Problem] = []
    add_findings(event_after_report(report), root, report.path, problems)
    return (
        *(replace(problem, severity="warning") for problem in problems),
        *misplaced_key(report.path, root),
        *value_warnings(report.path, text, root, REPORT, FRONT_MATTER_OFFSET),
    )


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
