"""Strict YAML: text into nodes that keep their positions; no aliases, anchors or tags.

Scalars stay the strings that were typed (`NO`, `12:30`, `017`); the schema types them. The C parser does the work.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import yaml

from plugins.archive.problems import Problem

LOADER = yaml.CBaseLoader
SUSPECT = frozenset("&*!")
DEEPEST = 20
"""Levels of nesting at the most; no schema needs half of it, and the parser's own stack ends somewhere."""
STEEP = re.compile(rf"(?:[-?][ \t]+){{{DEEPEST}}}")


def compose(text: str, path: str, offset: int, problems: list[Problem]) -> yaml.Node | None:
    """Return the root node of `text`, or None when it is empty or faulty.

    `offset` is the number of lines of the file that stand before `text`. Faults are added to `problems`.
    """
    try:
        found = [*_depths(text, path, offset)] or list(_forbidden(text, path, offset))
        problems.extend(found)
        return None if found else yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        problems.append(_fault(error, path, offset))
    except yaml.YAMLError as error:
        problems.append(_problem(path, offset, 0, f"this is not YAML ({error})", "remove characters that are not text"))
    return None


def _depths(text: str, path: str, offset: int) -> Iterator[Problem]:
    """Find the first place that is nested too deep, in brackets or in lists begun on one line."""
    steep = STEEP.search(text)
    place = steep.start() if steep else _too_deep(text)
    if place is not None:
        line, column = text.count("\n", 0, place), place - text.rfind("\n", 0, place) - 1
        yield _problem(path, line + offset, column, f"nested more than {DEEPEST} deep", "write it flatter")


def _too_deep(text: str) -> int | None:
    """Return where brackets stand deeper than allowed; those in quotes count too, as nobody writes that many."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return None
    signs = list(re.finditer(r"[\[\]{}]", text))
    steps = (1 if sign[0] in "[{" else -1 for sign in signs)
    # A closing bracket that closes nothing stands in some text; it must not make up for an opening one.
    depths = itertools.accumulate(steps, lambda depth, step: max(0, depth + step), initial=0)
    after = itertools.islice(depths, 1, None)
    return next((sign.start() for sign, depth in zip(signs, after, strict=True) if depth > DEEPEST), None)


def _forbidden(text: str, path: str, offset: int) -> Iterator[Problem]:
    """Find anchors, aliases and tags; only texts that hold one of their signs are walked."""
    if SUSPECT.isdisjoint(text):
        return
    for event in yaml.parse(text, Loader=LOADER):
        mark = event.start_mark
        if isinstance(event, yaml.NodeEvent) and mark and (sort := _feature(event)):
            yield _problem(path, mark.line + offset, mark.column, f"YAML {sort} is not allowed", "write it out")


def _feature(event: yaml.NodeEvent) -> str | None:
    if isinstance(event, yaml.AliasEvent):
        return f"alias '*{event.anchor}'"
    if event.anchor:
        return f"anchor '&{event.anchor}'"
    tag = getattr(event, "tag", None)
    return f"tag '{tag}'" if tag else None


FAULTS = {
    "mapping values are not allowed": ("a colon inside a value that is not quoted", "put the value in quotes"),
    "expected ',' or": (
        "the bracket that opens here is not closed, or a comma is missing",
        "close it or add the comma",
    ),
    "'-' indicator": ("this line does not line up with those above", "mend its indentation"),
    "expected key": ("this line does not line up with those above", "mend its indentation"),
    "cannot start any token": ("a tab, or a sign that YAML keeps for itself", "indent with spaces, put text in quotes"),
    "found another document": ("a line '---' begins a second document", "take the line away"),
    "unexpected end of stream": ("the quote that opens here is not closed", "close it"),
}
"""The parser's words for the commonest slips, each with plainer ones and what to do."""
OPENINGS = ("expected ',' or", "unexpected end of stream")
"""Faults that are best mended where the thing that is not closed begins."""


def _fault(error: yaml.MarkedYAMLError, path: str, offset: int) -> Problem:
    """Put what the parser met in plainer words where we know some, at the place where it is mended."""
    words = error.problem or "this is not YAML"
    marks = (error.problem_mark, error.context_mark)
    mark = next(filter(None, reversed(marks) if any(sign in words for sign in OPENINGS) else marks), None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    plain = next((plain for sign, plain in FAULTS.items() if sign in words), (words, "mend the YAML at this place"))
    return _problem(path, line + offset, column, *plain)


def _problem(path: str, line: int, column: int, what: str, remedy: str) -> Problem:
    return Problem(path, line + 1, column + 1, "yaml", what, remedy)
