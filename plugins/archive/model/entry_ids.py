"""Entry ids: where reports and entries name registry entries, derived from the declared keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import EntryId
from plugins.archive.schema.positions import NodePath
from plugins.archive.schema.reader import FieldType
from plugins.archive.schema.record import ListOf, Record

Reference = tuple[NodePath, EntryId, str]
"""The path to an id, its declared type, and the id."""
IdGetter = Callable[[Any], Iterable[str]]
"""Returns the ids in a struct, in the order of its keys; a missing id can be empty."""


class IdField(NamedTuple):
    """A key that holds ids of the type `id_type`, or `nested` records with such keys; `is_list` means several."""

    key: str
    attribute: str
    is_list: bool
    id_type: EntryId | None
    nested: tuple[IdField, ...] = ()


def id_fields(record: Record) -> tuple[IdField, ...]:
    """Return the keys of `record` that hold ids, including those of nested records."""
    return tuple(_id_fields(record))


def _id_fields(record: Record) -> Iterator[IdField]:
    for key, field in record.fields.items():
        item, is_list = _item_type(field.type)
        if isinstance(item, EntryId):
            yield IdField(key, field.attribute, is_list, item)
        elif isinstance(item, Record) and (nested := id_fields(item)):
            yield IdField(key, field.attribute, is_list, None, nested)


def find_entry_ids(value: Any, fields: Iterable[IdField], path: NodePath = ()) -> Iterator[Reference]:
    """List the ids in a struct with their paths, in the order of its keys. `fields` are the keys that hold ids."""
    for key, attribute, is_list, id_type, nested in fields:
        content = getattr(value, attribute)
        if is_list:
            for index, item in enumerate(content):
                if id_type:
                    yield (*path, key, index), id_type, item
                else:
                    yield from find_entry_ids(item, nested, (*path, key, index))
        elif content and id_type:
            yield (*path, key), id_type, content


def id_getters(record: Record, kinds: Iterable[EntryKind]) -> dict[EntryKind, IdGetter]:
    """Return a getter of all ids of each kind that the record, or a list of records in it, can name.

    Most of them run in C, because catalogues call them for every event.
    """
    getters = {kind: tuple(_id_getters(record, kind)) for kind in kinds}
    return {kind: _join(found) for kind, found in getters.items() if found}


def _id_getters(record: Record, kind: EntryKind) -> Iterator[IdGetter]:
    for field in record.fields.values():
        get, (item, is_list) = attrgetter(field.attribute), _item_type(field.type)
        if isinstance(item, EntryId) and item.kind == kind:
            yield get if is_list else _single(get)
        elif isinstance(item, Record) and is_list and (nested := tuple(_id_getters(item, kind))):
            scalars = [child.attribute for child in item.fields.values() if child.type == EntryId(kind)]
            is_scalar = len(scalars) == len(nested) == 1
            yield _map(get, attrgetter(scalars[0])) if is_scalar else _chain(get, _join(nested))


def _join(getters: tuple[IdGetter, ...]) -> IdGetter:
    return getters[0] if len(getters) == 1 else lambda value: [item for get in getters for item in get(value)]


def _single(get: Callable[[Any], str]) -> IdGetter:
    return lambda value: (get(value),)


def _map(get: Callable[[Any], Iterable[Any]], get_id: Callable[[Any], str]) -> IdGetter:
    return lambda value: map(get_id, get(value))


def _chain(get: Callable[[Any], Iterable[Any]], get_ids: IdGetter) -> IdGetter:
    return lambda value: chain.from_iterable(map(get_ids, get(value)))


def _item_type(field_type: FieldType) -> tuple[FieldType, bool]:
    """Return a field type, or the type of its items if it is a list, and whether it is a list."""
    return (field_type.item, True) if isinstance(field_type, ListOf) else (field_type, False)
