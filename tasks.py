"""The project's verbs: `python3 tasks.py VERB` on a bare checkout, `inv VERB` inside its environment.

Run as a script, it needs only the standard library: it makes `.venv` beside itself, installs `requirements.lock` there
and hands over to Invoke. Imported by Invoke, it defines the verbs, which import what they call only when they run.
"""

import atexit
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 -- a script meets the Python it is given, whatever pyproject.toml says
    sys.exit(f"Sitrep needs Python 3.11 or later; this is {sys.version.split()[0]} ({sys.executable}).")

if __name__ == "__main__":
    from plugins.commands.environment import bootstrap

    sys.exit(bootstrap(sys.argv[1:]))

# Only the environment has Invoke; the lines above run without it.
from invoke.context import Context
from invoke.tasks import task

from plugins.commands.measure.tasks import bench_search, lighthouse, screenshots, validate, weigh  # noqa: F401 -- verbs too
from plugins.commands.new.tasks import new, new_actor, new_region, new_source  # noqa: F401 -- verbs too
from plugins.commands.task_options import (
    CONTENT,
    CONTENT_HELP,
    OUTPUT,
    OUTPUT_HELP,
    SITEURL_HELP,
    exit_fast,
    exit_with,
    refuse_flag,
)


@task(
    help={
        **{**CONTENT_HELP, **OUTPUT_HELP, **SITEURL_HELP},
        "search": "Leave the search index out with --no-search.",
        "cache": "Make everything anew, and keep nothing for the next build, with --no-cache.",
        "jobs": "Worker processes (default: one for each processor).",
        "compare_clean": "Then make a clean site too, and fail if a byte of it is different.",
    }
)
def build(
    _: Context,
    content: str = CONTENT,
    output: str = OUTPUT,
    siteurl: str = "",
    search: bool = True,
    cache: bool = True,
    jobs: int = 0,
    compare_clean: bool = False,
) -> None:
    """Build the site; only what changed is made anew."""
    from plugins.commands.build import build as run
    from plugins.commands.build import make_options

    alive: list[object] = []
    atexit.register(exit_fast, alive)
    options = make_options(Path(content), Path(output), siteurl, search=search, jobs=jobs, cache=cache)
    exit_with(run(options, alive))
    if compare_clean:
        from plugins.commands.compare_clean import run as compare

        exit_with(compare(options))


@task(
    positional=[],
    iterable=["file"],
    help={
        **CONTENT_HELP,
        "file": "Show the problems of this file only; may be repeated.",
        "format": "text, github (workflow annotations) or json (for editors).",
        "fix": "Put right what is certain: names to ids, dates, keys, their order, ids of events.",
    },
)
def check(_: Context, file: list[str], content: str = CONTENT, format: str = "text", fix: bool = False) -> None:
    """Validate the content without building it; errors end with exit code 1, warnings do not."""
    from plugins.commands.check.check import run

    atexit.register(exit_fast)
    exit_with(run(content=Path(content), files=file, format=format, fix=fix))


@task(help={**CONTENT_HELP, **OUTPUT_HELP, "host": "Address to listen on.", "port": "Port (default: 8000)."})
def serve(_: Context, content: str = CONTENT, output: str = OUTPUT, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Build with drafts, serve, and rebuild and reload on every change."""
    from plugins.commands.serve.serve import run

    exit_with(run(content=Path(content), output=Path(output), host=host, port=port))


@task(help=CONTENT_HELP)
def schemas(_: Context, content: str = CONTENT) -> None:
    """Write the JSON Schemas that editors complete ids by, anew from the registry."""
    from plugins.commands.schemas import run

    exit_with(run(content=Path(content)))


@task(
    name="import-ged",
    help={
        **CONTENT_HELP,
        "file": "A CSV file of the UCDP Georeferenced Event Dataset.",
        "from": "First day to import, YYYY-MM-DD (default: the file's first).",
        "to": "Last day to import, YYYY-MM-DD (default: the file's last).",
    },
)
def import_ged(_: Context, file: str, from_: str = "", to: str = "", content: str = CONTENT) -> None:
    """Turn events of a UCDP GED file into daily reports."""
    refuse_flag("import-ged", file)
    from plugins.commands.import_ged import run

    exit_with(run(content=Path(content), file=Path(file), first=from_, last=to))


@task(help={**CONTENT_HELP, **OUTPUT_HELP, **SITEURL_HELP})
def publish(_: Context, siteurl: str = "", content: str = CONTENT, output: str = OUTPUT) -> None:
    """Make the production build."""
    from plugins.commands.publish import run

    exit_with(run(content=Path(content), output=Path(output), siteurl=siteurl))


@task(help={**OUTPUT_HELP, "path": "Where the site goes.", "to": "Kind of place (default: directory)."})
def deploy(_: Context, path: str, to: str = "directory", output: str = OUTPUT) -> None:
    """Put the published site in its place."""
    refuse_flag("deploy", path)
    from plugins.commands.deploy import run

    exit_with(run(to=to, target=path, output=Path(output)))


@task(
    name="test",
    positional=[],
    iterable=["only"],
    help={"only": "A test file, folder or node id; may be repeated.", "match": "Words test names must hold."},
)
def run_tests(_: Context, only: list[str], match: str = "") -> None:
    """Run the tests, in a real browser too."""
    from plugins.commands.dev.quality import run_tests as run

    exit_with(run(only=only, match=match))


@task(help={"count": "How many histories (default: 200)."})
def histories(_: Context, count: int = 200) -> None:
    """Prove on random histories of edits that what is kept makes the same bytes as a clean build."""
    from plugins.commands.dev.quality import run_histories as run

    exit_with(run(count))


@task(help={**CONTENT_HELP, "base": "The git revision to compare with (default: main)."})
def changes(_: Context, base: str = "main", content: str = CONTENT) -> None:
    """Say in Markdown what the content adds to a git revision and alters in it."""
    from plugins.commands.changes.changes import run

    exit_with(run(content=Path(content), base=base))


@task
def hooks(_: Context) -> None:
    """Let git check each commit before it is made."""
    from plugins.commands.dev.pre_commit import install

    exit_with(install())


@task(help={"fix": "Repair what can be repaired, and format."})
def lint(_: Context, fix: bool = False) -> None:
    """Check style, formatting, types and workflows."""
    from plugins.commands.dev.quality import run_lint as run

    exit_with(run(fix=fix))


@task(help={"upgrade": "Take the newest release of everything."})
def lock(_: Context, upgrade: bool = False) -> None:
    """Write requirements.lock anew from pyproject.toml (needs uv)."""
    from plugins.commands.dev.lock import run

    exit_with(run(upgrade=upgrade))


@task(
    help={
        "reports": "How many reports the made-up archive has (default: 1000).",
        "runs": "How often each is measured (default: 3).",
        "only": "One tool alone: ours, hugo or pelican.",
        "search": "Leave the search index out with --no-search.",
    }
)
def bench(_: Context, reports: int = 1000, runs: int = 3, only: str = "", search: bool = True) -> None:
    """Measure the build beside Hugo's and stock Pelican's over made-up reports."""
    from plugins.commands.measure.bench import run

    exit_with(run(reports=reports, runs=runs, only=only, search=search))
