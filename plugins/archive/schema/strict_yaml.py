"""Strict YAML: text composed into nodes with positions, without aliases, anchors, tags and directives.

Scalars stay strings as typed (`NO`, `12:30`, `017`); the schema gives them types. The C parser of PyYAML does the work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from plugins.archive import limits
from plugins.archive.problems import Problem, limit_problems
from plugins.archive.schema.yaml_syntax import LOADER, Fault, explain
from plugins.archive.text.merge_conflicts import REMEDY, WHAT, find_conflict_marks

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
        problems.append(_problem(path, offset, explain(text, error)))
    except yaml.YAMLError as error:
        what = f"this is not YAML ({error})"
        problems.append(_problem(path, offset, Fault(0, 0, what, "remove characters that are not text")))
    return None


def _forbidden(text: str, max_nodes: int) -> Iterator[Fault]:
    """Yield directives, and the faults found by `_walk` if the text can contain any.

    A character makes at most two nodes: a lone `?` is a mapping with an empty key and an empty value.
    """
    directive = DIRECTIVE.search(text)
    if conflicts := list(find_conflict_marks(text)):
        yield from (Fault(line, 0, f"the line '{mark[:80]}' {WHAT}", REMEDY) for line, mark in conflicts)
    elif directive:
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
            remedy = "put the value in quotes if it is text, or write it out"
            yield Fault(*position, f"YAML {feature} is not allowed", remedy)


def _feature(event: yaml.NodeEvent) -> str | None:
    if isinstance(event, yaml.AliasEvent):
        return f"alias '*{event.anchor}'"
    if event.anchor:
        return f"anchor '&{event.anchor}'"
    tag = getattr(event, "tag", None)
    return f"tag '{tag}'" if tag else None


def _problem(path: str, offset: int, fault: Fault) -> Problem:
    return Problem(path, fault.line + offset + 1, fault.column + 1, "yaml", fault.what, fault.remedy)
