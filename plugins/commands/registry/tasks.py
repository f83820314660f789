"""Invoke tasks that list and merge registry entries."""

from __future__ import annotations

import atexit
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

from plugins.commands.task_options import CONTENT, CONTENT_HELP, exit_fast, exit_with, refuse_flag


@task(help={**CONTENT_HELP, "kind": "Only one kind: region, actor, source, tag, author or series."})
def registry(_: Context, kind: str = "", content: str = CONTENT) -> None:
    """List registry entries that are probably duplicates, with the reasons."""
    from plugins.commands.registry.duplicates import run

    atexit.register(exit_fast)
    exit_with(run(content=Path(content), kind=kind))


@task(
    help={
        **CONTENT_HELP,
        "kind": "The kind of both entries: region, actor, source, tag, author or series.",
        "from": "Id of the entry that disappears.",
        "into": "Id of the entry that stays.",
    }
)
def merge(_: Context, kind: str, from_: str, into: str, content: str = CONTENT) -> None:
    """Merge a registry entry into another: inv merge KIND FROM INTO."""
    for word in (kind, from_, into):
        refuse_flag("merge", word, "a kind and two ids")
    from plugins.commands.registry.merge import run

    exit_with(run(content=Path(content), kind=kind, old_id=from_, into_id=into))
