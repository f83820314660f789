"""Positions: finding the line and column of a field in front matter from its path."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import yaml

from plugins.archive.problems import Problem, limit_problems
from plugins.archive.schema.front_matter import FRONT_MATTER_OFFSET, read_markdown
from plugins.archive.schema.strict_yaml import compose

NodePath = tuple[str | int, ...]
"""The keys and list indexes (from 0) that lead to a node."""


class Finding(NamedTuple):
    """A problem with the field at `node_path`; the empty path means the file itself."""

    node_path: NodePath
    what: str
    remedy: str

    @property
    def field(self) -> str:
        """The name of the field for messages."""
        return field_name(self.node_path)


def field_name(node_path: NodePath) -> str:
    """Return the name of a field for messages: `events[2].region`, with list items counted from 1."""
    words = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in node_path)
    return "".join(words).lstrip(".")


def find_node(root: yaml.Node | None, node_path: NodePath) -> yaml.Node | None:
    """Return the node at `node_path`, or its closest ancestor that exists."""
    node = root
    for step in node_path:
        child = _child(node, step)
        if child is None:
            return node
        node = child
    return node


def _child(node: Any, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]  # type: ignore[no-any-return]  # PyYAML's nodes are untyped
    return node if step == 0 else None  # a scalar in place of a list of one item


def scalar_text(node: yaml.Node | None) -> str:
    """Return the text of a scalar; empty for a list, a mapping or a missing node."""
    return str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""


def text_at(node: yaml.Node, key: str) -> str:
    """Return the text of a mapping's key; empty if it is missing or not a scalar."""
    return scalar_text(_child(node, key))


def front_matter_root(path: str, data: bytes) -> yaml.Node | None:
    """Return the root node of a file's front matter; None if the file cannot be read."""
    parts = read_markdown(data, path, [])
    return compose(parts.front_matter, path, FRONT_MATTER_OFFSET, []) if parts else None


def add_findings(findings: Iterable[Finding], root: yaml.Node | None, path: str, problems: list[Problem]) -> None:
    """Add `findings` to `problems`, up to the limit, each at the position of its field in the front matter."""
    problems.extend(limit_problems(_problem(finding, root, path) for finding in findings))


def _problem(finding: Finding, root: yaml.Node | None, path: str) -> Problem:
    node = find_node(root, finding.node_path) if finding.node_path else None
    mark = node.start_mark if node else None
    line, column = (mark.line + 1 + FRONT_MATTER_OFFSET, mark.column + 1) if mark else (1, 1)
    return Problem(path, line, column, finding.field or "file", finding.what, finding.remedy)
