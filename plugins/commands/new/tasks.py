"""The verbs that make something new: a report, or an entry of the registry."""

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
        "date": "Its day, YYYY-MM-DD (default: today).",
        "region": "Id or name of a region it is about; may be repeated.",
        "actor": "Id or name of an actor it is about; may be repeated.",
    },
)
def new(
    _: Context, region: list[str], actor: list[str], title: str = "", date: str = "", content: str = CONTENT
) -> None:
    """Make a valid, empty report file; at a terminal, what is not given is asked for."""
    from plugins.commands.new.report import run

    exit_with(run(content=Path(content), title=title, date=date, regions=region, actors=actor))


ENTRY_HELP = {
    **CONTENT_HELP,
    "name": "Its name.",
    "id": "Its id (default: made of the name).",
    "alias": "Another name or spelling; may be repeated.",
    "text": "A few sentences for its page.",
}


@task(
    name="new-actor",
    positional=[],
    iterable=["alias"],
    help={**ENTRY_HELP, "kind": "What sort of actor.", "parent": "Id or name of the actor that it is a part of."},
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
    """Add an actor to the registry; at a terminal, what is not given is asked for."""
    from plugins.commands.new.entry import run

    given = {"name": name, "kind": kind, "parent": parent, "alias": alias, "text": text, "id": id}
    exit_with(run("actor", content=Path(content), given=given))


@task(
    name="new-region",
    positional=[],
    iterable=["alias"],
    help={**ENTRY_HELP, "kind": "What sort of region.", "parent": "Id or name of the region around it."},
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
    """Add a region to the registry; at a terminal, what is not given is asked for."""
    from plugins.commands.new.entry import run

    given = {"name": name, "kind": kind, "parent": parent, "alias": alias, "text": text, "id": id}
    exit_with(run("region", content=Path(content), given=given))


@task(
    name="new-source",
    positional=[],
    iterable=["alias"],
    help={**ENTRY_HELP, "kind": "What sort of source.", "url": "Its web site."},
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
    """Add a source to the registry; at a terminal, what is not given is asked for."""
    from plugins.commands.new.entry import run

    given = {"name": name, "kind": kind, "url": url, "alias": alias, "text": text, "id": id}
    exit_with(run("source", content=Path(content), given=given))
