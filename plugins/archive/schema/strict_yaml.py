"""Strict YAML: text into nodes that keep their positions; no aliases, anchors or tags.

Scalars stay the strings that were typed (`NO`, `12:30`, `017`); the schema types them. The C parser does the work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from plugins.archive import limits
from plugins.archive.problems import Problem
from plugins.archive.schema.reader import limit_problems

LOADER = yaml.CBaseLoader
FEATURE = re.compile(r"(?:^|[\s\[{,:?-])(?:[&*]\S|!)")
"""Where an anchor, an alias or a tag may begin: after a space or a sign of YAML's own, not within words."""
WITHIN = r"""[^\[\]{}"'#\n]*(?:(?<=[\[{,: ])"\w[\w.\-]*"[^\[\]{}"'#\n]*)*"""
PAIR = re.compile(rf"\[{WITHIN}\]|\{{{WITHIN}\}}")
"""Brackets that open and close on one line; with no comment or bracket between, both are signs, or neither.

Nor with a quote, but around one word: if the first of its quotes ended something, the word behind it would be a fault.
"""
PAIRED = 3
"""How often pairs are taken out, the inner ones first: as deep as reports nest them."""
DIRECTIVE = re.compile("^%", re.MULTILINE)
START = yaml.Mark("", 0, 0, 0, "", 0)
STEPS = limits.NESTING // 4
STEEP = re.compile(rf"(?:\A|[\n\r\x85\u2028\u2029])[ \t\-?:]{{{STEPS}}}")
"""The start of a line behind which blocks may be nested so deep that, with brackets, the limit may be passed."""
BRACKETS = (limits.NESTING - (2 * STEPS - 1)) // 2
"""Brackets, one within the other, that keep the limit behind any line that is not steep.

A block begins at a column before which a line has signs of blocks only. Each column gives two levels at most, a mapping
and a list that stands no further in than its keys; but the last gives one, for a list's `-` there makes the line steep.
A bracket gives two levels as well: `[a: b]` is a mapping within a list.
"""


class Found(NamedTuple):
    """What is refused, and where: line and column count from 0."""

    line: int
    column: int
    what: str
    remedy: str


def compose(
    text: str, path: str, offset: int, problems: list[Problem], max_nodes: int = limits.YAML_NODES
) -> yaml.Node | None:
    """Return the root node of `text`, or None when it is empty or faulty.

    `offset` is the number of lines of the file that stand before `text`, `most` how many nodes it may have. Faults are
    added to `problems`.
    """
    try:
        refused = (_problem(path, offset, found) for found in _refused(text, max_nodes))
        found = [*limit_problems(refused)]
        problems.extend(found)
        return None if found else yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        problems.append(_problem(path, offset, _fault(error)))
    except yaml.YAMLError as error:
        what = f"this is not YAML ({error})"
        problems.append(_problem(path, offset, Found(0, 0, what, "remove characters that are not text")))
    return None


def _refused(text: str, most: int) -> Iterator[Found]:
    """Find what is YAML and yet not allowed: directives; and in texts that may hold them, what `_walk` finds.

    A character makes two nodes at most: a `?` alone is a mapping, whose key and value are nothing.
    """
    directive = DIRECTIVE.search(text)
    if directive:
        yield Found(text.count("\n", 0, directive.start()), 0, "YAML directives are not allowed", "take the line away")
    elif 2 * len(text) > most or _suspect(text):
        yield from _walk(text, most)


def _suspect(text: str) -> bool:
    """Tell whether a text may hold features that hide something, or be nested too deep."""
    return FEATURE.search(text) is not None or STEEP.search(text) is not None or _deep(text)


def _deep(text: str) -> bool:
    """Tell whether brackets may be nested too deep: those that are not paired on their line are all counted."""
    for taken in range(PAIRED + 1):
        if text.count("[") + text.count("{") + taken <= BRACKETS:
            return False
        text = PAIR.sub("", text)
    return True


def _walk(text: str, most: int) -> Iterator[Found]:
    """Find anchors, aliases and tags, and where a text is too deep or too much; there the walk ends.

    The parser's events are made one by one and forgotten, so that nothing grows with what is refused.
    """
    depth = nodes = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        nodes += isinstance(event, yaml.NodeEvent)
        mark = event.start_mark or START
        place = mark.line, mark.column
        if depth > limits.NESTING:
            yield Found(*place, f"nested more than {limits.NESTING} deep", "write it flatter")
            return
        if nodes > most:
            yield Found(*place, f"holds more than {most} keys and values", "split the file")
            return
        if isinstance(event, yaml.NodeEvent) and (sort := _feature(event)):
            yield Found(*place, f"YAML {sort} is not allowed", "write it out")


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


def _fault(error: yaml.MarkedYAMLError) -> Found:
    """Put what the parser met in plainer words where we know some, at the place where it is mended."""
    words = error.problem or "this is not YAML"
    marks = (error.problem_mark, error.context_mark)
    mark = next(filter(None, reversed(marks) if any(sign in words for sign in OPENINGS) else marks), None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    plain = next(
        (plain for sign, plain in PLAIN_MESSAGES.items() if sign in words), (words, "mend the YAML at this place")
    )
    return Found(line, column, *plain)


def _problem(path: str, offset: int, found: Found) -> Problem:
    return Problem(path, found.line + offset + 1, found.column + 1, "yaml", found.what, found.remedy)
