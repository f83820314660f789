"""YAML syntax: errors of the parser, explained by the mistake that caused them.

A parser reports where it cannot go on, which is often below the mistake. So each likely mistake near that place is
corrected on trial: if the parser then gets further, this was the cause, and the correction is the remedy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from plugins.archive.schema.yaml_corrections import CERTAIN, LIKELY, QUOTES, Correction, layouts

LOADER = yaml.CBaseLoader
MAX_LINE = 2_000
"""Characters of a line that is corrected on trial."""
MAX_QUOTE = 160
"""Characters of a line that a message quotes."""
SEARCHED_LINES = 40
"""Lines above an error that can have its cause, such as a quote that is not closed."""
LOOK_AHEAD = 12
"""Lines below an error that are parsed on trial."""
SHORT = 64 * 1024
"""Characters of a text that is parsed whole on trial; of longer texts a part is parsed."""


class Fault(NamedTuple):
    """A fault with its line and column, counted from 0."""

    line: int
    column: int
    what: str
    remedy: str


PLAIN_MESSAGES = {
    "mapping values are not allowed": ("a colon inside a value that is not quoted", "put the value in quotes"),
    "expected ',' or": (
        "the bracket that opens here is not closed, or a comma is missing",
        "close it, or add the comma",
    ),
    "'-' indicator": ("this line is not aligned with those above", "fix its indentation"),
    "expected key": ("this line is not aligned with those above", "fix its indentation"),
    "expected <block end>": ("this line does not continue the one above", "fix its indentation, or quote the value"),
    "could not find expected ':'": (
        "this line has no 'key: value'",
        "add the key, or indent the line as part of a value",
    ),
    "cannot start any token": ("a tab, or a character reserved by YAML", "indent with spaces, and put text in quotes"),
    "found another document": ("a line '---' begins a second document", "remove the line"),
    "unexpected end of stream": ("the quote that opens here is not closed", "close it"),
    "unknown escape character": (
        "a backslash in double quotes begins a code",
        "use single quotes, or write two of them",
    ),
}
"""Parts of the parser's messages for common errors, each with a plain message and a remedy."""
UNCLOSED = ("expected ',' or", "unexpected end of stream")
"""Errors reported where the unclosed bracket or quote opens."""


def explain(text: str, error: yaml.MarkedYAMLError) -> Fault:
    """Return a plain message for a syntax error of `text`, at the position where it can be fixed."""
    return _find_cause(text, error) or _plain_message(error)


def _plain_message(error: yaml.MarkedYAMLError) -> Fault:
    message = error.problem or "this is not YAML"
    marks = (error.problem_mark, error.context_mark)
    mark = next(filter(None, reversed(marks) if any(part in message for part in UNCLOSED) else marks), None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    plain = next((plain for part, plain in PLAIN_MESSAGES.items() if part in message), (message, "fix the YAML here"))
    return Fault(line, column, *plain)


def _find_cause(text: str, error: yaml.MarkedYAMLError) -> Fault | None:
    """Return the mistake whose correction lets the parser go on; None if there is no such mistake."""
    if error.problem_mark is None:
        return None
    lines = text.split("\n")
    failed = min(error.problem_mark.line, len(lines) - 1)
    start = 0 if len(text) <= SHORT else _start_of_part(lines, failed)

    def success(found: tuple[int, Correction]) -> int:
        number, correction = found
        corrected = [*lines[start:number], correction.line, *lines[number + 1 : failed + LOOK_AHEAD]]
        return _failing_line(corrected) - (failed - start)

    found = next((found for found in _corrections(lines, failed, error) if success(found) > 0), None)
    found = found or max(_layouts(lines, start, failed), key=success, default=None)
    if found is None or success(found) <= 0:
        return None
    number, correction = found
    return Fault(number, correction.column, correction.what, correction.remedy or f"write {_quote(correction.line)}")


def _layouts(lines: list[str], start: int, failed: int) -> Iterator[tuple[int, Correction]]:
    for number in dict.fromkeys((failed, max(start, failed - 1), start)):
        yield from ((number, correction) for correction in layouts(lines, number))


def _start_of_part(lines: list[str], failed: int) -> int:
    """Return the line of a key or item that is not indented, far enough above the error."""
    number = max(0, failed - SEARCHED_LINES)
    while number and not re.match(r"[\w-]", lines[number]):
        number -= 1
    return number


def _failing_line(lines: list[str]) -> int:
    """Return the line at which parsing fails, or a line beyond the end."""
    try:
        for _ in yaml.parse("\n".join(lines), Loader=LOADER):
            pass
    except yaml.MarkedYAMLError as error:
        marks = [mark.line for mark in (error.problem_mark, error.context_mark) if mark]
        is_open = any(part in (error.problem or "") for part in UNCLOSED)
        return min(marks) if is_open and marks else max(marks, default=0)
    except yaml.YAMLError:
        return 0
    return len(lines)


def _corrections(lines: list[str], failed: int, error: yaml.MarkedYAMLError) -> Iterator[tuple[int, Correction]]:
    """Yield likely mistakes, the most certain first: each with its line."""
    opened = error.context_mark.line if error.context_mark else failed
    near = [number for number in dict.fromkeys((failed, failed - 1, opened, opened - 1)) if 0 <= number < len(lines)]
    for rules, numbers in (
        (CERTAIN, near),
        (QUOTES, range(failed, max(-1, failed - SEARCHED_LINES), -1)),
        (LIKELY, near),
    ):
        for number in numbers:
            if len(lines[number]) <= MAX_LINE:
                for rule in rules:
                    if (correction := rule(lines[number])) and correction.line != lines[number]:
                        yield number, correction


def _quote(line: str) -> str:
    plain = line.strip()
    return plain if len(plain) <= MAX_QUOTE else f"{plain[:120]} … {plain[-30:]}"
