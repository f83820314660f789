"""The context of rendering a body: its file, and the problems, links and attachments found so far."""

from __future__ import annotations

import bisect
import itertools
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from markdown_it.token import Token

from plugins.archive.body.parts import BodyFile, BodyLink
from plugins.archive.problems import Problem
from plugins.archive.urls import Urls, stem_of

Position = tuple[int, int]
"""A line and a column of a file, from 1."""
LONG_LINE = 10_000
"""Characters from which a line is not searched for the text of a block."""


class SourcePosition(NamedTuple):
    """The position of a token: its block's first line and text, and the parsed text with an offset into it.

    `first_line` counts from 0 and is None for an inline footnote.
    """

    first_line: int | None
    block: str
    text: str
    offset: int


@dataclass
class RenderContext:
    """A body that is being rendered; `offset` is the number of lines before `text` in the file `path`."""

    path: str
    text: str
    offset: int
    urls: Urls
    problems: list[Problem] = field(default_factory=list)
    links: list[BodyLink] = field(default_factory=list)
    files: list[BodyFile] = field(default_factory=list)
    _starts: tuple[str, list[int]] = ("", [0])

    @property
    def stem(self) -> str:
        """The file's name without `.md`."""
        return stem_of(self.path)

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    def error(self, position: Position, what: str, remedy: str) -> None:
        """Add a problem at a position of the file."""
        self.problems.append(Problem(self.path, *position, "body", what, remedy))

    def position_of(self, token: Token) -> Position:
        """Return the position of a token that has a source position."""
        first_line, block, text, offset = token.meta["source_position"]
        if text is not block:  # an inline footnote within the block
            offset += max(0, block.find(text))
        return self.position_in(first_line, block, offset)

    def position_in(self, first_line: int | None, block: str, offset: int) -> Position:
        """Return the position of the character at `offset` of a block that begins on `first_line` of the body."""
        if first_line is None:
            return self.offset + 1, 1
        starts = self._line_starts(block)
        number = bisect.bisect_right(starts, offset) - 1
        end = starts[number + 1] - 1 if number + 1 < len(starts) else len(block)
        line = self._lines[first_line + number] if first_line + number < len(self._lines) else ""
        # The parser removes indentation and quote marks from the text of a block.
        margin = max(0, line.find(block[starts[number] : end])) if len(line) < LONG_LINE else 0
        return first_line + number + self.offset + 1, margin + offset - starts[number] + 1

    def _line_starts(self, block: str) -> list[int]:
        """Return the offset of each line of a block; cached, because most calls are for the same block again."""
        if self._starts[0] is not block:
            lengths = (len(line) + 1 for line in block.split("\n")[:-1])
            self._starts = (block, list(itertools.accumulate(lengths, initial=0)))
        return self._starts[1]

    def position_of_text(self, line: int, text: str) -> Position:
        """Return the position of `text` on a line of the body, counted from 0."""
        return line + self.offset + 1, max(0, self._lines[line].find(text)) + 1

    def text_line(self, line: int) -> str:
        """Return the text of a line of the body, counted from 0; empty beyond its end."""
        return self._lines[line] if line < len(self._lines) else ""

    def line_of(self, block: Token) -> int:
        """Return the line of the file on which a block begins."""
        return (block.map[0] if block.map else 0) + self.offset + 1
