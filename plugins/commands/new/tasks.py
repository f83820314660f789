"""Invoke tasks that create reports and registry entries."""

from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

from plugins.commands.task_options import CONTENT, CONTENT_HELP, exit_with


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
    from plugins.commands.new.entry import run

    given = {"name": name, "kind": kind, "parent": parent, "alias": alias, "text": text, "id": id}
    exit_with(run("actor", content=Path(content), given=given))


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
    from plugins.commands.new.entry import run

    given = {"name": name, "kind": kind, "parent": parent, "alias": alias, "text": text, "id": id}
    exit_with(run("region", content=Path(content), given=given))


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
    from plugins.commands.new.entry import run

    given = {"name": name, "kind": kind, "url": url, "alias": alias, "text": text, "id": id}
    exit_with(run("source", content=Path(content), given=given))
