"""Prose: a body as its page shows it, in pieces, so that the way to each heading can stand beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import msgspec

HEADING = re.compile(r'<(h[1-6]) id="([^"]*)">(.*?)</\1>', re.DOTALL)
"""A heading as our renderer writes it; among a body's words `<` is never bare, so nothing else looks like one."""
ELEMENT = re.compile(r"<[^>]*>")


class Section(msgspec.Struct, frozen=True):
    """A part of a body, as HTML: a heading with its `anchor` and its words, or what stands between two."""

    html: str
    anchor: str = ""
    text: str = ""


def split_sections(html: str) -> tuple[Section, ...]:
    """Return a body's HTML in its pieces, which are all of it; none for an empty body."""
    return tuple(piece for piece in _pieces(html) if piece.html)


def _pieces(html: str) -> Iterator[Section]:
    done = 0
    for heading in HEADING.finditer(html):
        yield Section(html[done : heading.start()])
        yield Section(heading[0], unescape(heading[2]), unescape(ELEMENT.sub("", heading[3])))
        done = heading.end()
    yield Section(html[done:])
