"""Editing: places of a file's YAML replaced, and everything else left as it is, byte for byte."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

import yaml

from plugins.archive import limits
from plugins.archive.problems import Problem
from plugins.archive.schema.front_matter import FRONT_MATTER_OFFSET, decode_text, split_front_matter
from plugins.archive.schema.strict_yaml import compose

BYTE_ORDER_MARK = "\ufeff"
"""The byte order mark that may stand before a file's text."""


class YamlFile(NamedTuple):
    """A file whose YAML can be read: its text as it stands, its YAML with plain line ends, and the root of that.

    `before` counts the characters, and `offset` the lines, that stand before the YAML.
    """

    path: str
    text: str
    yaml: str
    root: yaml.Node
    yaml_start: int
    line_offset: int


class Edit(NamedTuple):
    """What is to stand in the place of the characters `start` to `end` of a file's YAML."""

    start: int
    end: int
    text: str


def open_yaml(path: str, data: bytes) -> YamlFile | None:
    """Return a file for editing; None when its YAML can't be read."""
    unused: list[Problem] = []
    document = path.endswith(".md")
    text = decode_text(data, path, unused, limits.REPORT_BYTES if document else limits.REGISTRY_BYTES)
    if text is None:
        return None
    head, before, offset = text, 0, 0
    if document:
        parts = split_front_matter(text, path, unused)
        if parts is None:
            return None
        head, before, offset = parts.front_matter, text.index("\n") + 1, FRONT_MATTER_OFFSET
    root = compose(head, path, offset, unused, limits.YAML_NODES if document else limits.REGISTRY_NODES)
    return YamlFile(path, data.decode("utf-8"), head, root, before, offset) if root else None


def apply_edits(source: YamlFile, edits: Iterable[Edit]) -> bytes:
    """Return the bytes of a file with `edits` made; new lines end as its first one does."""
    text = source.text
    pairs = [match.start() for match in re.finditer("\r\n", text)]
    mark = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    # In plain line ends, the n-th pair is one sign, and n signs of the text before it are gone.
    plain = [place - mark - number for number, place in enumerate(pairs)]
    ending = re.search(r"\r\n|\r|\n", text)
    for edit in sorted(set(edits), reverse=True):
        start, end = (mark + place + bisect_left(plain, place) for place in _places(source, edit))
        text = text[:start] + edit.text.replace("\n", ending[0] if ending else "\n") + text[end:]
    return text.encode()


def _places(source: YamlFile, edit: Edit) -> tuple[int, int]:
    """Return where an edit begins and ends in the file's text, mark and line ends apart."""
    return source.yaml_start + edit.start, source.yaml_start + edit.end
