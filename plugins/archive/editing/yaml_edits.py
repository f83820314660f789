"""YAML edits: parts of a file's YAML replaced, with every other byte unchanged."""

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


class YamlFile(NamedTuple):
    r"""A file with valid YAML: its whole text, its YAML with `\n` line ends, and the root node of that.

    The YAML begins after `yaml_start` characters and `line_offset` lines.
    """

    path: str
    text: str
    yaml: str
    root: yaml.Node
    yaml_start: int
    line_offset: int


class Edit(NamedTuple):
    """New text for the characters from `start` to `end` of a file's YAML."""

    start: int
    end: int
    text: str


def open_yaml(path: str, data: bytes) -> YamlFile | None:
    """Return a file for editing; None if its YAML cannot be read."""
    ignored: list[Problem] = []
    is_markdown = path.endswith(".md")
    text = decode_text(data, path, ignored, limits.REPORT_BYTES if is_markdown else limits.REGISTRY_BYTES)
    if text is None:
        return None
    front_matter, start, offset = text, 0, 0
    if is_markdown:
        parts = split_front_matter(text, path, ignored)
        if parts is None:
            return None
        front_matter, start, offset = parts.front_matter, text.index("\n") + 1, FRONT_MATTER_OFFSET
    max_nodes = limits.YAML_NODES if is_markdown else limits.REGISTRY_NODES
    root = compose(front_matter, path, offset, ignored, max_nodes)
    return YamlFile(path, data.decode("utf-8"), front_matter, root, start, offset) if root else None


def apply_edits(file: YamlFile, edits: Iterable[Edit]) -> bytes:
    """Return the content of a file after `edits`. New lines end like the file's first line."""
    text = file.text
    bom = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    # Offsets in the YAML count a CRLF as one character. These are the offsets of all CRLFs, counted in that way.
    crlfs = [match.start() - bom - number for number, match in enumerate(re.finditer("\r\n", text))]
    line_end = re.search(r"\r\n|\r|\n", text)
    for edit in sorted(set(edits), reverse=True):
        offsets = (file.yaml_start + edit.start, file.yaml_start + edit.end)
        start, end = (bom + offset + bisect_left(crlfs, offset) for offset in offsets)
        text = text[:start] + edit.text.replace("\n", line_end[0] if line_end else "\n") + text[end:]
    return text.encode()
