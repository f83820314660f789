"""Costs: how long each costly body takes to read, and how much memory, each in a process of its own.

Run as a script, for a process that has been through much measures badly; prints JSON.
"""

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

SIZES = (8 * 1024, 32 * 1024, 128 * 1024, 500 * 1024)
"""Bytes of a body; the last leaves room for the front matter of a report at the limit."""
PATH = "reports/2020/2020-01-02-sample.md"
HEAD = "---\ntitle: One\ndate: 2020-01-02\nregion: [land]\nsummary: Words.\n---\n"
SECONDS, MEMORY = 20, 2 << 30
"""What a process is given at the most, so that a family out of hand fails and does not end the run."""


class Cost(NamedTuple):
    """What a body cost: seconds of the processor, MiB at the most, its bytes, those of its HTML, what was wrong."""

    seconds: float
    memory: float
    size: int
    html: int
    problems: list[str]


def measure(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Return the seconds and the MiB that `work` takes in a process of its own, and what it returns."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 # read after the process that writes it
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        try:
            started = time.process_time()
            result = work()
            out.write(json.dumps([time.process_time() - started, result]).encode())
            out.flush()
            os._exit(0)
        finally:
            os._exit(1)  # whatever went wrong must not go on as a second run of the tests
    _, status, usage = os.wait4(child, 0)
    out.seek(0)
    seconds, result = json.loads(out.read()) if status == 0 else (usage.ru_utime, None)
    return seconds, usage.ru_maxrss / 1024, result


def measure_body(body: str) -> Cost:
    """Return what it costs to read a report of this body."""
    from plugins.archive.document import read_report
    from plugins.archive.problems import Problem
    from plugins.archive.urls import Urls

    data = (HEAD + body).encode()

    def read() -> tuple[int, list[str]]:
        problems: list[Problem] = []
        report = read_report(PATH, data, Urls(), problems)
        return len(report.body.html.encode()) if report else 0, sorted({problem.what for problem in problems})[:3]

    seconds, memory, result = measure(read)
    html, problems = result if result else (0, ["it did not end"])
    return Cost(seconds, memory, len(data), html, problems)


def main(names: Sequence[str]) -> None:
    """Print the costs of the bodies called `names`, or of all, at each size."""
    import plugins.archive.document  # noqa: F401 # once, before the forks
    from tests.archive.performance.costly_bodies import BODIES

    found = {name: [measure_body(_cut(BODIES[name](size), size)) for size in SIZES] for name in names or BODIES}
    print(json.dumps(found))


def _cut(body: str, size: int) -> str:
    return body.encode()[:size].decode("utf-8", "ignore")


if __name__ == "__main__":
    main(sys.argv[1:])
