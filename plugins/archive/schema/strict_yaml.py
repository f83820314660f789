"""Strict YAML: text composed into nodes with positions, without aliases, anchors, tags and directives.

Scalars stay strings as typed (`NO`, `12:30`, `017`); the schema gives them types. The C parser of PyYAML does the work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from plugins.archive import limits
from plugins.archive.problems import Problem, limit_problems

LOADER = yaml.CBaseLoader
FEATURE = re.compile(r"(?:^|[\s\[{,:?-])(?:[&*]\S|!)")
"""Possible start of an anchor, an alias or a tag: after white space or an indicator, not within words."""
WITHIN = r"""[^\[\]{}"'#\n]*(?:(?<=[\[{,: ])"\w[\w.\-]*"[^\[\]{}"'#\n]*)*"""
PAIR = re.compile(rf"\[{WITHIN}\]|\{{{WITHIN}\}}")
"""A pair of brackets on one line without a comment or other brackets inside, so that both or neither are indicators.

The text inside has no quotes, except around a single word: if its first quote closed a string, the word after it would
be a syntax error.
"""
PAIR_PASSES = 3
"""How often pairs are removed, innermost first: the depth to which reports nest brackets."""
DIRECTIVE = re.compile("^%", re.MULTILINE)
START = yaml.Mark("", 0, 0, 0, "", 0)
STEEP_INDENT = limits.NESTING // 4
STEEP = re.compile(rf"(?:\A|[\n\r\x85\u2028\u2029])[ \t\-?:]{{{STEEP_INDENT}}}")
"""The start of a line that may open so many blocks that, together with brackets, they exceed the limit."""
MAX_BRACKETS = (limits.NESTING - (2 * STEEP_INDENT - 1)) // 2
"""Nested brackets that cannot exceed the limit on a line that is not steep.

A block begins at a column that has only block indicators before it. Each column opens at most two levels: a mapping,
and a list at the indent of its keys. The last column opens one, because the `-` of a list would make the line steep. A
bracket opens two levels as well: `[a: b]` is a mapping in a list.
"""


class Fault(NamedTuple):
    """A fault with its line and column, counted from 0."""

    line: int
    column: int
    what: str
    remedy: str


def compose(
    text: str, path: str, offset: int, problems: list[Problem], max_nodes: int = limits.YAML_NODES
) -> yaml.Node | None:
    """Return the root node of `text`, or None if it is empty or faulty; faults are added to `problems`.

    `offset` is the number of lines before `text` in the file `path`.
    """
    try:
        faults = [*limit_problems(_problem(path, offset, fault) for fault in _forbidden(text, max_nodes))]
        problems.extend(faults)
        return None if faults else yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        problems.append(_problem(path, offset, _syntax_fault(error)))
    except yaml.YAMLError as error:
        what = f"this is not YAML ({error})"
        problems.append(_problem(path, offset, Fault(0, 0, what, "remove characters that are not text")))
    return None


def _forbidden(text: str, max_nodes: int) -> Iterator[Fault]:
    """Yield directives, and the faults found by `_walk` if the text can contain any.

    A character makes at most two nodes: a lone `?` is a mapping with an empty key and an empty value.
    """
    directive = DIRECTIVE.search(text)
    if directive:
        yield Fault(text.count("\n", 0, directive.start()), 0, "YAML directives are not allowed", "remove the line")
    elif 2 * len(text) > max_nodes or FEATURE.search(text) or STEEP.search(text) or _has_deep_brackets(text):
        yield from _walk(text, max_nodes)


def _has_deep_brackets(text: str) -> bool:
    """Return whether brackets can be nested too deep; all brackets without a partner on their line count."""
    for removed in range(PAIR_PASSES + 1):
        if text.count("[") + text.count("{") + removed <= MAX_BRACKETS:
            return False
        text = PAIR.sub("", text)
    return True


def _walk(text: str, max_nodes: int) -> Iterator[Fault]:
    """Yield anchors, aliases and tags, and the first position beyond a limit, where the walk ends.

    The parser yields one event at a time, so that memory does not grow with the text.
    """
    depth = nodes = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        nodes += isinstance(event, yaml.NodeEvent)
        mark = event.start_mark or START
        position = mark.line, mark.column
        if depth > limits.NESTING:
            yield Fault(*position, f"is nested more than {limits.NESTING} levels deep", "use fewer levels")
            return
        if nodes > max_nodes:
            yield Fault(*position, f"has more than {max_nodes} keys and values", "split the file")
            return
        if isinstance(event, yaml.NodeEvent) and (feature := _feature(event)):
            yield Fault(*position, f"YAML {feature} is not allowed", "write the value out")


def _feature(event: yaml.NodeEvent) -> str | None:
    if isinstance(event, yaml.AliasEvent):
        return f"alias '*{event.anchor}'"
    if event.anchor:
        return f"anchor '&{event.anchor}'"
    tag = getattr(event, "tag", None)
    return f"tag '{tag}'" if tag else None


PLAIN_MESSAGES = {
    "mapping values are not allowed": ("a colon inside a value that is not quoted", "put the value in quotes"),
    "expected ',' or": (
        "the bracket that opens here is not closed, or a comma is missing",
        "close it, or add the comma",
    ),
    "'-' indicator": ("this line is not aligned with those above", "fix its indentation"),
    "expected key": ("this line is not aligned with those above", "fix its indentation"),
    "cannot start any token": ("a tab, or a character reserved by YAML", "indent with spaces, and put text in quotes"),
    "found another document": ("a line '---' begins a second document", "remove the line"),
    "unexpected end of stream": ("the quote that opens here is not closed", "close it"),
}
"""Parts of the parser's messages for common errors, each with a plain message and a remedy."""
UNCLOSED = ("expected ',' or", "unexpected end of stream")
"""Errors reported where the unclosed bracket or quote opens."""


def _syntax_fault(error: yaml.MarkedYAMLError) -> Fault:
    """Return a plain message for a syntax error, at the position where it can be fixed."""
    message = error.problem or "this is not YAML"
    marks = (error.problem_mark, error.context_mark)
    mark = next(filter(None, reversed(marks) if any(part in message for part in UNCLOSED) else marks), None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    plain = next((plain for part, plain in PLAIN_MESSAGES.items() if part in message), (message, "fix the YAML here"))
    return Fault(line, column, *plain)


def _problem(path: str, offset: int, fault: Fault) -> Problem:
    return Problem(path, fault.line + offset + 1, fault.column + 1, "yaml", fault.what, fault.remedy)
