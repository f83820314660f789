"""Strict YAML: text into nodes that keep their positions; no aliases, anchors or tags.

Scalars stay the strings that were typed (`NO`, `12:30`, `017`); the schema types them. The C parser does the work.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from plugins.archive.problems import Problem

LOADER = yaml.CBaseLoader
SUSPECT = frozenset("&*!")


def compose(text: str, path: str, offset: int, problems: list[Problem]) -> yaml.Node | None:
    """Return the root node of `text`, or None when it is empty or faulty.

    `offset` is the number of lines of the file that stand before `text`. Faults are added to `problems`.
    """
    try:
        found = list(_forbidden(text, path, offset))
        problems.extend(found)
        return None if found else yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        problems.append(_problem(path, line + offset, column, _explain(error), "mend the YAML at this place"))
    except yaml.YAMLError as error:
        problems.append(_problem(path, offset, 0, f"this is not YAML ({error})", "remove characters that are not text"))
    return None


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


def _explain(error: yaml.MarkedYAMLError) -> str:
    """Put the parser's words, and for the commonest slip a plainer sentence."""
    words = error.problem or "this is not YAML"
    if "mapping values are not allowed" in words:
        return "a colon inside a value that is not quoted"
    return words


def _problem(path: str, line: int, column: int, what: str, remedy: str) -> Problem:
    return Problem(path, line + 1, column + 1, "yaml", what, remedy)
