"""Body parts: a body as it was rendered, and what its page, its search and its checks need to know of it."""

from __future__ import annotations

import msgspec


class Heading(msgspec.Struct, frozen=True):
    """A heading of the body, as its table of contents and search need it."""

    level: int
    id: str
    text: str


class BodyLink(msgspec.Struct, frozen=True):
    """A link of the body to another file of the content; `line` and `column` are those of the report's file."""

    target: str
    fragment: str
    line: int
    column: int


class BodyFile(msgspec.Struct, frozen=True):
    """A file of the report's own folder that the body shows or links to; `line` and `column` are of the report's."""

    name: str
    line: int
    column: int


class Body(msgspec.Struct, frozen=True):
    """The body as HTML, with what it points to."""

    html: str = ""
    headings: tuple[Heading, ...] = ()
    links: tuple[BodyLink, ...] = ()
    attachments: tuple[BodyFile, ...] = ()
