"""A rendering: one body on its way to HTML, and where in its file each part of it stands."""

from __future__ import annotations

import bisect
import posixpath
from dataclasses import dataclass, field
from functools import cached_property

from markdown_it.token import Token

from plugins.archive.body_parts import BodyFile, BodyLink
from plugins.archive.problems import Problem
from plugins.archive.urls import Urls

Place = tuple[int, int]
"""A line and a column of a file, from 1."""


@dataclass
class Rendering:
    """One body being rendered: whose it is, where it stands, and what has been found in it.

    `offset` is the number of the file's lines before `text`.
    """

    path: str
    text: str
    offset: int
    urls: Urls
    problems: list[Problem]
    links: list[BodyLink] = field(default_factory=list)
    files: list[BodyFile] = field(default_factory=list)
    refused: bool = False
    _starts: tuple[Token | None, list[int]] = (None, [])

    @property
    def stem(self) -> str:
        """The file's name without `.md`."""
        return posixpath.basename(self.path).removesuffix(".md")

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    def refuse(self, place: Place, what: str, remedy: str) -> None:
        """Note a problem at a place of the file."""
        self.problems.append(Problem(self.path, *place, "body", what, remedy))
        self.refused = True

    def place_of(self, token: Token) -> Place:
        """Return where a token stood that remembers it."""
        block: Token = token.meta["block"]
        at: int = token.meta["at"]
        if token.meta["text"] is not block.content:  # the words of a footnote within the block's
            at += max(0, block.content.find(token.meta["text"]))
        return self.place_in(block, at)

    def place_in(self, block: Token, at: int) -> Place:
        """Return where the offset `at` of a block's content stands in the file."""
        if block.map is None:
            return self.offset + 1, 1
        starts = self._line_starts(block)
        number = bisect.bisect_right(starts, at) - 1
        line = block.map[0] + number
        end = starts[number + 1] - 1 if number + 1 < len(starts) else len(block.content)
        source = self._lines[line] if line < len(self._lines) else ""
        # A block's lines are without the indentation and the quote marks that they have in the file.
        margin = max(0, source.find(block.content[starts[number] : end])) if len(source) < 10_000 else 0
        return line + self.offset + 1, margin + at - starts[number] + 1

    def _line_starts(self, block: Token) -> list[int]:
        """Return where each line of a block's content begins; kept, for the next question is about the same block."""
        if self._starts[0] is not block:
            starts = [0]
            for line in block.content.split("\n")[:-1]:
                starts.append(starts[-1] + len(line) + 1)
            self._starts = (block, starts)
        return self._starts[1]

    def line_of(self, block: Token) -> int:
        """Return the line of the file on which a block begins."""
        return (block.map[0] if block.map else 0) + self.offset + 1
