"""Entry merge: a registry file in which one entry is merged into another, with all other bytes unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from plugins.archive.editing.id_replacement import replace_ids
from plugins.archive.editing.node_edits import (
    comments_in,
    insert_comments,
    insert_items,
    insert_keys,
    item_lines,
    join_edits,
    remove_item,
    replace_scalar,
)
from plugins.archive.editing.yaml_edits import Edit, YamlFile, apply_edits, open_yaml
from plugins.archive.editing.yaml_text import inline
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.merging.merged_entry import MergedEntry, MergeError
from plugins.archive.model.entries import SCHEMAS, Entry
from plugins.archive.schema.positions import text_at
from plugins.archive.schema.record import ListOf, StringMap


def merge_in_file(
    path: str, data: bytes, kind: EntryKind, old: Entry, merged: MergedEntry, ids: Mapping[str, str]
) -> bytes:
    """Return the content of a registry file in which `old` is merged into another entry.

    `ids` are the ids that change: that of `old`, and those of regions within it. Values of `old` that are left out, and
    its comments, become comments of the other entry. Raises MergeError if the file has a form that cannot be edited.
    """
    comments = [f"{old.id}: {key}: {_one_line(kind, key, value)}" for key, value in merged.omitted]
    file, root, places = _open(path, data)
    start, end = (0, 0) if root.flow_style else item_lines(file, root, places[old.id])
    comments += comments_in(file, start, end)
    data = apply_edits(file, [_removal(file, root, places[old.id])])
    data = replace_ids(path, data, kind, ids)
    file, root, places = _open(path, data)
    data = apply_edits(file, list(_new_ids(file, root, places, ids)))
    file, root, places = _open(path, data)
    edits = [*_additions(file, root.value[places[merged.entry.id]], kind, merged.added)]
    if comments:
        edits.append(insert_comments(file, root.value[places[merged.entry.id]], comments))
    return apply_edits(file, join_edits(edits))


def _open(path: str, data: bytes) -> tuple[YamlFile, yaml.SequenceNode, dict[str, int]]:
    """Return a registry file, the list in it, and the place of each entry in the list."""
    file = open_yaml(path, data)
    if file is None or not isinstance(file.root, yaml.SequenceNode):
        raise MergeError(f"{path} is not a list of entries — begin each of them with '- id: …'")
    return file, file.root, {text_at(node, "id"): place for place, node in enumerate(file.root.value)}


def _removal(file: YamlFile, root: yaml.SequenceNode, place: int) -> Edit:
    edit = remove_item(file, root, place)
    return edit if root.flow_style else edit._replace(text="")


def _new_ids(
    file: YamlFile, root: yaml.SequenceNode, places: Mapping[str, int], ids: Mapping[str, str]
) -> Iterator[Edit]:
    """Rename the regions within the merged one, and add their former ids."""
    for old_id in ids.keys() & places.keys():
        node = root.value[places[old_id]]
        id_node = next(value for key, value in node.value if key.value == "id")
        yield replace_scalar(file, id_node, ids[old_id])
        yield from _additions(file, node, "region", (("formerly", (old_id,)),))


def _additions(
    file: YamlFile, node: yaml.MappingNode, kind: EntryKind, added: Sequence[tuple[str, Any]]
) -> Iterator[Edit]:
    """Add values to an entry: first to the lists and maps that it has, then as new keys, which come below them."""
    fields, present = SCHEMAS[kind].fields, {key.value: value for key, value in node.value}
    for key, value in sorted(added, key=lambda pair: pair[0] not in present):
        field_type = fields[key].type
        if key in present and isinstance(field_type, StringMap):
            yield from _map_edits(file, present[key], field_type, value)
        elif key in present and isinstance(field_type, ListOf):
            yield insert_items(file, present[key], [inline(item, field_type.item, flow=True) for item in value])
        else:
            yield insert_keys(file, node, [f"{key}: {inline(value, field_type, flow=bool(node.flow_style))}"])


def _map_edits(
    file: YamlFile, mapping: yaml.MappingNode, map_type: StringMap, pairs: Sequence[tuple[str, str]]
) -> Iterator[Edit]:
    """Add pairs to a map, or replace the values of their keys."""
    present = {key.value: value for key, value in mapping.value}
    lines = {key: inline([(key, text)], map_type, flow=True)[1:-1] for key, text in pairs}
    for key in present.keys() & lines.keys():
        node = present[key]
        yield Edit(node.start_mark.index, node.end_mark.index, lines[key].removeprefix(f"{key}: "))
    if new := [line for key, line in lines.items() if key not in present]:
        yield insert_keys(file, mapping, new)


def _one_line(kind: EntryKind, key: str, value: Any) -> str:
    return inline(value, SCHEMAS[kind].fields[key].type, flow=False)
