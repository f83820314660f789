"""Faulty files: what else is wrong with a file that could not be read whole, so that one run names every problem."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from plugins.archive.body import render
from plugins.archive.document import Page, head_of, refuse_all
from plugins.archive.entries import REGION_ID, EntryKind
from plugins.archive.folder import Folder
from plugins.archive.frontmatter import decode, split
from plugins.archive.problems import Problem
from plugins.archive.references import Reference, unknown, unread_kinds
from plugins.archive.registry import Registry
from plugins.archive.report import Body
from plugins.archive.urls import Urls

EACH = "*"
"""Stands in a path of steps for every item of a list."""
REFERENCES: tuple[tuple[EntryKind, tuple[str, ...]], ...] = (
    ("region", ("region", EACH)),
    ("actor", ("actors", EACH)),
    ("tag", ("tags", EACH)),
    ("author", ("authors", EACH)),
    ("series", ("series",)),
    ("source", ("sources", EACH, "publisher")),
    ("tag", ("events", EACH, "type")),
    ("region", ("events", EACH, "region")),
    ("actor", ("events", EACH, "actors", EACH)),
    ("tag", ("events", EACH, "tags", EACH)),
    ("source", ("events", EACH, "attributed_to", EACH)),
)
"""Where a report's front matter names entries of the registry."""


def check_faulty(paths: Iterable[str], registry: Registry, folder: Folder, problems: list[Problem]) -> list[Page]:
    """Note what the files at `paths` name and the registry has not; return their bodies as pages, for their links."""
    unread = unread_kinds(registry, problems)
    pages = []
    for path in sorted(paths):
        data = folder.read(path)
        root = head_of(path, data)
        refuse_all(list(unknown(_named_in(root), registry, unread)), root, path, problems)
        pages.append(_body_of(path, data))
    return pages


def _body_of(path: str, data: bytes) -> Page:
    """Return the body of the file at `path` as a page; what is wrong within it has been noted before."""
    known: list[Problem] = []
    text = decode(data, path, known)
    parts = split(text, path, known) if text is not None else None
    body = render(path, parts.body, parts.body_line, Urls(), known) if parts else Body()
    return Page(path=path, title="", body=body)


def _named_in(root: yaml.Node | None) -> Iterator[Reference]:
    """List the registry ids in the front matter `root`, whatever else is wrong with it."""
    for kind, pattern in REFERENCES:
        for steps, word in _follow(root, pattern, ()):
            if re.fullmatch(REGION_ID.expression, word):
                yield steps, kind, word


def _follow(
    node: Any, pattern: tuple[str, ...], steps: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """List the words that `pattern` leads to from `node`, each with the steps to it."""
    if not pattern:
        if isinstance(node, yaml.ScalarNode):
            yield steps, str(node.value).strip()
    elif pattern[0] != EACH:
        values = node.value if isinstance(node, yaml.MappingNode) else []
        for child in [value for key, value in values if key.value == pattern[0]][:1]:
            yield from _follow(child, pattern[1:], (*steps, pattern[0]))
    else:
        children = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for place, child in enumerate(children):
            yield from _follow(child, pattern[1:], (*steps, place))
