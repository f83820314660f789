"""Merged registry: the ids that change when an entry is merged into another, and the vocabulary afterwards."""

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.merging.merged_entry import MergedEntry, MergeError
from plugins.archive.model.entries import Actor, Entry
from plugins.archive.model.registry import LINKS, Registry, unknown_id


def changed_ids(kind: EntryKind, registry: Registry, old_id: str, into_id: str) -> dict[str, str]:
    """Return the ids that change: `old_id` and, for a region, those of the regions within it.

    Raises MergeError if an id does not exist, or if the two entries are linked, so that they cannot be the same.
    """
    entries = registry.entries(kind)
    if old_id == into_id:
        raise MergeError(f"'{old_id}' is given twice — give the ids of two entries")
    for entry_id in (old_id, into_id):
        if entry_id not in entries:
            raise MergeError(" — ".join(_missing(entries, entry_id)))
    if kind == "region":
        return dict(_region_ids(entries, old_id, into_id))
    _check_links(entries, old_id, into_id)
    return {old_id: into_id}


def _missing(entries: Mapping[str, Entry], entry_id: str) -> tuple[str, str]:
    for entry in entries.values():
        if entry_id in entry.formerly:
            return f"'{entry_id}' was already merged into '{entry.id}'", f"there is nothing to do, or use {entry.id}"
    return unknown_id(entries, entry_id)


def _region_ids(entries: Mapping[str, Entry], old_id: str, into_id: str) -> Iterator[tuple[str, str]]:
    """List the new ids of a region and of the regions within it."""
    if into_id.startswith(f"{old_id}/"):
        what = f"'{into_id}' is within '{old_id}', and a region cannot be within itself"
        raise MergeError(f"{what} — merge {into_id} into {old_id} instead")
    used = {former: entry.id for entry in entries.values() for former in entry.formerly}
    yield old_id, into_id
    for entry_id in entries:
        if entry_id.startswith(f"{old_id}/"):
            new_id = into_id + entry_id.removeprefix(old_id)
            if new_id in entries or new_id in used:
                both = f"'{entry_id}' would become '{new_id}', which is already an id of '{used.get(new_id, new_id)}'"
                raise MergeError(f"{both} — merge {entry_id} into that region first")
            yield entry_id, new_id


Neighbours = Callable[[Actor], Iterable[str]]


def _check_links(entries: Mapping[str, Entry], old_id: str, into_id: str) -> None:
    """Check that neither actor is a part or a successor of the other, directly or through others."""
    for one, other in ((old_id, into_id), (into_id, old_id)):
        if path := _path(entries, one, other, lambda actor: [actor.parent]):
            what = f"'{one}' is a part of '{other}' ({' → '.join(path)}), and an actor cannot be a part of itself"
            raise MergeError(f"{what} — remove one of the keys 'parent' first if they are the same")
        if path := _path(entries, one, other, _following(entries)):
            what = f"'{one}' became '{other}' ({' → '.join(path)}), and an actor cannot be its own successor"
            raise MergeError(
                f"{what} — remove one of the keys 'predecessors' and 'successors' first if they are the same"
            )


def _following(entries: Mapping[str, Entry]) -> Neighbours:
    """Return a function that lists the successors of an actor, by its own links and those of its successors."""
    actors = [entry for entry in entries.values() if isinstance(entry, Actor)]
    later: dict[str, list[str]] = {actor.id: list(actor.successors) for actor in actors}
    for actor in actors:
        for earlier in actor.predecessors:
            later.setdefault(earlier, []).append(actor.id)
    return lambda actor: later[actor.id]


def _path(entries: Mapping[str, Entry], start: str, goal: str, neighbours: Neighbours) -> list[str]:
    """Return the ids of a path from `start` to `goal`; empty if there is none. Visits each entry once."""
    origins, queue = {start: ""}, [start]
    for entry_id in queue:
        entry = entries.get(entry_id)
        for each in neighbours(entry) if isinstance(entry, Actor) else ():
            if each and each not in origins:
                origins[each] = entry_id
                queue.append(each)
    path = [goal] if goal in origins else []
    while path and path[0] != start:
        path.insert(0, origins[path[0]])
    return path


def merged_vocabulary(
    kind: EntryKind, registry: Registry, merged: MergedEntry, ids: Mapping[str, str], old_id: str
) -> dict[str, Entry]:
    """Return the vocabulary after a merge, in its order. Links to changed ids lead to the new ones, each once."""
    vocabulary: dict[str, Entry] = {}
    for entry_id, entry in registry.entries(kind).items():
        if entry_id == old_id:
            continue
        current = merged.entry if entry_id == merged.entry.id else entry
        if entry_id in ids:
            current = msgspec.structs.replace(entry, id=ids[entry_id], formerly=(*entry.formerly, entry_id))
        vocabulary[current.id] = _with_ids(current, kind, ids)
    return vocabulary


def _with_ids(entry: Entry, kind: EntryKind, ids: Mapping[str, str]) -> Entry:
    changes: dict[str, object] = {}
    for _, attribute, is_list, id_type, _ in LINKS[kind]:
        value = getattr(entry, attribute)
        named = value if is_list else (value,)
        if id_type and id_type.kind == kind and not ids.keys().isdisjoint(named):
            new = tuple(dict.fromkeys(ids.get(each, each) for each in named))
            changes[attribute] = new if is_list else new[0]
    return msgspec.structs.replace(entry, **changes) if changes else entry
