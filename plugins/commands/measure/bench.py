"""The bench command: this generator, Hugo and stock Pelican side by side over the same made-up reports."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks import results, tools
from benchmarks.measure import CommandError
from benchmarks.session import Run, Session


def run(*, reports: int, runs: int, only: str = "", search: bool = True) -> int:
    """Measure, print and record; return the exit code. `only` is the name of one tool, or empty for all.

    Without `search` the index is left out: the indexer's memory grows with the documents, and not every machine has it.
    """
    if reports < 1 or runs < 1 or (only and only not in tools.TOOL_NAMES):
        words = ", ".join(tools.TOOL_NAMES)
        print(f"bench takes at least one report and one run; --only takes one of {words}.", file=sys.stderr)
        return 2
    names = (only,) if only else tools.TOOL_NAMES
    try:
        session = _measured(reports, runs, names, search)
    except (CommandError, tools.ToolError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    results.save(session)
    print(results.render_session(session))
    return 0


def _measured(reports: int, runs: int, names: tuple[str, ...], search: bool) -> dict[str, object]:
    if set(names) != {"ours"}:
        tools.install()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="sitrep-bench-") as room:
        done = list(_shown(Session(reports, Path(room), names, search).runs(runs)))
    return results.record(reports, runs, done, tools.versions(names), load)


def _shown(runs: Iterable[Run]) -> Iterator[Run]:
    """Tell of each run as it ends."""
    for run in runs:
        words = results.SCENARIO_LABELS[run.tool, run.scenario]
        took = f"{run.took.wall:.2f} s, CPU {run.took.cpu:.2f} s, {run.took.memory / results.MIB:.0f} MiB"
        print(f"round {run.round + 1}, {words}: {took}", file=sys.stderr, flush=True)
        yield run
