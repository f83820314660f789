"""The parts of a rendered body that its page, the search and the checks need."""

from __future__ import annotations

import msgspec


class Heading(msgspec.Struct, frozen=True):
    """A heading, for the table of contents and the search."""

    level: int
    id: str
    text: str


class BodyLink(msgspec.Struct, frozen=True):
    """A link to another file of the content, with its position in the file."""

    target: str
    fragment: str
    line: int
    column: int


class BodyFile(msgspec.Struct, frozen=True):
    """A file of the report's folder that the body shows or links to, with the position of the reference."""

    name: str
    line: int
    column: int


class Body(msgspec.Struct, frozen=True):
    """A body as HTML, with its headings and references."""

    html: str = ""
    headings: tuple[Heading, ...] = ()
    links: tuple[BodyLink, ...] = ()
    attachments: tuple[BodyFile, ...] = ()
