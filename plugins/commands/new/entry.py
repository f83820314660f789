"""The new-actor, new-region and new-source commands: an entry put into its place in a registry file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from plugins.archive.editing.entry_writer import InsertError, insert_entry
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files.folder import registry_path
from plugins.archive.model.entries import SCHEMAS, Entry, Name, Region
from plugins.archive.model.registry import REGISTRY_FILES, Registry, find_by_name, load_registry
from plugins.archive.problems import ArchiveError, Problem
from plugins.archive.schema.field_types import Choice
from plugins.archive.schema.front_matter import decode_text
from plugins.archive.schema.record import Field
from plugins.archive.text.spelling import slugify
from plugins.commands import schemas
from plugins.commands.atomic_write import replace_files
from plugins.commands.new.questions import (
    AnswerError,
    Answers,
    Flags,
    Prompt,
    Question,
    Suggestion,
    collect,
    entry_parser,
    entry_suggestions,
    field_parser,
    run_and_report,
    terminal_prompt,
)
from plugins.commands.new.report import read_registry

ASKED: dict[EntryKind, tuple[str, ...]] = {
    "actor": ("parent",),
    "region": (),
    "source": ("url",),
}
"""The keys that are asked for beside those of every entry."""


def run(kind: EntryKind, *, content: Path, given: Mapping[str, str | Sequence[str]]) -> int:
    """Put a new entry into its registry file, asking for what is missing, and say where; return the exit code."""
    flags = {key: (value,) if isinstance(value, str) else value for key, value in given.items()}
    return run_and_report(lambda: new_entry(kind, content, flags, terminal_prompt()))


def new_entry(kind: EntryKind, content: Path, given: Flags, ask: Prompt | None) -> str:
    """Write the entry and say what was added where; raises AnswerError or ArchiveError, and nothing is written then."""
    registry = read_registry(content)
    found = collect(partial(_questions, kind, registry), given, ask)
    entry = _entry(kind, found)
    _refuse_taken(kind, registry, entry)
    path = registry_path(kind)
    after, data = _written(kind, content, entry)
    if dict(after.entries(kind)) != {**registry.entries(kind), entry.id: entry}:
        raise AnswerError(f"{path} is written in a way that nothing can be added to — add the entry by hand")
    replace_files({content / path: data})
    if schemas.schema_dir(content).is_dir():
        schemas.write_schemas(schemas.schema_dir(content), after)
    return f"{content / path}: {entry.id}"


def _written(kind: EntryKind, content: Path, entry: Entry) -> tuple[Registry, bytes]:
    """Return the registry with the entry as it will be read, and the bytes of the file; raises ArchiveError."""
    texts: dict[EntryKind, tuple[str, str]] = {}
    problems: list[Problem] = []
    changed = b""
    for one in REGISTRY_FILES:
        path = registry_path(one)
        data = (content / path).read_bytes() if (content / path).is_file() else b""
        if one == kind:
            data = changed = _added(path, data, entry)
        texts[one] = (path, decode_text(data, path, problems) or "")
    registry = load_registry(texts, problems)
    if problems:
        raise ArchiveError(problems)
    return registry, changed


def _added(path: str, data: bytes, entry: Entry) -> bytes:
    try:
        return insert_entry(path, data, entry)
    except InsertError as error:
        raise AnswerError(str(error)) from error


def _questions(kind: EntryKind, registry: Registry, found: Answers) -> Iterator[Question]:
    """Ask for the region around it first, for its name is to be its own there; the id comes of the name."""
    fields = SCHEMAS[kind].fields
    entries = registry.entries(kind)
    if kind == "region":
        about = "The region around it; nothing for one that lies in no other."
        options = entry_suggestions(entries)
        yield Question(key="parent", asked="Within", read=entry_parser(entries), about=about, options=options)
    free = _free_name(kind, registry, found)
    yield _question("name", fields["name"], needed=True, read=free)
    yield _question("kind", fields["kind"])
    for key in ASKED[kind]:
        named = {"read": entry_parser(entries), "options": entry_suggestions(entries)} if key == "parent" else {}
        yield _question(key, fields[key], **named)
    yield Question(key="alias", asked="Other names", read=free, about=fields["names"].description, several=True)
    yield _question("text", fields["text"])
    yield _question(
        "id", fields["id"], needed="name" in found, default=_id(kind, found), read=_free_id(kind, registry, found)
    )


def _question(key: str, field: Field, **more: Any) -> Question:
    """Return the question for a key of the model, which says what it is and what it may be."""
    options = tuple(map(Suggestion, field.type.values)) if isinstance(field.type, Choice) else ()
    given = {
        "asked": key.capitalize(),
        "read": field_parser(field.type),
        "about": field.description,
        "options": options,
    }
    return Question(key=key, **{**given, **more})


def _id(kind: EntryKind, found: Answers) -> str:
    """Return the id that comes of a name, empty when no Latin letter is in it."""
    word = slugify(found.get("name", ""))
    return f"{found['parent']}/{word}" if kind == "region" and word and found.get("parent") else word


def _entry(kind: EntryKind, found: Answers) -> Entry:
    others = tuple(Name(name) for name in found["alias"] if name != found["name"])
    plain = {key: found[key] for key in ("id", "name", "kind", "text", *ASKED[kind])}
    entry: Entry = SCHEMAS[kind].struct(**plain, names=others)
    return entry


def _free_name(kind: EntryKind, registry: Registry, found: Answers) -> Callable[[str], str]:
    """Return a function that lets a name pass that no entry has, among regions none beside it."""
    well_formed = field_parser(SCHEMAS[kind].fields["name"].type)

    def read(text: str) -> str:
        parent = found.get("parent") if kind == "region" else ""
        if parent is not None:
            _refuse_rival(kind, registry, text, parent)
        return well_formed(text)

    return read


def _refuse_rival(kind: EntryKind, registry: Registry, name: str, parent: str) -> None:
    """Refuse a name that an entry has already; there may be a town of one name in every province."""
    for rival in find_by_name(registry.entries(kind).values(), name):
        if not isinstance(rival, Region) or rival.parent == parent:
            raise AnswerError(f"'{name}' is a name of '{rival.id}' already — use that, or give it another name")


def _refuse_taken(kind: EntryKind, registry: Registry, entry: Entry) -> None:
    """Hold the names against the place that the entry has in the end, which may not have been known before."""
    parent = entry.parent if isinstance(entry, Region) else ""
    for name in entry.spellings():
        _refuse_rival(kind, registry, name, parent)


def _free_id(kind: EntryKind, registry: Registry, found: Answers) -> Callable[[str], str]:
    """Return a function that lets an id pass that no entry has, of a region one within the region around it."""
    well_formed = field_parser(SCHEMAS[kind].fields["id"].type)

    def read(text: str) -> str:
        if taken := registry.entries(kind).get(text):
            raise AnswerError(f"'{text}' is the id of {taken.name} already — give another")
        around = found.get("parent", "") if kind == "region" else ""
        if around and text.rpartition("/")[0] != around:
            raise AnswerError(f"'{text}' is not within {around} — begin it with {around}/")
        return well_formed(text)

    return read
