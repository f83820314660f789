"""Forms for registry entries that a new report needs and that are missing.

Their fields are derived from the schemas of the registry's files, like those of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from plugins.archive.archive import Archive
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files.folder import registry_path
from plugins.archive.json_schema import Schema, registry_schema
from plugins.archive.model.repository import edit_url, new_file_url, path_in_repository
from plugins.pages.site.report_form import FormField, FormSection, record_section

KINDS: tuple[EntryKind, ...] = ("actor", "region", "source")
"""The kinds of entries that can be added in the form. Tags, authors and series are for the editors to decide."""
LIST_ITEM = re.compile(rb"^( *)- ", re.MULTILINE)


class EntryForm(msgspec.Struct, frozen=True, kw_only=True):
    """The form for new entries of one kind.

    `path` is the registry file in the repository, and `url` the page on which to edit it. For a missing file, `url` is
    the page for a new one, with `{path}` and perhaps `{text}`. The file's entries have `indent` spaces before them.
    """

    kind: str
    section: FormSection
    path: str
    url: str
    indent: int


def entry_forms(archive: Archive) -> Iterator[EntryForm]:
    """List the forms of all kinds."""
    repository = archive.site.repository
    for kind in KINDS:
        file = registry_path(kind)
        exists = archive.folder.has_file(file)
        first = LIST_ITEM.search(archive.folder.read(file)) if exists else None
        address = (edit_url(repository, file) if exists else new_file_url(repository)) if repository else ""
        path, indent = path_in_repository(repository, file), len(first[1]) if first else 0
        yield EntryForm(kind=kind, section=_section(kind, archive), path=path, url=address, indent=indent)


def entry_schema(kind: EntryKind, archive: Archive) -> Schema:
    """Return the schema of one entry, whose definitions are those of the report's schema."""
    schema: Schema = registry_schema(kind, archive.registry)["items"]
    return schema


def _section(kind: EntryKind, archive: Archive) -> FormSection:
    fields, more = record_section(entry_schema(kind, archive), f"{kind}.")
    if kind == "region":
        hint = "The enclosing region, if there is one."
        parent = FormField(key="within", label="Within", hint=hint, control="entry", required=False, entries="region")
        fields = (fields[0], parent, *fields[1:])
    return FormSection(
        key=f"new-{kind}",
        label=f"New {kind}s",
        hint=f"Only if the {kind} is missing from the list, under all of its names. It is added to the registry.",
        item_label=f"New {kind}",
        add_label=f"Add {'an' if kind == 'actor' else 'a'} {kind} to the registry",
        fields=fields,
        more=more,
    )
