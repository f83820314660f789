"""Output formats of a check: text for people, annotations for GitHub's workflows, JSON for editors."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Set
from pathlib import Path
from typing import NamedTuple

from plugins.archive.editing.fixes import Fix
from plugins.archive.problems import Problem, printable
from plugins.archive.text.plurals import plural


class CheckResult(NamedTuple):
    """The result of checking the archive at `content`; errors and warnings are sorted by file and position.

    `fixed` was corrected by this check, `fixable` can be corrected. `selected_files` is the number of files whose
    problems are shown, or 0 for all files, and `other_errors` the number of errors in the others. `reports` and
    `events` are the size of the archive.
    """

    content: Path
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    fixed: tuple[Fix, ...]
    fixable: tuple[Fix, ...]
    selected_files: int
    other_errors: int
    reports: int
    events: int


def summary(result: CheckResult) -> str:
    """Return the last line of the output: the number of problems, or the size of what was checked."""
    counts = [plural(len(result.errors), "problem")] if result.errors else []
    counts += [plural(len(result.warnings), "warning")] if result.warnings else []
    if counts:
        first = f"{', '.join(counts)}."
    elif result.selected_files:
        first = f"{plural(result.selected_files, 'file')}: no problems."
    else:
        first = f"{plural(result.reports, 'report')} with {plural(result.events, 'event')}: no problems."
    more = [f"{len(result.fixable)} can be fixed: inv check --fix."] if result.fixable else []
    more += [f"Other files have {plural(result.other_errors, 'problem')}."] if result.other_errors else []
    return " ".join([first, *more])


def as_text(result: CheckResult) -> Iterator[str]:
    """Yield fixes and problems, one per line: `path:line:column: field: what is wrong — what to do`."""
    yield from map(str, (*result.fixed, *result.errors, *result.warnings))


def as_annotations(result: CheckResult) -> Iterator[str]:
    """Yield GitHub's workflow commands. The message is the whole line, because logs show only the message.

    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    for problem in (*result.errors, *result.warnings):
        values = zip(("file", "line", "col", "title"), _location(problem, result).values(), strict=True)
        properties = ",".join(f"{key}={_property(str(value))}" for key, value in values)
        yield f"::{problem.severity} {properties}::{_data(str(problem))}"


def _data(text: str) -> str:
    """Escape the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a command's property, which a colon or a comma would end."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(result: CheckResult) -> Iterator[str]:
    """Yield one JSON object: `problems`, `fixed`, and the numbers of `errors` and `warnings`.

    A problem has `path` (from the working directory), `line`, `column`, `field`, `message`, `hint`, `severity`, and
    `fixable`: whether `--fix` would correct it.
    """
    fixable = {fix.location for fix in result.fixable}
    found = {
        "problems": [_problem(problem, result, fixable) for problem in (*result.errors, *result.warnings)],
        "fixed": [_fix(fix, result) for fix in result.fixed],
        "errors": len(result.errors),
        "warnings": len(result.warnings),
    }
    yield json.dumps(found, indent=2)  # in ASCII, which every encoding of a pipe has


def _problem(problem: Problem, result: CheckResult, fixable: Set[tuple[str, int, int, str]]) -> dict[str, object]:
    return {
        **_location(problem, result),
        "message": printable(problem.what),
        "hint": printable(problem.remedy),
        "severity": problem.severity,
        "fixable": (problem.path, problem.line, problem.column, problem.field) in fixable,
    }


def _fix(fix: Fix, result: CheckResult) -> dict[str, object]:
    return {**_location(fix, result), "before": printable(fix.before), "after": fix.after}


def _location(item: Problem | Fix, result: CheckResult) -> dict[str, object]:
    path, field = display_path(result.content, item.path), printable(item.field)
    return {"path": path, "line": item.line, "column": item.column, "field": field}


def display_path(content: Path, path: str) -> str:
    """Return the path of a file of `content` relative to the working directory, or absolute if it is outside."""
    absolute = os.path.abspath(content / path)
    relative = os.path.relpath(absolute)
    return printable(Path(absolute if relative.startswith(os.pardir) else relative).as_posix())


FORMATS: dict[str, Callable[[CheckResult], Iterator[str]]] = {
    "text": as_text,
    "github": as_annotations,
    "json": as_json,
}
"""The formats by the value of `--format`."""
