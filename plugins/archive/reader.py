"""The reader: goes through the nodes of one file and keeps every problem it meets, with its position."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from plugins.archive.problems import Problem


class Invalid:
    """What reading gives where the text was faulty; the problem has been noted."""

    def __bool__(self) -> bool:
        return False


INVALID: Final = Invalid()


@dataclass(slots=True)
class Reader:
    """One file being read: its path for messages, the lines before its YAML, and the problems so far."""

    path: str
    offset: int = 0
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, node: yaml.Node, name: str, what: str, remedy: str) -> Invalid:
        """Note a problem at `node`, whose field is `name`."""
        mark = node.start_mark
        self.problems.append(
            Problem(self.path, mark.line + 1 + self.offset, mark.column + 1, name or "file", what, remedy)
        )
        return INVALID


def locate(root: yaml.Node | None, steps: tuple[str | int, ...]) -> yaml.Node | None:
    """Return the node that `steps` (keys, and places counted from 0) lead to, or the last one on the way."""
    node = root
    for step in steps:
        found = _step(node, step)
        if found is None:
            return node
        node = found
    return node


def _step(node: Any, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]  # type: ignore[no-any-return]  # PyYAML's nodes are untyped
    return node if step == 0 else None
