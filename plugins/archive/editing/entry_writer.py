"""Entry writer: registry entries as YAML, and inserted into their file."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from plugins.archive.editing.yaml_edits import Edit, apply_edits, open_yaml
from plugins.archive.editing.yaml_text import record_lines
from plugins.archive.model.entries import SCHEMAS, Entry, Region
from plugins.archive.schema.positions import text_at

LAST_KEYS = ("names:", "text:")
"""Keys that are written last because their values are long."""


class InsertError(ValueError):
    """The file has a form into which no entry can be inserted; the message says what to do."""


def entry_lines(entry: Entry) -> Iterator[str]:
    """List the lines of an entry in its registry file. Empty values are left out."""
    record = next(schema for schema in SCHEMAS.values() if schema.struct is type(entry))
    lines = sorted(record_lines(entry, record), key=lambda line: line.startswith(LAST_KEYS))
    for number, line in enumerate(lines):
        yield f"{'  ' if number else '- '}{line}"


def insert_entry(path: str, data: bytes, entry: Entry) -> bytes:
    """Return the content of a registry file with `entry` added and all other bytes unchanged. Raises InsertError.

    A region is inserted below the last region with the same parent, other entries at the end.
    """
    file = open_yaml(path, data)
    text = "".join(f"{line}\n" for line in entry_lines(entry))
    if file is None:  # the file is empty or has only comments
        return data + (b"" if not data or data.endswith((b"\n", b"\r")) else b"\n") + text.encode()
    root = file.root
    if not isinstance(root, yaml.SequenceNode) or root.flow_style:
        raise InsertError(f"{path} is not a list of lines — begin each of its entries with '- id: …'")
    offset = _insert_offset(file.yaml, root, entry)
    text = "".join(f"{' ' * root.start_mark.column}{line}\n" for line in text.splitlines())
    gap = "" if file.yaml[:offset].endswith("\n") else "\n"
    return apply_edits(file, [Edit(offset, offset, gap + text)])


def _insert_offset(text: str, root: yaml.SequenceNode, entry: Entry) -> int:
    """Return the character offset of a new entry. Comments directly above the next entry stay with that entry."""
    sibling = _last_descendant(root, entry.parent) if isinstance(entry, Region) and entry.parent else None
    if sibling is None or sibling + 1 == len(root.value):
        return len(text)
    lines = text.split("\n")
    line = root.value[sibling + 1].start_mark.line
    while _is_comment(lines[line - 1], root.start_mark.column):
        line -= 1
    return sum(len(before) + 1 for before in lines[:line])


def _last_descendant(root: yaml.SequenceNode, parent: str) -> int | None:
    """Return the index of the last entry that is `parent` or one of its descendants."""
    ids = [text_at(node, "id") for node in root.value]
    return max((index for index, region in enumerate(ids) if f"{region}/".startswith(f"{parent}/")), default=None)


def _is_comment(line: str, column: int) -> bool:
    """Return whether a line is blank, or a comment that is not part of a more deeply indented text."""
    words = line.lstrip(" ")
    return not words or (words.startswith("#") and len(line) - len(words) <= column)
