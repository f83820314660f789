"""Invoke tasks that create reports and registry entries."""

from __future__ import annotations

from collections.abc import Sequence
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any

from invoke.context import Context
from invoke.tasks import Task, task

from plugins.commands.task_options import CONTENT, CONTENT_HELP, content_folder, exit_with

if TYPE_CHECKING:
    from plugins.archive.entry_kinds import EntryKind


@task(
    positional=[],
    iterable=["region", "actor"],
    help={
        **CONTENT_HELP,
        "title": "Title of the report.",
        "date": "Date of the report, YYYY-MM-DD (default: today).",
        "name": "File name after the date (default: made from the title).",
        "region": "Id or name of a region of the report; may be repeated.",
        "actor": "Id or name of an actor of the report; may be repeated.",
    },
)
def new(
    _: Context,
    region: list[str],
    actor: list[str],
    title: str = "",
    date: str = "",
    name: str = "",
    content: str = CONTENT,
) -> None:
    """Create a draft report; at a terminal, prompt for missing values."""
    from plugins.commands.new.report import run

    exit_with(run(content=content_folder(content), title=title, date=date, name=name, regions=region, actors=actor))


def entry_task(kind: EntryKind, article: str, **own_flags: str) -> Task[Any]:
    """Return the task that adds an entry to the registry; `own_flags` has the help texts of flags of only this kind."""

    def add_entry(_: Context, content: str, **given: str | Sequence[str]) -> None:
        from plugins.commands.new.entry import run

        exit_with(run(kind, content=content_folder(content), given=given))

    help = {
        "alias": "Another name or spelling; may be repeated.",
        "name": "Name of the entry.",
        "kind": f"Kind of {kind}.",
        **own_flags,
        "text": "A few sentences for the page of the entry.",
        "id": "Id of the entry (default: made from the name).",
        **CONTENT_HELP,
    }
    defaults = {**dict.fromkeys(help, ""), "alias": None, "content": CONTENT}
    flags = [Parameter(name, Parameter.KEYWORD_ONLY, default=default) for name, default in defaults.items()]
    context = Parameter("_", Parameter.POSITIONAL_ONLY)
    add_entry.__signature__ = Signature([context, *flags])  # type: ignore[attr-defined]  # Invoke reads the flags here
    add_entry.__doc__ = f"Add {article} {kind} to the registry; at a terminal, prompt for missing values."
    made: Task[Any] = task(name=f"new-{kind}", positional=[], iterable=["alias"], help=help)(add_entry)
    return made


new_actor = entry_task("actor", "an", parent="Id or name of the actor that it belongs to.")
new_region = entry_task("region", "a", parent="Id or name of the enclosing region.")
new_source = entry_task("source", "a", url="Website of the source.")
