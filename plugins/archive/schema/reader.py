"""The reader: goes through the nodes of one file and keeps every problem it meets, with its position."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import yaml

from plugins.archive import limits
from plugins.archive.problems import Problem


class Invalid:
    """What reading gives where the text was faulty; the problem has been noted."""

    def __bool__(self) -> bool:
        return False


INVALID: Final = Invalid()
NodePath = tuple[str | int, ...]
"""The way to a value: keys, and places counted from 0."""
LONGEST = 300
"""Characters of a message's part at the most: what is quoted may be of any length."""


class TooManyProblemsError(Exception):
    """A file has more problems than anybody reads; the last one noted says so."""


@dataclass(slots=True)
class Reader:
    """One file being read: its path for messages, the lines before its YAML, and the problems so far."""

    path: str
    offset: int = 0
    problems: list[Problem] = field(default_factory=list)
    noted: int = 0

    def error(self, node: yaml.Node, name: str, what: str, remedy: str) -> Invalid:
        """Note a problem at `node`, whose field is `name`; raises FloodError when it is one too many."""
        mark = node.start_mark
        line, column = mark.line + 1 + self.offset, mark.column + 1
        self.noted += 1
        if self.noted > limits.PROBLEMS:
            self.problems.append(too_many_problems(self.path, line, column))
            raise TooManyProblemsError
        self.problems.append(Problem(self.path, line, column, _short(name) or "file", _short(what), remedy))
        return INVALID

    def read(self, kind: Readable, node: yaml.Node, name: str = "") -> Any:
        """Return what `kind` reads at `node`; INVALID, too, when it has too many problems to go on."""
        try:
            return kind.read(node, self, name)
        except TooManyProblemsError:
            return INVALID


class Readable(Protocol):
    """What reads a node through a reader."""

    def read(self, node: yaml.Node, at: Reader, name: str) -> Any:
        """Return the value at `node`, or INVALID; may raise FloodError."""


def limit_problems(found: Iterable[Problem]) -> Iterator[Problem]:
    """List problems of one file up to the limit; where there are more, the last one says so and none is sought."""
    for number, problem in enumerate(found):
        if number == limits.PROBLEMS:
            yield too_many_problems(problem.path, problem.line, problem.column)
            return
        yield problem


def too_many_problems(path: str, line: int, column: int) -> Problem:
    """Return the problem that a file has from here on."""
    what = f"there are more than {limits.PROBLEMS} problems; those from here on are not listed"
    return Problem(path, line, column, "file", what, "mend the others first")


def _short(text: str) -> str:
    """Return `text` without its middle if it is long: the end of a message says what is wrong."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}"


def field_name(steps: NodePath) -> str:
    """Return a field's name for messages by the steps to it: `events[2].region`, lists counted from 1."""
    words = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps)
    return "".join(words).lstrip(".")


def find_node(root: yaml.Node | None, steps: NodePath) -> yaml.Node | None:
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
