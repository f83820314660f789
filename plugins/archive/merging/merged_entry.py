"""Merged entries: what a registry entry becomes when a duplicate of it is merged into it."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from plugins.archive.model.entries import SCHEMAS, Actor, Entry, Name, Region, Tag
from plugins.archive.schema.reader import FieldType
from plugins.archive.schema.record import ListOf, Record, StringMap
from plugins.archive.text.name_keys import identity_key

CONTRADICTIONS = {Region: ("code",), Actor: ("parent",), Tag: ("kind",)}
"""Keys whose different values mean that two entries are no duplicates. All other keys can be corrected later."""
OWN_KEYS = ("id", "name", "names", "formerly")
"""Keys that are merged in a way of their own."""
JOINED_TYPES = (ListOf, StringMap)
"""Types of which both values stay."""


class MergeError(ValueError):
    """Two entries cannot be merged; the message has the reason and the remedy."""


class MergedEntry(NamedTuple):
    """The entry after a merge. `added` has the values that it got, `omitted` those that it did not, by key."""

    entry: Entry
    added: tuple[tuple[str, Any], ...]
    omitted: tuple[tuple[str, Any], ...]


def merge_entries(old: Entry, into: Entry) -> MergedEntry:
    """Return `into` with what it lacks from `old`, an entry of the same kind.

    Lists are joined. The name of `old` becomes an alias, its other names keep their kinds and dates, and its id becomes
    a former id. A single value of `into` is never replaced. Raises MergeError if the two contradict each other.
    """
    changes: dict[str, Any] = {"formerly": (*into.formerly, *old.formerly, old.id)}
    omitted: list[tuple[str, Any]] = []
    for key, field in _record(into).fields.items():
        if key in OWN_KEYS:
            continue
        mine, other = getattr(into, field.attribute), getattr(old, field.attribute)
        joined = changes[field.attribute] = _join(field.type, mine, other)
        if other and joined != other and not isinstance(field.type, JOINED_TYPES):
            _check_contradiction(key, old, into)
            omitted.append((key, other))
    if "names" in _record(into).fields:
        changes["names"] = _merge_names(old, into)
    elif identity_key(old.name) != identity_key(into.name):
        omitted.append(("name", old.name))
    merged = msgspec.structs.replace(into, **changes)
    return MergedEntry(merged, tuple(_added(merged, into)), tuple(omitted))


def _join(field_type: FieldType, mine: Any, other: Any) -> Any:
    """Return the items of both lists or maps, or of two single values the first that is not empty."""
    if isinstance(field_type, ListOf):
        return tuple(dict.fromkeys((*mine, *other)))
    return _join_maps(dict(mine), other) if isinstance(field_type, StringMap) else mine or other


def _merge_names(old: Entry, into: Entry) -> tuple[Name, ...]:
    """Return the names of `into` and those of `old`, except plain spellings of a name that `into` has."""
    names, known = list(into.names), set(map(identity_key, into.spellings()))
    for name in (Name(old.name, kind="alias"), *old.names):
        is_plain = name.kind in ("spelling", "alias") and not (name.lang or name.since or name.until)
        if name not in names and not (is_plain and identity_key(name.name) in known):
            names.append(name)
            known.add(identity_key(name.name))
    return tuple(names)


def _join_maps(mine: dict[str, str], other: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Join two maps. Different values of a key are separated by commas, as ids of one data set are."""
    for key, value in other:
        values = [part.strip() for text in (mine.get(key, ""), value) for part in text.split(",") if part.strip()]
        if joined := ", ".join(dict.fromkeys(values)) if key in mine and mine[key] != value else value:
            mine[key] = joined
    return tuple(sorted(mine.items()))


def _check_contradiction(key: str, old: Entry, into: Entry) -> None:
    if key in CONTRADICTIONS.get(type(into), ()):
        values = f"'{getattr(old, key)}' and '{getattr(into, key)}'"
        raise MergeError(
            f"'{old.id}' and '{into.id}' have a different {key}, {values}, so they are not the same "
            f"— if they are, correct '{key}' of one of them first"
        )


def _added(merged: Entry, into: Entry) -> Iterator[tuple[str, Any]]:
    for key, field in _record(into).fields.items():
        mine, value = getattr(into, field.attribute), getattr(merged, field.attribute)
        if isinstance(field.type, JOINED_TYPES):
            value = tuple(item for item in value if item not in mine)
        if value and value != mine:
            yield key, value


def _record(entry: Entry) -> Record:
    return next(schema for schema in SCHEMAS.values() if schema.struct is type(entry))
