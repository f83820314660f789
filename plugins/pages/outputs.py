"""Outputs: what the site consists of, each with its place; the engine turns them to bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from plugins.pages.search.table import SearchRow


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
    """What the search index reads of one report or event, never published itself, and its row in the search table."""

    bundle: str
    row: SearchRow
    data: bytes

    @property
    def path(self) -> str:
        """The name of the file that the index reads."""
        return self.row.path


class Plan(msgspec.Struct, frozen=True):
    """An output that is made only when it is needed.

    `inputs` is a digest of all that `make` draws on beyond the site's frame (code, settings) and its `template`: while
    these stay the same, so do the bytes. What is no page has no template. For a search document `bundle` names its
    index. What takes long names the `stage` in which it is made, after the pages, and which is timed.
    """

    path: str
    inputs: bytes
    create: Callable[[], Page | File | SearchDocument]
    listed: bool = True
    bundle: str = ""
    template: str = ""
    stage: str = ""


Output = Plan | Page | File | Copy
