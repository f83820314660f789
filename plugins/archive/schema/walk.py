"""Walk over the nodes of a file together with the types that the schema declares for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from plugins.archive.schema.positions import NodePath
from plugins.archive.schema.reader import FieldType
from plugins.archive.schema.record import ListOf, Record


class SchemaNode(NamedTuple):
    """A node, the path to it, and the type that the schema declares for it."""

    path: NodePath
    type: FieldType
    node: yaml.Node


def walk(node: yaml.Node, field_type: FieldType, path: NodePath = ()) -> Iterator[SchemaNode]:
    """Yield `node` and its declared descendants, valid or not; of a duplicate key only the first."""
    yield SchemaNode(path, field_type, node)
    if isinstance(field_type, Record):
        yield from _walk_record(node, field_type, path)
    elif isinstance(field_type, ListOf):
        single = field_type.allow_scalar and isinstance(node, yaml.ScalarNode)
        children = [node] if single else node.value if isinstance(node, yaml.SequenceNode) else []
        for index, child in enumerate(children):
            yield from walk(child, field_type.item, (*path, index))


def _walk_record(node: yaml.Node, record: Record, path: NodePath) -> Iterator[SchemaNode]:
    if record.scalar_key and isinstance(node, yaml.ScalarNode):
        yield SchemaNode(path, record.fields[record.scalar_key].type, node)
    seen: set[str] = set()
    for key, child in node.value if isinstance(node, yaml.MappingNode) else ():
        field = record.fields.get(key.value) if isinstance(key, yaml.ScalarNode) else None
        if field and key.value not in seen:
            seen.add(key.value)
            yield from walk(child, field.type, (*path, key.value))
