"""Invoke tasks that create reports and registry entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from invoke.context import Context
from invoke.tasks import task

from plugins.commands.task_options import CONTENT, CONTENT_HELP, exit_with

if TYPE_CHECKING:
    from plugins.archive.entry_kinds import EntryKind


@task(
    positional=[],
    iterable=["region", "actor"],
    help={
        **CONTENT_HELP,
        "title": "Title of the report.",
        "date": "Date of the report, YYYY-MM-DD (default: today).",
        "region": "Id or name of a region of the report; may be repeated.",
        "actor": "Id or name of an actor of the report; may be repeated.",
    },
)
def new(
    _: Context, region: list[str], actor: list[str], title: str = "", date: str = "", content: str = CONTENT
) -> None:
    """Create a draft report; at a terminal, prompt for missing values."""
    from plugins.commands.new.report import run

    exit_with(run(content=Path(content), title=title, date=date, regions=region, actors=actor))


ENTRY_HELP = {
    **CONTENT_HELP,
    "name": "Name of the entry.",
    "id": "Id of the entry (default: made from the name).",
    "alias": "Another name or spelling; may be repeated.",
    "text": "A few sentences for the page of the entry.",
}


def _add_entry(kind: EntryKind, content: str, given: Mapping[str, str | Sequence[str]]) -> None:
    from plugins.commands.new.entry import run

    exit_with(run(kind, content=Path(content), given=given))


@task(
    name="new-actor",
    positional=[],
    iterable=["alias"],
    help={**ENTRY_HELP, "kind": "Kind of actor.", "parent": "Id or name of the actor that it belongs to."},
)
def new_actor(
    _: Context,
    alias: list[str],
    name: str = "",
    kind: str = "",
    parent: str = "",
    text: str = "",
    id: str = "",
    content: str = CONTENT,
) -> None:
    """Add an actor to the registry; at a terminal, prompt for missing values."""
    given = {"name": name, "kind": kind, "parent": parent, "alias": alias, "text": text, "id": id}
    _add_entry("actor", content, given)


@task(
    name="new-region",
    positional=[],
    iterable=["alias"],
    help={**ENTRY_HELP, "kind": "Kind of region.", "parent": "Id or name of the enclosing region."},
)
def new_region(
    _: Context,
    alias: list[str],
    name: str = "",
    kind: str = "",
    parent: str = "",
    text: str = "",
    id: str = "",
    content: str = CONTENT,
) -> None:
    """Add a region to the registry; at a terminal, prompt for missing values."""
    given = {"name": name, "kind": kind, "parent": parent, "alias": alias, "text": text, "id": id}
    _add_entry("region", content, given)


@task(
    name="new-source",
    positional=[],
    iterable=["alias"],
    help={**ENTRY_HELP, "kind": "Kind of source.", "url": "Website of the source."},
)
def new_source(
    _: Context,
    alias: list[str],
    name: str = "",
    kind: str = "",
    url: str = "",
    text: str = "",
    id: str = "",
    content: str = CONTENT,
) -> None:
    """Add a source to the registry; at a terminal, prompt for missing values."""
    given = {"name": name, "kind": kind, "url": url, "alias": alias, "text": text, "id": id}
    _add_entry("source", content, given)
