"""Faulty files: what else is wrong with a file that could not be read whole, so that one run names every problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import yaml

from plugins.archive.body import Body, render
from plugins.archive.checks.references import Reference, unknown_references, unreadable_kinds
from plugins.archive.document import ContentPage
from plugins.archive.files.folder import REPORTS, Folder
from plugins.archive.model.entries import EntryId
from plugins.archive.model.registry import Registry
from plugins.archive.model.report import REPORT
from plugins.archive.problems import Problem
from plugins.archive.schema.front_matter import decode_text, split_front_matter
from plugins.archive.schema.positions import add_findings, front_matter_root
from plugins.archive.schema.reader import Reader
from plugins.archive.schema.walk import walk
from plugins.archive.urls import Urls


def check_unreadable(
    paths: Iterable[str], registry: Registry, folder: Folder, problems: list[Problem]
) -> list[ContentPage]:
    """Note what the files at `paths` name and the registry has not; return their bodies as pages, for their links."""
    unread = unreadable_kinds(registry, problems)
    pages = []
    for path in sorted(paths):
        data = folder.read(path)
        root = front_matter_root(path, data)
        named = _named_in(root) if path.startswith(f"{REPORTS}/") else ()
        add_findings(unknown_references(named, registry, unread), root, path, problems)
        pages.append(_body_of(path, data))
    return pages


def _body_of(path: str, data: bytes) -> ContentPage:
    """Return the body of the file at `path` as a page; what is wrong within it has been noted before."""
    known: list[Problem] = []
    text = decode_text(data, path, known)
    parts = split_front_matter(text, path, known) if text is not None else None
    body = render(path, parts.body, parts.lines_before_body, Urls(), known) if parts else Body()
    return ContentPage(path=path, title="", body=body)


def _named_in(root: yaml.Node | None) -> Iterator[Reference]:
    """List what the front matter `root` names of the registry, whatever else is wrong with it."""
    for steps, kind, node in walk(root, REPORT) if root else ():
        if isinstance(kind, EntryId) and (word := kind.read(node, Reader(""), "")):
            yield steps, kind.kind, str(word)
