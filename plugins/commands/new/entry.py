"""The `new-actor`, `new-region` and `new-source` commands: add an entry to a registry file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from plugins.archive.editing.entry_writer import insert_entry
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files.folder import registry_path
from plugins.archive.model.entries import SCHEMAS, Entry, Name, Region
from plugins.archive.model.registry import Registry, find_by_name
from plugins.archive.text.slugs import slugify
from plugins.commands import schemas
from plugins.commands.atomic_write import replace_files
from plugins.commands.new.questions import (
    AnswerError,
    Answers,
    Flags,
    Prompt,
    Question,
    collect,
    entry_choice,
    field_question,
    parse_field,
    run_and_report,
)
from plugins.commands.new.report import open_registry, terminal_prompt

EXTRA_KEYS: dict[EntryKind, tuple[str, ...]] = {"actor": ("parent",), "region": (), "source": ("url",)}
"""The keys to ask for in addition to those that all entries have."""


def run(kind: EntryKind, *, content: Path, given: Mapping[str, str | Sequence[str]]) -> int:
    """Add an entry to its registry file, prompting for missing values, and print the result; return the exit code."""
    flags = {key: (value,) if isinstance(value, str) else value for key, value in given.items()}
    return run_and_report(lambda: new_entry(kind, content, flags, terminal_prompt()))


def new_entry(kind: EntryKind, content: Path, flags: Flags, prompt: Prompt | None) -> str:
    """Add an entry and return 'file: id'; on AnswerError, InsertError and ArchiveError no file is changed."""
    registry = open_registry(content)
    answers = collect(partial(_questions, kind, registry), flags, prompt)
    entry = _entry(kind, answers)
    _check_names(kind, registry, entry)
    path = registry_path(kind)
    file = content / path
    data = insert_entry(path, file.read_bytes() if file.is_file() else b"", entry)
    changed = open_registry(content, {path: data})
    if dict(changed.entries(kind)) != {**registry.entries(kind), entry.id: entry}:
        raise AnswerError(f"the format of {path} does not allow adding an entry — add it by hand")
    replace_files({file: data})
    if schemas.schema_dir(content).is_dir():
        schemas.write_schemas(schemas.schema_dir(content), changed)
    return f"{file}: {entry.id}"


def _questions(kind: EntryKind, registry: Registry, answers: Answers) -> Iterator[Question]:
    """Ask for a region's parent first: its name must be unique there. The default id depends on both."""
    fields = SCHEMAS[kind].fields
    parent = entry_choice(registry.entries(kind))
    if kind == "region":
        help = "The enclosing region; empty for a top-level region."
        yield Question(key="parent", label="Within", help=help, **parent)
    parse_name = partial(_parse_name, kind, registry, answers)
    yield field_question("name", fields["name"], required=True, parse=parse_name)
    yield field_question("kind", fields["kind"])
    for key in EXTRA_KEYS[kind]:
        yield field_question(key, fields[key], **(parent if key == "parent" else {}))
    yield field_question("alias", fields["names"], label="Other names", parse=parse_name, multiple=True)
    yield field_question("text", fields["text"])
    parse_id, default = partial(_parse_id, kind, registry, answers), _default_id(kind, answers)
    yield field_question("id", fields["id"], required="name" in answers, default=default, parse=parse_id)


def _default_id(kind: EntryKind, answers: Answers) -> str:
    """Return an id made from the name; empty when the name has no letters and digits."""
    slug = slugify(answers.get("name", ""))
    return f"{answers['parent']}/{slug}" if kind == "region" and slug and answers.get("parent") else slug


def _entry(kind: EntryKind, answers: Answers) -> Entry:
    names = tuple(Name(name) for name in answers["alias"] if name != answers["name"])
    values = {key: answers[key] for key in ("id", "name", "kind", "text", *EXTRA_KEYS[kind])}
    entry: Entry = SCHEMAS[kind].struct(**values, names=names)
    return entry


def _parse_name(kind: EntryKind, registry: Registry, answers: Answers, text: str) -> str:
    """Return a name that no other entry has or, for a region, no sibling."""
    parent = answers.get("parent") if kind == "region" else ""
    if parent is not None:
        _check_name(kind, registry, text, parent)
    return parse_field(SCHEMAS[kind].fields["name"].type, text)


def _check_name(kind: EntryKind, registry: Registry, name: str, parent: str) -> None:
    """Reject the name of another entry; regions with different parents may share a name."""
    for other in find_by_name(registry.entries(kind).values(), name):
        if not isinstance(other, Region) or other.parent == parent:
            raise AnswerError(f"'{name}' is already a name of '{other.id}' — use that entry, or give another name")


def _check_names(kind: EntryKind, registry: Registry, entry: Entry) -> None:
    """Check all names again, because a region's parent may only be known from its id."""
    parent = entry.parent if isinstance(entry, Region) else ""
    for name in entry.spellings():
        _check_name(kind, registry, name, parent)


def _parse_id(kind: EntryKind, registry: Registry, answers: Answers, text: str) -> str:
    """Return an id that no other entry has and, for a region, that is within its parent."""
    if other := registry.entries(kind).get(text):
        raise AnswerError(f"'{text}' is already the id of {other.name} — give another id")
    parent = answers.get("parent", "") if kind == "region" else ""
    if parent and text.rpartition("/")[0] != parent:
        raise AnswerError(f"'{text}' is not within {parent} — begin it with {parent}/")
    return parse_field(SCHEMAS[kind].fields["id"].type, text)
