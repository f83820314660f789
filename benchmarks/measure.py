"""Measure the wall time, processor time and memory of a command and all its child processes.

`python -m benchmarks.measure --log FILE -- COMMAND …` runs the command and prints a `Measurement` as JSON. It runs in a
separate process, which adopts the command's orphans, so that their processor time is counted when they end.

Memory is the sum of the proportional set sizes (PSS: a shared page is divided among its processes) of all processes
below this one, read from `/proc/*/smaps_rollup` about every `INTERVAL` seconds. A reading pauses the process, so the
interval grows with the cost of readings: they take at most `SHARE` of one processor. Peaks between readings are missed;
`readings` and `longest_gap` show the resolution. Memory is only measured on Linux; elsewhere it is 0, which results
show as unknown.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

INTERVAL = 0.05
SHARE = 0.05
GRACE = 5.0
"""Seconds to wait for processes that outlive the command."""
PROC = Path("/proc")
SET_CHILD_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of Linux's prctl(2): this process becomes the parent of its descendants' orphans."""


class CommandError(Exception):
    """The command failed or left processes running; the message ends with the last lines of its output."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """The cost of a command: wall and processor time in seconds, peak memory in bytes."""

    wall: float
    cpu: float
    memory: int
    processes: int
    readings: int
    longest_gap: float


def measure(
    command: Sequence[str], log: Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> Measurement:
    """Run a command and measure it; its output goes to `log`. Raises CommandError."""
    root = Path(__file__).resolve().parents[1]
    folder = ["--cwd", str(cwd)] if cwd else []
    measuring = [sys.executable, "-m", "benchmarks.measure", "--log", str(log.resolve()), *folder, "--", *command]
    done = subprocess.run(measuring, cwd=root, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        tail = log.read_text("utf-8", "replace")[-2000:] if log.exists() else ""
        raise CommandError(f"'{' '.join(command)}': {done.stderr.strip()}\n{tail}".rstrip())
    return Measurement(**json.loads(done.stdout))


class Sampler(threading.Thread):
    """Reads the memory of all processes below this one until `ended` is set."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.ended = threading.Event()
        self.peak = 0
        self.max_processes = 0
        self.readings = 0
        self.longest_gap = 0.0

    def run(self) -> None:
        """Read at intervals."""
        last = time.perf_counter()
        wait = 0.0
        while not self.ended.wait(wait):
            now, used = time.perf_counter(), time.thread_time()
            self.longest_gap, last = max(self.longest_gap, now - last), now
            self._read()
            wait = max(INTERVAL, (time.thread_time() - used) / SHARE)

    def _read(self) -> None:
        processes = descendants(os.getpid())
        self.peak = max(self.peak, sum(map(proportional_size, processes)))
        self.max_processes = max(self.max_processes, len(processes))
        self.readings += 1


def descendants(pid: int) -> list[int]:
    """Return the ids of all processes below `pid`; empty without /proc."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for process, parent in parents():
        children[parent].append(process)
    found = list(children[pid])
    for process in found:
        found += children[process]
    return found


def parents() -> Iterator[tuple[int, int]]:
    """Yield the ids of each process and its parent."""
    for entry in PROC.glob("[0-9]*"):
        try:
            stat = (entry / "stat").read_text("utf-8", "replace")
        except OSError:
            continue
        # The program's name is in brackets and may itself contain brackets.
        yield int(entry.name), int(stat.rpartition(")")[2].split()[1])


def proportional_size(pid: int) -> int:
    """Return a process's PSS in bytes; 0 if it has ended or belongs to another user."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_bytes().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(b"Pss:")), 0)


def adopt_orphans() -> None:
    """Become the parent of all orphans below this process, so that their processor time is counted (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def wait_for_orphans() -> int:
    """Wait up to `GRACE` seconds for processes that outlive the command; return the number still running."""
    until = time.monotonic() + GRACE
    while time.monotonic() < until:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.02)
        except ChildProcessError:
            return 0
    return len(descendants(os.getpid()))


def run_measured(command: Sequence[str], log: Path, cwd: Path | None) -> tuple[int, Measurement, int]:
    """Run a command; return its exit code, its measurement, and the number of processes it left running."""
    adopt_orphans()
    sampler = Sampler()
    with log.open("wb") as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
        sampler.start()
        code = process.wait()
        wall = time.perf_counter() - start
    sampler.ended.set()
    sampler.join()
    running = wait_for_orphans()
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = usage.ru_utime + usage.ru_stime
    result = Measurement(wall, cpu, sampler.peak, sampler.max_processes, sampler.readings, sampler.longest_gap)
    return code, result, running


def main(arguments: Sequence[str]) -> int:
    """Run the command after `--` and print its measurement; return the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--cwd", type=Path)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args(arguments)
    code, result, running = run_measured(options.command, options.log, options.cwd)
    if code or running:
        print(f"exit code {code}; {running} processes still running", file=sys.stderr)
        return 1
    print(json.dumps(asdict(result)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
