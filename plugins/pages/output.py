"""Outputs: what the site consists of, each with its place; the engine turns them to bytes."""

from __future__ import annotations

from pathlib import Path

import msgspec


class Page(msgspec.Struct, frozen=True):
    """A page: its path on the site, its template, and the view-model that fills it.

    `listed` tells whether search engines and the sitemap are told of it.
    """

    path: str
    template: str
    view: msgspec.Struct
    listed: bool = True


class File(msgspec.Struct, frozen=True):
    """A file whose bytes are known."""

    path: str
    data: bytes


class Copy(msgspec.Struct, frozen=True):
    """A file that is published as it is."""

    path: str
    source: Path


class SearchDocument(msgspec.Struct, frozen=True):
    """What the search index reads of one report or event; never published itself."""

    bundle: str
    path: str
    data: bytes


Output = Page | File | Copy | SearchDocument
