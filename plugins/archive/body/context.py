"""A rendering: one body on its way to HTML, and where in its file each part of it stands."""

from __future__ import annotations

import bisect
import itertools
import posixpath
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from markdown_it.token import Token

from plugins.archive.body.parts import BodyFile, BodyLink
from plugins.archive.problems import Problem
from plugins.archive.urls import Urls

Position = tuple[int, int]
"""A line and a column of a file, from 1."""
LONG = 10_000
"""Characters of a line in which its words are no longer looked for."""


class SourcePosition(NamedTuple):
    """Where a token stood: its block's first line, if it is known, and words; the words it was met in, and where."""

    first: int | None
    block: str
    text: str
    at: int


@dataclass
class RenderContext:
    """One body being rendered: whose it is, where it stands, and what has been found in it.

    `offset` is the number of the file's lines before `text`.
    """

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
        return posixpath.basename(self.path).removesuffix(".md")

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    def error(self, place: Position, what: str, remedy: str) -> None:
        """Note a problem at a place of the file."""
        self.problems.append(Problem(self.path, *place, "body", what, remedy))

    def position_of(self, token: Token) -> Position:
        """Return where a token stood that remembers it."""
        first, block, text, at = token.meta["stood"]
        if text is not block:  # the words of a note within the block's
            at += max(0, block.find(text))
        return self.position_in(first, block, at)

    def position_in(self, first: int | None, block: str, at: int) -> Position:
        """Return where the offset `at` of the words of a block, which begins on line `first`, stands in the file."""
        if first is None:
            return self.offset + 1, 1
        starts = self._line_starts(block)
        number = bisect.bisect_right(starts, at) - 1
        end = starts[number + 1] - 1 if number + 1 < len(starts) else len(block)
        source = self._lines[first + number] if first + number < len(self._lines) else ""
        # A block's words are without the indentation and the quote marks that they have in the file.
        margin = max(0, source.find(block[starts[number] : end])) if len(source) < LONG else 0
        return first + number + self.offset + 1, margin + at - starts[number] + 1

    def _line_starts(self, block: str) -> list[int]:
        """Return where each line of a block begins; kept, for the next question is mostly about the same block."""
        if self._starts[0] is not block:
            lengths = (len(line) + 1 for line in block.split("\n")[:-1])
            self._starts = (block, list(itertools.accumulate(lengths, initial=0)))
        return self._starts[1]

    def position_of_text(self, line: int, mark: str) -> Position:
        """Return where a mark stands on a line of the body, from 0."""
        return line + self.offset + 1, max(0, self._lines[line].find(mark)) + 1

    def line_of(self, block: Token) -> int:
        """Return the line of the file on which a block begins."""
        return (block.map[0] if block.map else 0) + self.offset + 1
