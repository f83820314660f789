"""Check formats: what a check found, as text for people, as annotations for GitHub's workflows, as JSON for editors."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Set
from pathlib import Path
from typing import NamedTuple

import msgspec

from plugins.archive.editing.fixes import Fix
from plugins.archive.problems import Problem, printable
from plugins.archive.text.plurals import plural


class CheckResult(NamedTuple):
    """What a check of the archive at `content` found, errors and warnings each in the order of the files.

    `mended` has been put right, `mendable` could be. For the last line: of how many files was asked (0 for all), how
    many errors the others have, and how large the archive is.
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


def summary(outcome: CheckResult) -> str:
    """Return the last line: how much was checked and what was found, or how much is wrong and what to do."""
    parts = [plural(len(outcome.errors), "problem")] if outcome.errors else []
    parts += [plural(len(outcome.warnings), "warning")] if outcome.warnings else []
    if parts:
        first = f"{', '.join(parts)}."
    elif outcome.selected_files:
        first = f"{plural(outcome.selected_files, 'file')}: no problems."
    else:
        first = f"{plural(outcome.reports, 'report')} with {plural(outcome.events, 'event')}: no problems."
    more = [f"{len(outcome.fixable)} can be mended: inv check --fix."] if outcome.fixable else []
    more += [f"Other files have {plural(outcome.other_errors, 'problem')}."] if outcome.other_errors else []
    return " ".join([first, *more])


def as_text(outcome: CheckResult) -> Iterator[str]:
    """List what was mended and what is left, a line each: `path:line:column: field: what is wrong — what to do`."""
    yield from map(str, (*outcome.fixed, *outcome.errors, *outcome.warnings))


def as_annotations(outcome: CheckResult) -> Iterator[str]:
    """List GitHub's workflow commands; the message is the whole line, for logs show nothing else of an annotation.

    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    for problem in (*outcome.errors, *outcome.warnings):
        values = {
            "file": display_path(outcome.content, problem.path),
            "line": problem.line,
            "col": problem.column,
            "title": printable(problem.field),
        }
        words = ",".join(f"{key}={_property(str(value))}" for key, value in values.items())
        yield f"::{problem.severity} {words}::{_data(str(problem))}"


def _data(text: str) -> str:
    """Escape a command's message."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a command's property, which a colon or a comma would end."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(outcome: CheckResult) -> Iterator[str]:
    """Give one JSON object: `problems`, `mended`, and how many `errors` and `warnings` are left.

    A problem has `path` (from the working directory), `line`, `column`, `field`, `message`, `hint`, `severity`, and
    `fixable`: whether `--fix` would put it right.
    """
    places = {mend.location for mend in outcome.fixable}
    found = {
        "problems": [_problem(problem, outcome, places) for problem in (*outcome.errors, *outcome.warnings)],
        "mended": [_mend(mend, outcome) for mend in outcome.fixed],
        "errors": len(outcome.errors),
        "warnings": len(outcome.warnings),
    }
    yield msgspec.json.format(msgspec.json.encode(found), indent=2).decode()


def _problem(problem: Problem, outcome: CheckResult, places: Set[tuple[str, int, int, str]]) -> dict[str, object]:
    return {
        "path": display_path(outcome.content, problem.path),
        "line": problem.line,
        "column": problem.column,
        "field": printable(problem.field),
        "message": printable(problem.what),
        "hint": printable(problem.remedy),
        "severity": problem.severity,
        "fixable": (problem.path, problem.line, problem.column, problem.field) in places,
    }


def _mend(mend: Fix, outcome: CheckResult) -> dict[str, object]:
    words = {"line": mend.line, "column": mend.column, "field": printable(mend.field)}
    return {
        "path": display_path(outcome.content, mend.path),
        **words,
        "before": printable(mend.before),
        "after": mend.after,
    }


def display_path(content: Path, path: str) -> str:
    """Return the path of a file of `content` from the working directory, or from the root if it lies elsewhere."""
    file = os.path.abspath(content / path)
    near = os.path.relpath(file)
    return printable(Path(file if near.startswith(os.pardir) else near).as_posix())


FORMATS: dict[str, Callable[[CheckResult], Iterator[str]]] = {
    "text": as_text,
    "github": as_annotations,
    "json": as_json,
}
"""How an outcome is printed, by the word for `--format`."""
