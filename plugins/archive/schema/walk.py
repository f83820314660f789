"""Spots: every value of a file beside what the schema declares it to be, whatever is wrong with the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from plugins.archive.schema.field_types import FieldType
from plugins.archive.schema.reader import NodePath
from plugins.archive.schema.record import ListOf, Record


class SchemaNode(NamedTuple):
    """A node, the kind that belongs there, and the steps to it: keys, and places counted from 0."""

    path: NodePath
    type: FieldType
    node: yaml.Node


def walk(node: yaml.Node, kind: FieldType, steps: NodePath = ()) -> Iterator[SchemaNode]:
    """List `node` and all that is in it, as far as the schema declares it; of a key that stands twice, the first."""
    yield SchemaNode(steps, kind, node)
    if isinstance(kind, Record):
        yield from _in_record(node, kind, steps)
    elif isinstance(kind, ListOf):
        lone = kind.allow_scalar and isinstance(node, yaml.ScalarNode)
        children = [node] if lone else node.value if isinstance(node, yaml.SequenceNode) else []
        for place, child in enumerate(children):
            yield from walk(child, kind.item, (*steps, place))


def _in_record(node: yaml.Node, kind: Record, steps: NodePath) -> Iterator[SchemaNode]:
    if kind.scalar_key and isinstance(node, yaml.ScalarNode):
        yield SchemaNode(steps, kind.fields[kind.scalar_key].type, node)
    seen: set[str] = set()
    for key, child in node.value if isinstance(node, yaml.MappingNode) else ():
        spec = kind.fields.get(key.value) if isinstance(key, yaml.ScalarNode) else None
        if spec and key.value not in seen:
            seen.add(key.value)
            yield from walk(child, spec.type, (*steps, key.value))
