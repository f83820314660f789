"""Id replacement: ids of registry entries replaced wherever a file names them, with all other bytes unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml

from plugins.archive.editing.fixes import schema_of
from plugins.archive.editing.node_edits import remove_item, replace_scalar
from plugins.archive.editing.yaml_edits import Edit, YamlFile, apply_edits, open_yaml
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import EntryId
from plugins.archive.schema.positions import NodePath, find_node, scalar_text
from plugins.archive.schema.record import walk


def may_contain(data: bytes, ids: Mapping[str, str]) -> bool:
    """Return whether a file may name one of `ids`; false for most files, without parsing them."""
    return any(entry_id.encode() in data for entry_id in ids) or b"\\" in data  # an id can be written with escapes


def replace_ids(path: str, data: bytes, kind: EntryKind, ids: Mapping[str, str]) -> bytes:
    """Return the content of a file in which the keys of `ids` are replaced by their values.

    If a list then has an id twice, only the first one stays.
    """
    file = open_yaml(path, data)
    edits = list(_edits(file, kind, ids)) if file else []
    return apply_edits(file, edits) if file and edits else data


def _edits(file: YamlFile, kind: EntryKind, ids: Mapping[str, str]) -> Iterator[Edit]:
    schema, _ = schema_of(file.path)
    listed: dict[tuple[NodePath, str], bool] = {}  # whether the first of equal ids in a list changed
    words = {*ids, *ids.values()}
    for path, field_type, node in walk(file.root, schema) if schema else ():
        word = scalar_text(node)
        if not isinstance(field_type, EntryId) or field_type.kind != kind or word not in words:
            continue
        new = ids.get(word, word)
        sequence = find_node(file.root, path[:-1])
        if isinstance(sequence, yaml.SequenceNode) and isinstance(path[-1], int):
            place = (path[:-1], new)
            if place in listed and (new != word or listed[place]):
                yield remove_item(file, sequence, path[-1])
                continue
            listed.setdefault(place, new != word)
        if new != word and isinstance(node, yaml.ScalarNode):
            yield replace_scalar(file, node, new)
