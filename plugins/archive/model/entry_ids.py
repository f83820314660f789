"""Entry ids: where a report or an entry names registry entries, derived from the declared keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import EntryId
from plugins.archive.schema.positions import NodePath
from plugins.archive.schema.record import ListOf, Record

Reference = tuple[NodePath, EntryId, str]
"""The path to an id, its declared type, and the id."""


class IdField(NamedTuple):
    """A key that holds ids of the type `id_type`, or `nested` records with such keys; `is_list` means several."""

    key: str
    attribute: str
    is_list: bool
    id_type: EntryId | None
    nested: tuple[IdField, ...] = ()


def id_fields(record: Record, kind: EntryKind | None = None) -> tuple[IdField, ...]:
    """Return the keys of `record` that hold ids: of one `kind`, or of any. Nested records are included."""
    return tuple(_id_fields(record, kind))


def _id_fields(record: Record, kind: EntryKind | None) -> Iterator[IdField]:
    for key, field in record.fields.items():
        is_list = isinstance(field.type, ListOf)
        item = field.type.item if isinstance(field.type, ListOf) else field.type
        if isinstance(item, EntryId) and kind in (None, item.kind):
            yield IdField(key, field.attribute, is_list, item)
        elif isinstance(item, Record) and (nested := id_fields(item, kind)):
            yield IdField(key, field.attribute, is_list, None, nested)


def find_entry_ids(value: Any, fields: Iterable[IdField], path: NodePath = ()) -> Iterator[Reference]:
    """List the ids in a struct, in the order of its keys. `fields` are the keys that hold ids."""
    for key, attribute, is_list, id_type, nested in fields:
        content = getattr(value, attribute)
        if not content:
            continue
        at = (*path, key)
        items = [((*at, index), item) for index, item in enumerate(content)] if is_list else [(at, content)]
        for item_path, item in items:
            if id_type:
                yield item_path, id_type, item
            else:
                yield from find_entry_ids(item, nested, item_path)
