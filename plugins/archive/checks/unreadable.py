"""Unreadable files: references and links in files with errors, so that one run finds every problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import yaml

from plugins.archive.body import Body, render
from plugins.archive.checks.references import unknown_references, unreadable_kinds
from plugins.archive.files.folder import REPORTS, Folder
from plugins.archive.model.entries import EntryId
from plugins.archive.model.entry_ids import Reference
from plugins.archive.model.page import ContentPage
from plugins.archive.model.registry import Registry
from plugins.archive.model.report import REPORT
from plugins.archive.problems import Problem
from plugins.archive.schema.front_matter import read_markdown
from plugins.archive.schema.positions import add_findings, front_matter_root
from plugins.archive.schema.reader import Reader
from plugins.archive.schema.walk import walk
from plugins.archive.urls import Urls


def check_unreadable(
    paths: Iterable[str], registry: Registry, folder: Folder, problems: list[Problem]
) -> list[ContentPage]:
    """Check the registry ids in the files at `paths`, of which all other problems have been reported.

    Return their bodies as pages, so that links can be checked.
    """
    unread = unreadable_kinds(registry, problems)
    pages = []
    for path in sorted(paths):
        data = folder.read(path)
        root = front_matter_root(path, data)
        references = _references(root) if path.startswith(f"{REPORTS}/") else ()
        add_findings(unknown_references(references, registry, unread), root, path, problems)
        parts = read_markdown(data, path, [])
        body = render(path, parts.body, parts.lines_before_body, Urls(), []) if parts else Body()
        pages.append(ContentPage(path=path, title="", body=body))
    return pages


def _references(root: yaml.Node | None) -> Iterator[Reference]:
    """List the registry ids in the front matter `root`, whatever its other errors."""
    for path, field_type, node in walk(root, REPORT) if root else ():
        if isinstance(field_type, EntryId) and (word := field_type.read(node, Reader(""), "")):
            yield path, field_type, str(word)
