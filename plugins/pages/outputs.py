"""Outputs: the files of the site, before the engine writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import msgspec

SearchKeys = tuple[tuple[str, str], ...]
"""The facet values of a search document, as (facet, id)."""


class SearchRow(msgspec.Struct, frozen=True, order=True):
    """A search document's row in the search table: its sort key, its file, its facets, its first and last day."""

    order: str
    path: str
    keys: SearchKeys
    first: date
    last: date


class Page(msgspec.Struct, frozen=True):
    """A page: its path on the site, its template, and the view-model that fills the template.

    Only `listed` pages are in the sitemap and may be indexed by search engines.
    """

    path: str
    template: str
    view: msgspec.Struct
    listed: bool = True


class File(msgspec.Struct, frozen=True):
    """A file with known bytes."""

    path: str
    data: bytes


class Copy(msgspec.Struct, frozen=True):
    """A `file` that is copied unchanged."""

    path: str
    file: Path


class SearchDocument(msgspec.Struct, frozen=True):
    """A report or event for the search index: its row in the search table, and the `data` that the index reads.

    `hit` is JSON with what a result shows; the folded `words` are those that the search page suggests and completes.
    """

    bundle: str
    row: SearchRow
    data: bytes
    hit: bytes = b"{}"
    words: frozenset[str] = frozenset()

    @property
    def path(self) -> str:
        """The name of the file that the index reads."""
        return self.row.path


Inputs = Mapping[str, object]
"""What an output is created from: values or digests by their name in plain words."""


class Plan(msgspec.Struct, frozen=True):
    """An output that is created only when it is needed.

    `inputs` has everything that `create` reads, except the site's frame (code and settings) and the `template`: values
    or digests, by a name that `inv build --explain` prints. While the inputs, the frame and the template are unchanged,
    the output has the same bytes. Only pages have a template. `bundle` names the index of a search document. A slow
    output names a `stage`, which runs after the pages and is timed separately.
    """

    path: str
    inputs: Inputs
    create: Callable[[], Page | File | SearchDocument]
    listed: bool = True
    bundle: str = ""
    template: str = ""
    stage: str = ""


Output = Plan | Page | File | Copy


def page_plan(
    path: str, template: str, inputs: Inputs, view: Callable[[], msgspec.Struct], *, listed: bool = True
) -> Plan:
    """Plan a page. `view` builds its view-model; `inputs` has everything that `view` reads."""
    return Plan(path, inputs, lambda: Page(path, template, view(), listed), listed, template=template)
