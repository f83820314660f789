"""The `bench` command: compare Sitrep, Hugo and stock Pelican on the same generated reports."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

from benchmarks import results, tools
from benchmarks.measure import CommandError
from benchmarks.session import Run, Session
from plugins.commands.build import CACHE_ROOT
from plugins.commands.environment import prepare
from plugins.engine.temporary_folder import temporary_folder


def run(*, reports: int, runs: int, only: str = "", search: bool = True) -> int:
    """Measure, print and save the results; return the exit code. `only` names a single tool.

    Without `search`, the search index is not built: the indexer needs memory in proportion to the number of documents.
    """
    if reports < 1 or runs < 1 or (only and only not in tools.TOOL_NAMES):
        names = ", ".join(tools.TOOL_NAMES)
        print(f"bench needs at least one report and one run; --only takes one of {names}.", file=sys.stderr)
        return 2
    try:
        session = _measure(reports, runs, (only,) if only else tools.TOOL_NAMES, search)
    except (CommandError, tools.ToolError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    results.save(session)
    print(results.render_session(session))
    return 0


def _measure(reports: int, rounds: int, names: tuple[str, ...], search: bool) -> dict[str, object]:
    if set(names) != {"sitrep"} and not prepare(tools.VENV, tools.LOCK):
        raise tools.ToolError(f"could not install {tools.LOCK} in {tools.VENV}: this needs access to PyPI or a mirror")
    load = os.getloadavg()[0]
    with temporary_folder("bench") as workspace:
        session = Session(reports, workspace, CACHE_ROOT, names, search)
        runs = list(_print_runs(session.runs(rounds)))
    return results.record(reports, rounds, runs, tools.versions(names), load)


def _print_runs(runs: Iterable[Run]) -> Iterator[Run]:
    """Print each run when it ends."""
    for run in runs:
        label = results.SCENARIO_LABELS[run.tool, run.scenario]
        measured = run.measurement
        figures = f"{measured.wall:.2f} s, CPU {measured.cpu:.2f} s, {measured.memory / results.MIB:.0f} MiB"
        print(f"round {run.round + 1}, {label}: {figures}", file=sys.stderr, flush=True)
        yield run
