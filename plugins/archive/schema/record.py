"""Records and lists: the declarations from which reports, registries and `site.yaml` are read and walked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, NamedTuple, get_type_hints

import msgspec
import yaml

from plugins.archive import limits
from plugins.archive.schema.field_types import IDENTIFIER, Text
from plugins.archive.schema.positions import NodePath
from plugins.archive.schema.reader import INVALID, FieldType, Invalid, Reader, shorten
from plugins.archive.text.spelling import closest_match


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of items of one type, at most `max_items` long.

    With `allow_scalar` a single value is read as a list of one. `unique` (no duplicates) and `non_empty` are checked by
    the rules for whole reports.
    """

    item: FieldType
    allow_scalar: bool = False
    unique: bool = False
    non_empty: bool = False
    max_items: int | None = None

    def read(self, node: yaml.Node, reader: Reader, name: str) -> tuple[Any, ...] | Invalid:
        if not isinstance(node, yaml.SequenceNode):
            if self.allow_scalar and isinstance(node, yaml.ScalarNode):
                value = self.item.read(node, reader, name)
                return value if isinstance(value, Invalid) else (value,)
            return reader.error(node, name, *self._not_a_list(node, reader))
        if self.max_items is not None and len(node.value) > self.max_items:
            remedy = f"list at most {self.max_items}, or split the file"
            return reader.error(node, name, f"has {len(node.value)} items", remedy)
        values = tuple(self.item.read(child, reader, f"{name}[{n}]") for n, child in enumerate(node.value, 1))
        return INVALID if any(isinstance(value, Invalid) for value in values) else values

    def _not_a_list(self, node: yaml.Node, reader: Reader) -> tuple[str, str]:
        """Return what is wrong with a value that is not a list, and what to do."""
        value = str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""
        if isinstance(node, yaml.ScalarNode) and not value:
            return reader.missing_value(node)
        if value and not isinstance(self.item, Record):
            return f"'{value}' is not a list", f"write [{shorten(value)}], or one '- ' line for each item"
        return "is not a list", "write [one, two], or one '- ' line for each item"


@dataclass(frozen=True, slots=True)
class StringMap:
    """A mapping of ids to short texts, read into sorted pairs."""

    TEXT: ClassVar[Text] = Text(200)

    def read(self, node: yaml.Node, reader: Reader, name: str) -> tuple[tuple[str, str], ...] | Invalid:
        if not isinstance(node, yaml.MappingNode):
            return reader.error(node, name, "is not a mapping", 'write {scheme: "value"}')
        if len(node.value) > limits.LIST_ITEMS:
            return reader.error(node, name, f"has {len(node.value)} keys", f"give at most {limits.LIST_ITEMS}")
        pairs = [
            (IDENTIFIER.read(key, reader, name), self.TEXT.read(value, reader, f"{name}.{key.value}"))
            for key, value in node.value
        ]
        seen: set[str] = set()
        for (key_node, _), (key, _) in zip(node.value, pairs, strict=True):
            if key and key in seen:
                return reader.error(key_node, f"{name}.{key}", "appears twice", "remove one of the two")
            seen.add(str(key))
        if any(isinstance(part, Invalid) for pair in pairs for part in pair):
            return INVALID
        return tuple(sorted((str(key), str(value)) for key, value in pairs))


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a record. Structs declare it in the annotation of the attribute that holds the key's value.

    `key` is given only where it differs from the attribute's name. `record_of` sets `attribute` and `required`.
    """

    type: FieldType
    description: str = ""
    key: str = ""
    attribute: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Requirement:
    """If `key` has `value`, the key `requires` is required; with `exclusive` it is forbidden otherwise."""

    key: str
    value: str
    requires: str
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with documented keys only, read into the frozen struct `struct`.

    `rejected_keys` maps forbidden keys to reasons. A scalar is read as a mapping with `scalar_key` alone. The
    `requirement` is checked by the rules, after all keys are read.
    """

    struct: type
    fields: Mapping[str, Field]
    rejected_keys: Mapping[str, str] = field(default_factory=dict)
    scalar_key: str = ""
    requirement: Requirement | None = None

    def read(self, node: yaml.Node, reader: Reader, name: str) -> Any:
        if self.scalar_key and isinstance(node, yaml.ScalarNode):
            value = self.fields[self.scalar_key].type.read(node, reader, name)
            return value if isinstance(value, Invalid) else self.struct(**{self.scalar_key: value})
        if not isinstance(node, yaml.MappingNode):
            return reader.error(node, name, "is not a mapping of keys to values", "write 'key: value' lines")
        before = len(reader.problems)
        values = dict(self._values(node, reader, name))
        self._check_required(node, reader, name)
        return INVALID if len(reader.problems) > before else self.struct(**values)

    def _values(self, node: yaml.MappingNode, reader: Reader, name: str) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                reader.error(key, name, "the key is a list or mapping", "use one word as the key")
                continue
            child_name = f"{name}.{key.value}" if name else str(key.value)
            child_field = self.fields.get(key.value)
            if child_field is None:
                self._reject(key, reader, child_name)
            elif key.value in seen:
                reader.error(key, child_name, "appears twice", "remove one of the two")
            else:
                seen.add(key.value)
                yield child_field.attribute, child_field.type.read(child, reader, child_name)

    def _reject(self, key: yaml.Node, reader: Reader, name: str) -> None:
        word = str(key.value)
        if word in self.rejected_keys:
            reader.error(key, name, self.rejected_keys[word], "remove the key")
            return
        near = closest_match(word, self.fields)
        remedy = f"did you mean '{near}'?" if near else f"the keys are {', '.join(self.fields)}"
        reader.error(key, name, "is not a known key", remedy)

    def _check_required(self, node: yaml.MappingNode, reader: Reader, name: str) -> None:
        present = {key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)}
        for key, child_field in self.fields.items():
            if child_field.required and key not in present:
                reader.error(node, f"{name}.{key}" if name else key, "is missing", f"add '{key}: …'")


def record_of(
    struct: type[msgspec.Struct],
    *,
    rejected_keys: Mapping[str, str] | None = None,
    scalar_key: str = "",
    requirement: Requirement | None = None,
) -> Record:
    """Return the record of a struct: a key for each attribute with a `Field`, required if it has no default value.

    Its module does not import `annotations` from `__future__`, because they would be strings, evaluated here and by
    msgspec, which makes every command 30 ms slower.
    """
    required = {attribute.name for attribute in msgspec.structs.fields(struct) if attribute.required}
    fields: dict[str, Field] = {}
    for name, hint in get_type_hints(struct, include_extras=True).items():
        for spec in getattr(hint, "__metadata__", ()):
            if isinstance(spec, Field):
                fields[spec.key or name] = replace(spec, attribute=name, required=name in required)
    return Record(struct, fields, rejected_keys or {}, scalar_key, requirement)


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
