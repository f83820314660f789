"""Entry text: an entry of the registry as lines of its file, and the file with the entry in its place."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from plugins.archive.editing.report_writer import flow_mapping, format_degrees, scalar
from plugins.archive.editing.yaml_edits import Edit, apply_edits, open_yaml
from plugins.archive.model.entries import SCHEMAS, SPELLING, Entry, Name, Region
from plugins.archive.schema.positions import find_node

LAST = ("names", "text")
"""Keys that stand below the others, because they are long."""


class InsertError(ValueError):
    """The file is written in a way that no entry can be put into it; the message says what to do."""


def entry_lines(entry: Entry) -> Iterator[str]:
    """Write an entry as the lines of a registry file; nothing is written for what is empty."""
    fields = next(schema.fields for schema in SCHEMAS.values() if schema.struct is type(entry))
    written = {key: _written(getattr(entry, field.attribute or key)) for key, field in fields.items()}
    shown = {key: text for key, text in written.items() if text}
    for key in sorted(shown, key=lambda key: LAST.index(key) if key in LAST else -1):
        yield f"{'- ' if key == 'id' else '  '}{key}: {shown[key]}"


def _written(value: object) -> str:
    if not value:
        return ""
    if not isinstance(value, tuple):
        return scalar(value)
    return f"[{', '.join(_item(item) for item in value)}]"


def _item(item: object) -> str:
    if isinstance(item, float):
        return format_degrees(item)
    if not isinstance(item, Name):
        return scalar(item, flow=True)
    since, until = (when.text if when else "" for when in (item.since, item.until))
    kind = "" if item.kind == SPELLING else item.kind
    more = [("kind", kind), ("lang", item.lang), ("from", since), ("to", until)]
    return flow_mapping(("name", item.name), *more) if any(value for _, value in more) else scalar(item.name, flow=True)


def insert_entry(path: str, data: bytes, entry: Entry) -> bytes:
    """Return the bytes of a registry file with `entry` in it, and all else as it was; raises NoPlaceError.

    A region goes below the last one of those within the region around it, anything else to the end.
    """
    source = open_yaml(path, data)
    text = "".join(f"{line}\n" for line in entry_lines(entry))
    if source is None:  # nothing but comments, if anything
        return data + (b"" if not data or data.endswith((b"\n", b"\r")) else b"\n") + text.encode()
    root = source.root
    if not isinstance(root, yaml.SequenceNode) or root.flow_style:
        raise InsertError(f"{path} is not a list of lines — begin each of its entries with '- id: …'")
    place = _place(source.yaml, root, entry)
    text = "".join(f"{' ' * root.start_mark.column}{line}\n" for line in text.splitlines())
    gap = "" if source.yaml[:place].endswith("\n") else "\n"
    return apply_edits(source, [Edit(place, place, gap + text)])


def _place(text: str, root: yaml.SequenceNode, entry: Entry) -> int:
    """Return before which character of `text` an entry goes: what stands above the next entry stays with that."""
    within = _last_within(root, entry.parent) if isinstance(entry, Region) and entry.parent else None
    if within is None or within + 1 == len(root.value):
        return len(text)
    lines = text.split("\n")
    line = root.value[within + 1].start_mark.line
    while _is_remark(lines[line - 1], root.start_mark.column):
        line -= 1
    return sum(len(before) + 1 for before in lines[:line])


def _last_within(root: yaml.SequenceNode, parent: str) -> int | None:
    """Return the place of the last entry that is `parent` or lies within it."""
    ids = [str(getattr(find_node(node, ("id",)), "value", "")) for node in root.value]
    return max((n for n, one in enumerate(ids) if f"{one}/".startswith(f"{parent}/")), default=None)


def _is_remark(line: str, column: int) -> bool:
    """Tell whether a line is empty, or a comment that is not part of some text further in."""
    words = line.lstrip(" ")
    return not words or (words.startswith("#") and len(line) - len(words) <= column)
