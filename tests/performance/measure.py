"""Measure what work costs in processor time and memory, each time in a fresh process.

A process that has done much already measures badly, so a server process that has done nothing else forks a child for
each measurement. Processor time depends on the machine and on what else it does, so each child also times a fixed
amount of work, and costs are multiples of that.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

REFERENCE_LOOPS = 60_000
"""Rounds of the reference work: about 0.01 seconds on a machine of 2024."""
SECONDS, MEMORY = 60, 2 << 30
"""Processor seconds and bytes that one measurement may use before it is ended."""


class Cost(NamedTuple):
    """`time` in units of the reference work, `memory` in MiB at the peak, and what the work returned.

    `result` is None if the work did not end within the bounds.
    """

    time: float
    memory: float
    result: Any


def reference_seconds() -> float:
    """Return the processor seconds that a fixed amount of work takes at this moment."""
    started = time.process_time()
    words = {str(number % 97): number for number in range(REFERENCE_LOOPS)}
    assert len("".join(words)) > 0
    return time.process_time() - started


def measure(work: Callable[[], Any]) -> Cost:
    """Return what `work` costs in a child process; it returns a value that JSON can hold."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 # read after the child has written it
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        try:
            before = reference_seconds()
            started = time.process_time()
            result = work()
            seconds = time.process_time() - started
            out.write(json.dumps([seconds / max(before, reference_seconds()), result]).encode())
            out.flush()
            os._exit(0)
        finally:
            os._exit(1)  # an exception must not continue as a second test run
    _, status, usage = os.wait4(child, 0)
    out.seek(0)
    units, result = json.loads(out.read()) if status == 0 else (float("inf"), None)
    return Cost(units, usage.ru_maxrss / 1024, result)


class Server:
    """A process that answers one request at a time; used as a context manager."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.performance.measure"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=60)

    def costs(self, module: str, name: str) -> list[Cost]:
        """Return what `costs(name)` of a module of this folder returns in the server."""
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps([module, name]), file=self._process.stdin, flush=True)
        return [Cost(*cost) for cost in json.loads(self._process.stdout.readline())]


def main() -> None:
    """Answer the requests on the standard input, one JSON list a line."""
    import pelican  # noqa: F401 # imported once, before the forks

    import plugins.archive.archive  # noqa: F401

    for line in sys.stdin:
        module, name = json.loads(line)
        print(json.dumps(import_module(f"tests.performance.{module}").costs(name)), flush=True)


if __name__ == "__main__":
    main()
