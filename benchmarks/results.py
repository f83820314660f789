"""Results: medians and ratios of a session, kept as data, printed, and written to RESULTS.md."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks.measure import INTERVAL
from benchmarks.session import Run

HERE = Path(__file__).resolve().parent
DATA, PAGE = HERE / "results.json", HERE / "RESULTS.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
MIB = 1024 * 1024

Key = tuple[str, str]
"""A tool and a scenario."""
SCENARIO_LABELS: dict[Key, str] = {
    ("ours", "full"): "ours: full build, no cache",
    ("hugo", "full"): "Hugo: full build",
    ("pelican", "full"): "stock Pelican: full build",
    ("ours", "first"): "ours: first build, filling the cache",
    ("ours", "edited"): "ours: one report edited",
    ("ours", "nothing"): "ours: nothing changed",
    ("ours", "shown"): "ours, serving: from saving a report to its page",
    ("ours", "search"): "ours: full build with the search index",
    ("pagefind", "alone"): "Pagefind alone, over the same documents",
}


class Ratio(NamedTuple):
    """A comparison: what it is called, the two sides, what of ours is taken off first, and the goals in words."""

    words: str
    ours: Key
    other: Key
    goal: str
    less: Key | None = None


RATIOS = (
    Ratio("full build: ours / Hugo", ("ours", "full"), ("hugo", "full"), "wall ≤ 0.7, memory ≤ 0.5"),
    Ratio("full build: ours / stock Pelican", ("ours", "full"), ("pelican", "full"), "wall ≤ 0.2"),
    Ratio("one report edited / Hugo's full build", ("ours", "edited"), ("hugo", "full"), "wall ≤ 0.07"),
    Ratio("nothing changed / Hugo's full build", ("ours", "nothing"), ("hugo", "full"), "wall ≤ 0.05"),
    Ratio("search index / Pagefind alone", ("ours", "search"), ("pagefind", "alone"), "wall ≤ 1.1", ("ours", "full")),
)
GROWTH_GOAL = 11
"""By how much time and memory may grow for ten times as many reports."""


class Row(NamedTuple):
    """The medians of one scenario: seconds, seconds, bytes, and what was left."""

    wall: float
    cpu: float
    memory: float
    pages: int
    files: int
    bytes: int


Records = Sequence[dict[str, Any]]
"""The runs of a session as they are kept in the data."""


def record(reports: int, rounds: int, runs: Sequence[Run], versions: dict[str, str], load: float) -> dict[str, Any]:
    """Return a session as data; `load` is the machine's load average just before it."""
    return {
        "reports": reports,
        "rounds": rounds,
        "when": datetime.now(UTC).date().isoformat(),
        "commit": _commit(),
        "machine": machine(),
        "load_before": round(load, 2),
        "versions": versions,
        "runs": [asdict(run) for run in runs],
    }


def machine() -> str:
    """Describe the machine in words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{_processor()}, {cores} cores, {memory:.0f} GiB, {platform.system()} {platform.release()}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or platform.machine()


def _commit() -> str:
    words = ["git", "-C", str(HERE), "describe", "--always", "--dirty", "--exclude", "*"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def medians(runs: Records) -> dict[Key, Row]:
    """Return the medians of every scenario, in the order in which results are shown."""
    found = {}
    for key in SCENARIO_LABELS:
        own = [run for run in runs if (run["tool"], run["scenario"]) == key]
        if own:
            took = [median(run["took"][name] for run in own) for name in ("wall", "cpu", "memory")]
            left = own[-1]["left"]
            found[key] = Row(took[0], took[1], took[2], left["pages"], left["files"], left["bytes"])
    return found


def ratio(runs: Records, asked: Ratio, name: str) -> float | None:
    """Return the median of the rounds' ratios in `name` (wall, cpu or memory); None where a side was not measured."""
    sides = [_by_round(runs, key, name) for key in (asked.ours, asked.other)]
    less = _by_round(runs, asked.less, name) if asked.less else {}
    rounds = [number for number in sides[0] if sides[1].get(number)]
    return median((sides[0][n] - less.get(n, 0)) / sides[1][n] for n in rounds) if rounds else None


def _by_round(runs: Records, key: Key, name: str) -> dict[int, float]:
    return {run["round"]: run["took"][name] for run in runs if (run["tool"], run["scenario"]) == key}


def render_session(session: dict[str, Any]) -> str:
    """Return a session as Markdown."""
    runs = session["runs"]
    with_versions = ", ".join(f"{name} {version}" for name, version in session["versions"].items())
    facts = f"{session['machine']}; {with_versions}. {session['when']}, commit {session['commit']}, "
    facts += f"load before {session['load_before']}, medians of {session['rounds']}."
    lines = [f"## {session['reports']:,} reports", "", facts, "", *_rows(runs)]
    if any(ratio(runs, asked, "wall") for asked in RATIOS):
        lines += ["", *_ratios(runs)]
    gaps = [run["took"]["longest_gap"] for run in runs]
    lines += [
        "",
        f"Memory was read every {INTERVAL:g} s or later; the longest time between readings: {max(gaps):.2f} s.",
    ]
    return "\n".join(lines)


def _rows(runs: Records) -> Iterator[str]:
    yield "| | wall s | CPU s | peak MiB | pages | files | MiB written |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for key, row in medians(runs).items():
        memory = f"{row.memory / MIB:,.0f}" if row.memory else "–"
        left = f"{row.pages:,} | {row.files:,} | {row.bytes / MIB:,.1f}"
        cpu = f"{row.cpu:,.2f}" if row.cpu else "–"
        yield f"| {SCENARIO_LABELS[key]} | {row.wall:,.2f} | {cpu} | {memory} | {left} |"


def _ratios(runs: Records) -> Iterator[str]:
    yield "| ratio | wall | CPU | peak memory | goal |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for asked in RATIOS:
        # To take one peak off another says nothing.
        names = ("wall", "cpu") if asked.less else ("wall", "cpu", "memory")
        values = [ratio(runs, asked, name) for name in names]
        if values[0] is not None:
            shown = [f"{value:.3f}" if value else "–" for value in (*values, None)][:3]
            yield f"| {asked.words} | {' | '.join(shown)} | {asked.goal} |"


def render_growth(sessions: Iterable[dict[str, Any]]) -> str:
    """Return as Markdown how time and memory grew from each number of reports to the next; empty if there is one."""
    ordered = sorted(sessions, key=lambda session: int(session["reports"]))
    lines = [line for less, more in pairwise(ordered) for line in _grown(less, more)]
    if not lines:
        return ""
    words = f"Times as much as for the smaller number; the goal is {GROWTH_GOAL} at the most for ten times the reports."
    head = ["| reports | | wall | CPU | peak memory |", "| --- | --- | ---: | ---: | ---: |"]
    return "\n".join(["## Growth", "", words, "", *head, *lines])


def _grown(less: dict[str, Any], more: dict[str, Any]) -> Iterator[str]:
    before, after = medians(less["runs"]), medians(more["runs"])
    for key in before.keys() & after.keys() if less["machine"] == more["machine"] else ():
        pairs = zip(after[key][:3], before[key][:3], strict=True)
        factors = " | ".join(f"{large / small:.1f}" if small else "–" for large, small in pairs)
        yield f"| {less['reports']:,} → {more['reports']:,} | {SCENARIO_LABELS[key]} | {factors} |"


def save(session: dict[str, Any]) -> None:
    """Put a session in the place of the last one of as many reports, and write the page anew.

    A session of one tool is kept under that tool's name, so that it does not replace one in which all took turns.
    """
    sessions = json.loads(DATA.read_text("utf-8")) if DATA.exists() else {}
    tools = sorted({run["tool"] for run in session["runs"]} - {"pagefind"})
    sessions[f"{session['reports']} {' '.join(tools)}"] = session
    DATA.write_text(json.dumps(sessions, indent=1, sort_keys=True) + "\n", "utf-8")
    PAGE.write_text(
        render_page(PAGE.read_text("utf-8") if PAGE.exists() else f"# Results\n\n{BEGIN}\n{END}\n", sessions), "utf-8"
    )


def render_page(text: str, sessions: dict[str, Any]) -> str:
    """Return the page with what was measured in its place; what people wrote around it stays as it is."""
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    ordered = sorted(sessions.values(), key=lambda session: (int(session["reports"]), len(session["runs"])))
    largest = {session["reports"]: session for session in ordered}
    parts = [part for part in (*map(render_session, ordered), render_growth(largest.values())) if part]
    return f"{before}{BEGIN}\n\n" + "\n\n".join(parts) + f"\n\n{END}{after}"
