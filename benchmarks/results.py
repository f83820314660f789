"""Medians and ratios of sessions: saved in results.json, and rendered in RESULTS.md."""

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
    ("sitrep", "full"): "Sitrep: full build, no cache",
    ("hugo", "full"): "Hugo: full build",
    ("pelican", "full"): "stock Pelican: full build",
    ("sitrep", "first"): "Sitrep: first build, filling the cache",
    ("sitrep", "edited"): "Sitrep: one report edited",
    ("sitrep", "unchanged"): "Sitrep: nothing changed",
    ("sitrep", "view"): "Sitrep, serving: from saving a report to its page",
    ("sitrep", "search"): "Sitrep: full build with the search index",
    ("pagefind", "alone"): "Pagefind alone, on the same documents",
}


class Ratio(NamedTuple):
    """A comparison with a goal; of Sitrep's figure, that of `subtract` is subtracted first."""

    label: str
    sitrep: Key
    other: Key
    goal: str
    subtract: Key | None = None


RATIOS = (
    Ratio("full build: Sitrep / Hugo", ("sitrep", "full"), ("hugo", "full"), "wall ≤ 0.7, memory ≤ 0.5"),
    Ratio("full build: Sitrep / stock Pelican", ("sitrep", "full"), ("pelican", "full"), "wall ≤ 0.2"),
    Ratio("one report edited / Hugo's full build", ("sitrep", "edited"), ("hugo", "full"), "wall ≤ 0.07"),
    Ratio("nothing changed / Hugo's full build", ("sitrep", "unchanged"), ("hugo", "full"), "wall ≤ 0.05"),
    Ratio(
        "search index / Pagefind alone",
        ("sitrep", "search"),
        ("pagefind", "alone"),
        "wall ≤ 1.1",
        subtract=("sitrep", "full"),
    ),
)
GROWTH_GOAL = 11
"""Maximum factor of time and memory for ten times the reports."""


class Row(NamedTuple):
    """The medians of a scenario: seconds, seconds, bytes, and the size of the output."""

    wall: float
    cpu: float
    memory: float
    pages: int
    files: int
    bytes: int


Runs = Sequence[dict[str, Any]]
"""The runs of a session as in results.json."""


def record(reports: int, rounds: int, runs: Sequence[Run], versions: dict[str, str], load: float) -> dict[str, Any]:
    """Return a session as data; `load` is the machine's load average before it."""
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
    """Return a description of the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{_processor()}, {cores} cores, {memory:.0f} GiB, {platform.system()} {platform.release()}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        lines = []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, "") or platform.processor() or platform.machine()


def _commit() -> str:
    command = ["git", "-C", str(HERE), "describe", "--always", "--dirty", "--exclude", "*"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def medians(runs: Runs) -> dict[Key, Row]:
    """Return the medians of each measured scenario, in the order of SCENARIO_LABELS."""
    rows = {}
    for key in SCENARIO_LABELS:
        matching = [run for run in runs if (run["tool"], run["scenario"]) == key]
        if matching:
            wall, cpu, memory = (
                median(run["measurement"][name] for run in matching) for name in ("wall", "cpu", "memory")
            )
            output = matching[-1]["output"]
            rows[key] = Row(wall, cpu, memory, output["pages"], output["files"], output["bytes"])
    return rows


def ratio(runs: Runs, wanted: Ratio, name: str) -> float | None:
    """Return the median of each round's ratio of `name` (wall, cpu or memory); None if a side was not measured."""
    ours, others = (_by_round(runs, key, name) for key in (wanted.sitrep, wanted.other))
    subtract = _by_round(runs, wanted.subtract, name) if wanted.subtract else {}
    rounds = [number for number in ours if others.get(number)]
    return median((ours[n] - subtract.get(n, 0)) / others[n] for n in rounds) if rounds else None


def _by_round(runs: Runs, key: Key, name: str) -> dict[int, float]:
    return {run["round"]: run["measurement"][name] for run in runs if (run["tool"], run["scenario"]) == key}


def render_session(session: dict[str, Any]) -> str:
    """Return a session as Markdown."""
    runs = session["runs"]
    versions = ", ".join(f"{name} {version}" for name, version in session["versions"].items())
    facts = f"{session['machine']}; {versions}. {session['when']}, commit {session['commit']}, "
    facts += f"load before {session['load_before']}, medians of {session['rounds']}."
    lines = [f"## {session['reports']:,} reports", "", facts, "", *_rows(runs)]
    if any(ratio(runs, wanted, "wall") for wanted in RATIOS):
        lines += ["", *_ratios(runs)]
    gap = max(run["measurement"]["longest_gap"] for run in runs)
    return "\n".join(
        [*lines, "", f"Memory was read at intervals of at least {INTERVAL:g} s; the longest interval was {gap:.2f} s."]
    )


def _rows(runs: Runs) -> Iterator[str]:
    yield "| | wall s | CPU s | peak MiB | pages | files | MiB written |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for key, row in medians(runs).items():
        memory = f"{row.memory / MIB:,.0f}" if row.memory else "–"
        output = f"{row.pages:,} | {row.files:,} | {row.bytes / MIB:,.1f}"
        cpu = f"{row.cpu:,.2f}" if row.cpu else "–"
        yield f"| {SCENARIO_LABELS[key]} | {row.wall:,.2f} | {cpu} | {memory} | {output} |"


def _ratios(runs: Runs) -> Iterator[str]:
    yield "| ratio | wall | CPU | peak memory | goal |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for wanted in RATIOS:
        # The difference of two memory peaks is meaningless.
        names = ("wall", "cpu") if wanted.subtract else ("wall", "cpu", "memory")
        values = [ratio(runs, wanted, name) for name in names]
        if values[0] is not None:
            cells = [f"{value:.3f}" if value else "–" for value in (*values, None)][:3]
            yield f"| {wanted.label} | {' | '.join(cells)} | {wanted.goal} |"


def render_growth(sessions: Iterable[dict[str, Any]]) -> str:
    """Return as Markdown the factors of time and memory between numbers of reports; empty for a single number."""
    ordered = sorted(sessions, key=lambda session: int(session["reports"]))
    lines = [line for small, large in pairwise(ordered) for line in _growth_rows(small, large)]
    if not lines:
        return ""
    text = f"Factors of time and memory; the goal is at most {GROWTH_GOAL} for ten times the reports."
    head = ["| reports | | wall | CPU | peak memory |", "| --- | --- | ---: | ---: | ---: |"]
    return "\n".join(["## Growth", "", text, "", *head, *lines])


def _growth_rows(small: dict[str, Any], large: dict[str, Any]) -> Iterator[str]:
    before, after = medians(small["runs"]), medians(large["runs"])
    for key in before if small["machine"] == large["machine"] else ():
        if key not in after:
            continue
        pairs = zip(after[key][:3], before[key][:3], strict=True)
        factors = " | ".join(f"{new / old:.1f}" if old else "–" for new, old in pairs)
        yield f"| {small['reports']:,} → {large['reports']:,} | {SCENARIO_LABELS[key]} | {factors} |"


def save(session: dict[str, Any]) -> None:
    """Replace the last session with the same reports and tools, and update RESULTS.md.

    The tools are part of the key, so that a session of one tool does not replace a comparison of all.
    """
    sessions = json.loads(DATA.read_text("utf-8")) if DATA.exists() else {}
    tools = sorted({run["tool"] for run in session["runs"]} - {"pagefind"})
    sessions[f"{session['reports']} {' '.join(tools)}"] = session
    DATA.write_text(json.dumps(sessions, indent=1, sort_keys=True) + "\n", "utf-8")
    text = PAGE.read_text("utf-8") if PAGE.exists() else f"# Results\n\n{BEGIN}\n{END}\n"
    PAGE.write_text(render_page(text, sessions), "utf-8")


def render_page(text: str, sessions: dict[str, Any]) -> str:
    """Return the page with the results between BEGIN and END replaced."""
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    ordered = sorted(sessions.values(), key=lambda session: (int(session["reports"]), len(session["runs"])))
    largest = {session["reports"]: session for session in ordered}
    parts = [part for part in (*map(render_session, ordered), render_growth(largest.values())) if part]
    return f"{before}{BEGIN}\n\n" + "\n\n".join(parts) + f"\n\n{END}{after}"
