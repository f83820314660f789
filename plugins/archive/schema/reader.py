"""The reader: typed values read from the YAML nodes of one file, with every problem collected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import yaml

from plugins.archive import limits
from plugins.archive.problems import Problem, too_many_problems

MAX_QUOTE = 300
"""Characters of a field name or description in a message; quoted content can be of any length."""


class Invalid:
    """The result of reading a faulty node; its problems have been added to the reader."""

    def __bool__(self) -> bool:
        return False


INVALID: Final = Invalid()


class TooManyProblemsError(Exception):
    """The file has more problems than the limit; the last problem of the reader states this."""


class FieldType(Protocol):
    """A type of value that a field can hold."""

    def read(self, node: yaml.Node, reader: Reader, name: str) -> Any:
        """Return the value at `node`, or INVALID after adding its problems under the field `name`.

        Raises TooManyProblemsError.
        """


@dataclass(slots=True)
class Reader:
    """Reads one file: its path for messages, the number of lines before its YAML, and its problems."""

    path: str
    offset: int = 0
    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    text: str = ""

    def missing_value(self, node: yaml.Node) -> tuple[str, str]:
        """Return why the scalar `node` is empty, and what to do. `text` is the YAML that is read, if it is known."""
        line, column = node.start_mark.line, node.start_mark.column
        rest = self.text.split("\n")[line][column:].strip() if self.text else ""
        if rest.startswith("#"):
            return f"has no value, because '{rest}' is read as a comment", f'put it in quotes: "{shorten(rest)}"'
        return "has no value", "add a value, or remove the key"

    def error(self, node: yaml.Node, name: str, what: str, remedy: str) -> Invalid:
        """Add a problem of the field `name` at `node`; raises TooManyProblemsError beyond the limit."""
        mark = node.start_mark
        line, column = mark.line + 1 + self.offset, mark.column + 1
        self.count += 1
        if self.count > limits.PROBLEMS:
            self.problems.append(too_many_problems(self.path, line, column))
            raise TooManyProblemsError
        self.problems.append(Problem(self.path, line, column, shorten(name) or "file", shorten(what), remedy))
        return INVALID

    def read(self, field_type: FieldType, node: yaml.Node, name: str = "") -> Any:
        """Return the value of `field_type` at `node`; INVALID if it has problems, even too many of them."""
        try:
            return field_type.read(node, self, name)
        except TooManyProblemsError:
            return INVALID


def shorten(text: str) -> str:
    """Cut the middle out of a long text: the end of a message explains the problem."""
    return text if len(text) <= MAX_QUOTE else f"{text[: MAX_QUOTE // 2]} … {text[-MAX_QUOTE // 2 :]}"
