"""Body sections: a report's HTML split at its headings, so that templates can add a link to each heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import msgspec

HEADING = re.compile(r'<(h[1-6]) id="([^"]*)">(.*?)</\1>', re.DOTALL)
"""A heading as the body renderer writes it. `<` is escaped in text, so only headings match."""
ELEMENT = re.compile(r"<[^>]*>")


class Section(msgspec.Struct, frozen=True):
    """A part of a body: a heading with its `anchor` and its plain `text`, or the HTML between two headings."""

    html: str
    anchor: str = ""
    text: str = ""


def split_sections(html: str) -> tuple[Section, ...]:
    """Split a body's HTML at its headings; an empty body has no sections."""
    return tuple(section for section in _sections(html) if section.html)


def _sections(html: str) -> Iterator[Section]:
    end = 0
    for heading in HEADING.finditer(html):
        yield Section(html[end : heading.start()])
        yield Section(heading[0], unescape(heading[2]), unescape(ELEMENT.sub("", heading[3])))
        end = heading.end()
    yield Section(html[end:])
