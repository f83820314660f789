"""The schema: how lists and records of the content are declared and read.

Reports, registries and the site's identity are declared with these, so there is one place for each rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import yaml

from plugins.archive import limits
from plugins.archive.schema.field_types import IDENTIFIER, FieldType, Text
from plugins.archive.schema.reader import INVALID, Invalid, Reader
from plugins.archive.text.spelling import closest_match


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one kind; `lone` lets a single value stand for a list of one.

    It has at most `most` items, if that is given. `distinct` (no value stands twice) and `filled` (not empty) are found
    by the rules, which name every place.
    """

    item: FieldType
    allow_scalar: bool = False
    unique: bool = False
    non_empty: bool = False
    max_items: int | None = None

    def read(self, node: yaml.Node, at: Reader, name: str) -> tuple[Any, ...] | Invalid:
        if not isinstance(node, yaml.SequenceNode):
            if self.allow_scalar and isinstance(node, yaml.ScalarNode):
                value = self.item.read(node, at, name)
                return value if isinstance(value, Invalid) else (value,)
            return at.error(node, name, "is not a list", "write [one, two] or one '- ' line for each")
        if self.max_items is not None and len(node.value) > self.max_items:
            return at.error(
                node, name, f"has {len(node.value)} items", f"name at most {self.max_items}, or split the file"
            )
        values = tuple(self.item.read(child, at, f"{name}[{n}]") for n, child in enumerate(node.value, 1))
        return INVALID if any(isinstance(value, Invalid) for value in values) else values


@dataclass(frozen=True, slots=True)
class StringMap:
    """A mapping of free keys of the form of an id to short texts."""

    TEXT: ClassVar[Text] = Text(200)

    def read(self, node: yaml.Node, at: Reader, name: str) -> tuple[tuple[str, str], ...] | Invalid:
        if not isinstance(node, yaml.MappingNode):
            return at.error(node, name, "is not a mapping", 'write {scheme: "value"}')
        if len(node.value) > limits.LIST_ITEMS:
            return at.error(node, name, f"has {len(node.value)} keys", f"give at most {limits.LIST_ITEMS}")
        pairs = [(IDENTIFIER.read(k, at, name), self.TEXT.read(v, at, f"{name}.{k.value}")) for k, v in node.value]
        seen: set[str] = set()
        for (at_key, _), (key, _) in zip(node.value, pairs, strict=True):
            if key and key in seen:
                return at.error(at_key, f"{name}.{key}", "stands twice", "keep one of the two")
            seen.add(str(key))
        if any(isinstance(part, Invalid) for pair in pairs for part in pair):
            return INVALID
        return tuple(sorted((str(key), str(value)) for key, value in pairs))


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record: its kind, what it says to a person, whether it must be there.

    `attribute` is that of the struct, if it has another name.
    """

    type: FieldType
    description: str = ""
    required: bool = False
    attribute: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Where `key` has `value`, the key `then` must stand; if `only`, it stands nowhere else."""

    key: str
    value: str
    requires: str
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with documented keys only, read into a frozen struct of type `struct`.

    `refused` gives keys that must not be used, each with the reason; `lone` is the key that a bare scalar stands for.
    What the keys `need` of each other is found by the rules, when each key is read.
    """

    struct: type
    fields: Mapping[str, Field]
    rejected_keys: Mapping[str, str] = field(default_factory=dict)
    scalar_key: str = ""
    requirement: Requirement | None = None

    def read(self, node: yaml.Node, at: Reader, name: str) -> Any:
        if self.scalar_key and isinstance(node, yaml.ScalarNode):
            value = self.fields[self.scalar_key].type.read(node, at, name)
            return value if isinstance(value, Invalid) else self.struct(**{self.scalar_key: value})
        if not isinstance(node, yaml.MappingNode):
            return at.error(node, name, "is not a mapping of keys to values", "write 'key: value' lines")
        before = len(at.problems)
        values = dict(self._values(node, at, name))
        self._missing(node, at, name)
        return INVALID if len(at.problems) > before else self.struct(**values)

    def _values(self, node: yaml.MappingNode, at: Reader, name: str) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                at.error(key, name, "a list or mapping stands where a key belongs", "write one word as the key")
                continue
            label = f"{name}.{key.value}" if name else str(key.value)
            spec = self.fields.get(key.value)
            if spec is None:
                self._unknown(key, at, label)
            elif key.value in seen:
                at.error(key, label, "stands twice", "keep one of the two")
            else:
                seen.add(key.value)
                yield spec.attribute or key.value, spec.type.read(child, at, label)

    def _unknown(self, key: yaml.Node, at: Reader, label: str) -> None:
        word = str(key.value)
        if word in self.rejected_keys:
            at.error(key, label, self.rejected_keys[word], "take the key away")
            return
        near = closest_match(word, self.fields)
        remedy = f"did you mean '{near}'?" if near else f"the keys are {', '.join(self.fields)}"
        at.error(key, label, "is not a known key", remedy)

    def _missing(self, node: yaml.MappingNode, at: Reader, name: str) -> None:
        present = {key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)}
        for key, spec in self.fields.items():
            if spec.required and key not in present:
                at.error(node, f"{name}.{key}" if name else key, "is missing", f"add '{key}: …'")
