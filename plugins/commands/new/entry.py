"""The new-actor, new-region and new-source commands: an entry put into its place in a registry file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from plugins.archive.editing.entry_writer import NoPlaceError, with_entry
from plugins.archive.files.folder import registry_path
from plugins.archive.model.entries import SCHEMAS, Entry, EntryKind, Name, Region
from plugins.archive.model.registry import FILES, Registry, load_registry, matching
from plugins.archive.problems import ArchiveError, Problem
from plugins.archive.schema.field_types import Choice
from plugins.archive.schema.front_matter import decode
from plugins.archive.schema.record import Field
from plugins.archive.text.spelling import slugify
from plugins.commands import schemas
from plugins.commands.atomic_write import replace_all
from plugins.commands.new.questions import (
    AnswerError,
    Ask,
    Found,
    Given,
    Option,
    Question,
    asker,
    entry_of,
    gather,
    of_kind,
    options_of,
    said,
)
from plugins.commands.new.report import registry_of

ASKED: dict[EntryKind, tuple[str, ...]] = {
    "actor": ("parent",),
    "region": (),
    "source": ("url",),
}
"""The keys that are asked for beside those of every entry."""


def run(kind: EntryKind, *, content: Path, given: Mapping[str, str | Sequence[str]]) -> int:
    """Put a new entry into its registry file, asking for what is missing, and say where; return the exit code."""
    flags = {key: (value,) if isinstance(value, str) else value for key, value in given.items()}
    return said(lambda: new_entry(kind, content, flags, asker()))


def new_entry(kind: EntryKind, content: Path, given: Given, ask: Ask | None) -> str:
    """Write the entry and say what was added where; raises AnswerError or ArchiveError, and nothing is written then."""
    registry = registry_of(content)
    found = gather(partial(_questions, kind, registry), given, ask)
    entry = _entry(kind, found)
    _refuse_taken(kind, registry, entry)
    path = registry_path(kind)
    after, data = _written(kind, content, entry)
    if dict(after.entries(kind)) != {**registry.entries(kind), entry.id: entry}:
        raise AnswerError(f"{path} is written in a way that nothing can be added to — add the entry by hand")
    replace_all({content / path: data})
    if schemas.folder_of(content).is_dir():
        schemas.write_schemas(schemas.folder_of(content), after)
    return f"{content / path}: {entry.id}"


def _written(kind: EntryKind, content: Path, entry: Entry) -> tuple[Registry, bytes]:
    """Return the registry with the entry as it will be read, and the bytes of the file; raises ArchiveError."""
    texts: dict[EntryKind, tuple[str, str]] = {}
    problems: list[Problem] = []
    changed = b""
    for one in FILES:
        path = registry_path(one)
        data = (content / path).read_bytes() if (content / path).is_file() else b""
        if one == kind:
            data = changed = _added(path, data, entry)
        texts[one] = (path, decode(data, path, problems) or "")
    registry = load_registry(texts, problems)
    if problems:
        raise ArchiveError(problems)
    return registry, changed


def _added(path: str, data: bytes, entry: Entry) -> bytes:
    try:
        return with_entry(path, data, entry)
    except NoPlaceError as error:
        raise AnswerError(str(error)) from error


def _questions(kind: EntryKind, registry: Registry, found: Found) -> Iterator[Question]:
    """Ask for the region around it first, for its name is to be its own there; the id comes of the name."""
    fields = SCHEMAS[kind].fields
    entries = registry.entries(kind)
    if kind == "region":
        about = "The region around it; nothing for one that lies in no other."
        options = options_of(entries)
        yield Question(key="parent", asked="Within", read=entry_of(entries), about=about, options=options)
    free = _free_name(kind, registry, found)
    yield _question("name", fields["name"], needed=True, read=free)
    yield _question("kind", fields["kind"])
    for key in ASKED[kind]:
        named = {"read": entry_of(entries), "options": options_of(entries)} if key == "parent" else {}
        yield _question(key, fields[key], **named)
    yield Question(key="alias", asked="Other names", read=free, about=fields["names"].about, several=True)
    yield _question("text", fields["text"])
    yield _question(
        "id", fields["id"], needed="name" in found, default=_id(kind, found), read=_free_id(kind, registry, found)
    )


def _question(key: str, field: Field, **more: Any) -> Question:
    """Return the question for a key of the model, which says what it is and what it may be."""
    options = tuple(map(Option, field.kind.words)) if isinstance(field.kind, Choice) else ()
    given = {"asked": key.capitalize(), "read": of_kind(field.kind), "about": field.about, "options": options}
    return Question(key=key, **{**given, **more})


def _id(kind: EntryKind, found: Found) -> str:
    """Return the id that comes of a name, empty when no Latin letter is in it."""
    word = slugify(found.get("name", ""))
    return f"{found['parent']}/{word}" if kind == "region" and word and found.get("parent") else word


def _entry(kind: EntryKind, found: Found) -> Entry:
    others = tuple(Name(name) for name in found["alias"] if name != found["name"])
    plain = {key: found[key] for key in ("id", "name", "kind", "text", *ASKED[kind])}
    entry: Entry = SCHEMAS[kind].struct(**plain, names=others)
    return entry


def _free_name(kind: EntryKind, registry: Registry, found: Found) -> Callable[[str], str]:
    """Return a function that lets a name pass that no entry has, among regions none beside it."""
    well_formed = of_kind(SCHEMAS[kind].fields["name"].kind)

    def read(text: str) -> str:
        parent = found.get("parent") if kind == "region" else ""
        if parent is not None:
            _refuse_rival(kind, registry, text, parent)
        return well_formed(text)

    return read


def _refuse_rival(kind: EntryKind, registry: Registry, name: str, parent: str) -> None:
    """Refuse a name that an entry has already; there may be a town of one name in every province."""
    for rival in matching(registry.entries(kind).values(), name):
        if not isinstance(rival, Region) or rival.parent == parent:
            raise AnswerError(f"'{name}' is a name of '{rival.id}' already — use that, or give it another name")


def _refuse_taken(kind: EntryKind, registry: Registry, entry: Entry) -> None:
    """Hold the names against the place that the entry has in the end, which may not have been known before."""
    parent = entry.parent if isinstance(entry, Region) else ""
    for name in entry.spellings():
        _refuse_rival(kind, registry, name, parent)


def _free_id(kind: EntryKind, registry: Registry, found: Found) -> Callable[[str], str]:
    """Return a function that lets an id pass that no entry has, of a region one within the region around it."""
    well_formed = of_kind(SCHEMAS[kind].fields["id"].kind)

    def read(text: str) -> str:
        if taken := registry.entries(kind).get(text):
            raise AnswerError(f"'{text}' is the id of {taken.name} already — give another")
        around = found.get("parent", "") if kind == "region" else ""
        if around and text.rpartition("/")[0] != around:
            raise AnswerError(f"'{text}' is not within {around} — begin it with {around}/")
        return well_formed(text)

    return read
