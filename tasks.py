"""The project's commands: `python3 tasks.py COMMAND` in a new checkout, `inv COMMAND` in its environment.

Run as a script, this file only needs the standard library: it creates `.venv`, installs `requirements.lock` and runs
Invoke there. Imported by Invoke, it defines the tasks, which import their code only when they run.
"""

import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 -- a script may run with any Python
    sys.exit(f"Sitrep needs Python 3.11 or later; this is {sys.version.split()[0]} ({sys.executable}).")

if __name__ == "__main__":
    from plugins.commands.environment import bootstrap

    sys.exit(bootstrap(sys.argv[1:]))

# Invoke is only installed in the environment; the lines above run without it.
from invoke.context import Context
from invoke.main import program
from invoke.tasks import task

from plugins.commands.import_csv.tasks import import_csv  # noqa: F401 -- task
from plugins.commands.measure.tasks import bench_search, lighthouse, screenshots, validate, weigh  # noqa: F401 -- tasks
from plugins.commands.new.tasks import new, new_actor, new_region, new_source  # noqa: F401 -- tasks
from plugins.commands.registry.tasks import merge, registry  # noqa: F401 -- tasks
from plugins.commands.task_options import (
    CONTENT,
    CONTENT_HELP,
    OUTPUT,
    OUTPUT_HELP,
    SITEURL_HELP,
    content_folder,
    exit_fast,
    exit_with,
    refuse_flag,
    site_address,
    whole_number,
)
from plugins.engine import command_process

# Invoke stops Python from caching bytecode, so each command would compile a hundred modules again.
sys.dont_write_bytecode = bool(sys.flags.dont_write_bytecode)
MAX_JOBS = 256
"""Worker processes; more are a slip of the keyboard."""

if command_process.is_running(program):
    command_process.set_up()


@task(
    help={
        **{**CONTENT_HELP, **OUTPUT_HELP, **SITEURL_HELP},
        "search": "--no-search skips the search index.",
        "cache": "--no-cache builds everything, and stores nothing for the next build.",
        "jobs": "Number of worker processes (default: one for each processor).",
        "explain": "Build nothing, and print which inputs of one page or file changed since the last build.",
        "compare_clean": "Then build again without cache, and fail unless all files are identical.",
    }
)
def build(
    _: Context,
    content: str = CONTENT,
    output: str = OUTPUT,
    siteurl: str = "",
    search: bool = True,
    cache: bool = True,
    jobs: str = "0",
    compare_clean: bool = False,
    explain: str = "",
) -> None:
    """Build the site; only changed pages are rendered again."""
    from plugins.commands.build import build as run
    from plugins.commands.build import make_options

    number = whole_number("--jobs", jobs, 0, MAX_JOBS)
    options = make_options(
        content_folder(content), Path(output), site_address(siteurl), search=search, jobs=number, cache=cache
    )
    if explain:
        from plugins.commands.explain import run as explain_path

        exit_with(explain_path(options, explain))
        return
    exit_with(run(options))
    if compare_clean:
        from plugins.commands.build import compare_clean as compare

        exit_with(compare(options))
    exit_fast()


@task(
    positional=[],
    iterable=["file"],
    help={
        **CONTENT_HELP,
        "file": "Show only the problems of this file; may be repeated.",
        "format": "text, github (workflow annotations) or json (for editors).",
        "fix": "Apply unambiguous fixes: names to ids, dates, keys, order of keys, ids of events.",
    },
)
def check(_: Context, file: list[str], content: str = CONTENT, format: str = "text", fix: bool = False) -> None:
    """Check the content without building it; errors, but not warnings, give exit code 1."""
    from plugins.commands.check.check import run

    exit_with(run(content=content_folder(content), files=file, format=format, fix=fix))
    exit_fast()


@task(help={**CONTENT_HELP, **OUTPUT_HELP, "host": "Address to listen on.", "port": "Port (default: 8000)."})
def serve(
    _: Context, content: str = CONTENT, output: str = OUTPUT, host: str = "127.0.0.1", port: str = "8000"
) -> None:
    """Build with drafts, serve, and rebuild and reload on every change."""
    from plugins.commands.serve.serve import run

    number = whole_number("--port", port, 0, 65535)
    exit_with(run(content=content_folder(content), output=Path(output), host=host, port=number))


@task(help=CONTENT_HELP)
def schemas(_: Context, content: str = CONTENT) -> None:
    """Update the JSON Schemas with which editors validate content and complete ids."""
    from plugins.commands.schemas import run

    exit_with(run(content=content_folder(content)))


@task(
    name="import-ged",
    help={
        **CONTENT_HELP,
        "file": "A CSV file of the UCDP Georeferenced Event Dataset (.csv, .csv.gz or .zip).",
        "from": "First day, month or year to import, such as 2018-04-22 or 2018 (default: the file's first).",
        "to": "Last day, month or year to import (default: the file's last).",
        "as": "What the file is, if its ids do not show it: a new 'release', or a 'part' of the present one.",
    },
)
def import_ged(_: Context, file: str, from_: str = "", to: str = "", as_: str = "", content: str = CONTENT) -> None:
    """Import events of a UCDP GED file as daily reports."""
    refuse_flag("import-ged", file)
    from plugins.commands.import_ged import run

    exit_with(run(content=Path(content), file=Path(file), first=from_, last=to, mode=as_))


@task(help={**CONTENT_HELP, **OUTPUT_HELP, **SITEURL_HELP})
def publish(_: Context, siteurl: str = "", content: str = CONTENT, output: str = OUTPUT) -> None:
    """Build the site for publication."""
    from plugins.commands.build import publish as run

    exit_with(run(content_folder(content), Path(output), siteurl))


@task(help={**OUTPUT_HELP, "path": "Path of the target.", "to": "Kind of target (default: directory, the only one)."})
def deploy(_: Context, path: str, to: str = "directory", output: str = OUTPUT) -> None:
    """Copy the published site to its target, replacing the previous one at once."""
    refuse_flag("deploy", path)
    from plugins.commands.deploy import run

    exit_with(run(to=to, target=path, output=Path(output)))


@task(
    name="test",
    positional=[],
    iterable=["only"],
    help={
        "only": "A test file, folder or node id; may be repeated.",
        "match": "Expression that the names of tests must match, as for pytest -k.",
    },
)
def run_tests(_: Context, only: list[str], match: str = "") -> None:
    """Run the tests, including those in a browser."""
    from plugins.commands.dev.quality import run_tests as run

    exit_with(run(only=only, match=match))


@task(help={"count": "Number of histories (default: 200)."})
def histories(_: Context, count: str = "200") -> None:
    """Compare incremental builds with clean builds on random histories of edits."""
    from plugins.commands.dev.quality import run_histories as run

    exit_with(run(whole_number("--count", count, 1, 100_000)))


@task(help={**CONTENT_HELP, "base": "The git revision to compare with (default: main)."})
def changes(_: Context, base: str = "main", content: str = CONTENT) -> None:
    """Summarise, as Markdown, the changes of the content since a git revision."""
    from plugins.commands.changes.changes import run

    exit_with(run(content=content_folder(content), base=base))


@task
def hooks(_: Context) -> None:
    """Install git hooks that check each commit."""
    from plugins.commands.dev.pre_commit import install

    exit_with(install())


@task(help={"fix": "Apply fixes and format the code."})
def lint(_: Context, fix: bool = False) -> None:
    """Check style, formatting, types and workflows."""
    from plugins.commands.dev.quality import run_lint as run

    exit_with(run(fix=fix))


@task(help={"upgrade": "Upgrade all packages to their newest releases."})
def lock(_: Context, upgrade: bool = False) -> None:
    """Update requirements.lock from pyproject.toml (needs uv)."""
    from plugins.commands.dev.lock import run

    exit_with(run(upgrade=upgrade))


@task(
    help={
        "reports": "Number of generated reports (default: 1000).",
        "runs": "Number of rounds (default: 3).",
        "only": "Measure only one tool: sitrep, hugo or pelican.",
        "search": "--no-search skips the search index.",
    }
)
def bench(_: Context, reports: str = "1000", runs: str = "3", only: str = "", search: bool = True) -> None:
    """Compare the build with Hugo and stock Pelican on generated reports."""
    from plugins.commands.measure.bench import run

    size, rounds = whole_number("--reports", reports, 1, 1_000_000), whole_number("--runs", runs, 1, 1000)
    exit_with(run(reports=size, runs=rounds, only=only, search=search))
