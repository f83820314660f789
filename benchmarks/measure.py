"""Measure: one command's wall time, the processor time of all its processes, and their memory together.

`python -m benchmarks.measure --log FILE -- COMMAND …` runs the command and prints a `Measurement` as JSON. It is a
process of its own so that the command's orphans become its children, and what they used is counted when they end.

Memory is the sum of the proportional set sizes (PSS: shared pages count once, divided among those who share them) of
all processes below this one, read from `/proc/*/smaps_rollup` about every `INTERVAL` seconds. Reading it holds up the
process that is read, so after a costly reading the next one waits longer: at most `SHARE` of one processor is spent on
reading. A peak between two readings is missed; `readings` and `longest_gap` say how closely was looked. Linux only:
elsewhere the memory is 0, which results print as unknown.
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
"""Seconds that processes may outlive the command before they count as left behind."""
PROC = Path("/proc")
SET_CHILD_SUBREAPER = 36
"""Of Linux's `prctl`: make this process the parent of its descendants' orphans."""


class CommandError(Exception):
    """The measured command failed, or left processes behind; the message ends with the last of what it printed."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a command took: seconds of wall and of processor time, and bytes of memory at the peak."""

    wall: float
    cpu: float
    memory: int
    processes: int
    readings: int
    longest_gap: float


def measure(
    command: Sequence[str], log: Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> Measurement:
    """Run a command and measure it; raises CommandError when it fails. What it prints goes to `log`."""
    root = Path(__file__).resolve().parents[1]
    where = ["--cwd", str(cwd)] if cwd else []
    own = [sys.executable, "-m", "benchmarks.measure", "--log", str(log.resolve()), *where, "--", *command]
    done = subprocess.run(own, cwd=root, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        tail = log.read_text("utf-8", "replace")[-2000:] if log.exists() else ""
        raise CommandError(f"'{' '.join(command)}': {done.stderr.strip()}\n{tail}".rstrip())
    return Measurement(**json.loads(done.stdout))


class Sampler(threading.Thread):
    """Reads the memory of all processes below this one until it is told to stop."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.ended = threading.Event()
        self.peak = 0
        self.most = 0
        self.readings = 0
        self.longest_gap = 0.0

    def run(self) -> None:
        """Read again and again."""
        last = time.perf_counter()
        wait = 0.0
        while not self.ended.wait(wait):
            now, used = time.perf_counter(), time.thread_time()
            self.longest_gap, last = max(self.longest_gap, now - last), now
            self._read()
            wait = max(INTERVAL, (time.thread_time() - used) / SHARE)

    def _read(self) -> None:
        below = descendants(os.getpid())
        self.peak = max(self.peak, sum(map(proportional_size, below)))
        self.most = max(self.most, len(below))
        self.readings += 1


def descendants(pid: int) -> list[int]:
    """Return the processes below `pid`, itself left out; empty where there is no /proc."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for process, parent in parents():
        children[parent].append(process)
    found = list(children[pid])
    for process in found:
        found += children[process]
    return found


def parents() -> Iterator[tuple[int, int]]:
    """List every process with its parent."""
    for entry in PROC.glob("[0-9]*"):
        try:
            stat = (entry / "stat").read_text("utf-8", "replace")
        except OSError:
            continue
        # The program's name stands in brackets and may hold anything, brackets too.
        yield int(entry.name), int(stat.rpartition(")")[2].split()[1])


def proportional_size(pid: int) -> int:
    """Return the bytes of a process's PSS; 0 when it has ended or belongs to somebody else."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_bytes().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(b"Pss:")), 0)


def adopt_orphans() -> None:
    """Become the parent of every orphan below, so that its processor time is counted here (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def reap_rest() -> int:
    """Wait for what outlives the command, `GRACE` seconds at most; return how many processes are still there."""
    until = time.monotonic() + GRACE
    while time.monotonic() < until:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.02)
        except ChildProcessError:
            return 0
    return len(descendants(os.getpid()))


def watch(command: Sequence[str], log: Path, cwd: Path | None) -> tuple[int, Measurement, int]:
    """Run a command; return its exit code, what it took, and how many processes it left behind."""
    adopt_orphans()
    sampler = Sampler()
    with log.open("wb") as out:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
        sampler.start()
        code = process.wait()
        wall = time.perf_counter() - begun
    sampler.ended.set()
    sampler.join()
    left = reap_rest()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime
    result = Measurement(wall, cpu, sampler.peak, sampler.most, sampler.readings, sampler.longest_gap)
    return code, result, left


def main(arguments: Sequence[str]) -> int:
    """Run the command that stands after `--`; print its measurement and return 0 if it ended well."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--cwd", type=Path)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args(arguments)
    code, result, left = watch(options.command, options.log, options.cwd)
    if code or left:
        print(f"exit code {code}; {left} processes left behind", file=sys.stderr)
        return 1
    print(json.dumps(asdict(result)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
