"""Measure the CPU time and memory of reading reports, each in a separate process.

Run as a script, it prints JSON for the families of `costly_bodies.py`. A script, because the process of the tests is
too large to fork for measurements.
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
"""Bytes of a body; the largest report has room for its front matter."""
PATH = "reports/2020/2020-01-02-sample.md"
FRONT_MATTER = "---\ntitle: One\ndate: 2020-01-02\nregion: [land]\nsummary: Words.\n---\n"
SECONDS, MEMORY = 20, 2 << 30
"""Limits of a process in CPU seconds and bytes, so that a slow family fails and does not block the run."""
TIMED_OUT = "the process did not finish"


class Cost(NamedTuple):
    """The cost of a body: CPU seconds, peak memory in MiB, bytes of the report and of its HTML, and its problems."""

    seconds: float
    memory: float
    size: int
    html: int
    problems: list[str]


def measure(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Run `work` in a forked process; return its CPU seconds, its peak memory in MiB, and its result.

    The result is None if the process did not finish.
    """
    out = tempfile.TemporaryFile()  # noqa: SIM115 # read after the process has written it
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
            os._exit(1)  # after an error too, so that the child never continues the tests
    _, status, usage = os.wait4(child, 0)
    out.seek(0)
    seconds, result = json.loads(out.read()) if status == 0 else (usage.ru_utime, None)
    return seconds, usage.ru_maxrss / 1024, result


def measure_body(body: str) -> Cost:
    """Return the cost of reading a report with this body."""
    from plugins.archive.document import read_report
    from plugins.archive.problems import Problem
    from plugins.archive.urls import Urls

    data = (FRONT_MATTER + body).encode()

    def read() -> tuple[int, list[str]]:
        problems: list[Problem] = []
        report = read_report(PATH, data, Urls(), problems)
        return len(report.body.html.encode()) if report else 0, sorted({problem.what for problem in problems})[:3]

    seconds, memory, result = measure(read)
    html, problems = result if result else (0, [TIMED_OUT])
    return Cost(seconds, memory, len(data), html, problems)


def main(names: Sequence[str]) -> None:
    """Print the costs at each size of the bodies called `names`, or of all."""
    import plugins.archive.document  # noqa: F401 # imported once, before the forks
    from tests.archive.performance.costly_bodies import BODIES

    costs = {name: [measure_body(_truncate(BODIES[name](size), size)) for size in SIZES] for name in names or BODIES}
    print(json.dumps(costs))


def _truncate(body: str, size: int) -> str:
    return body.encode()[:size].decode("utf-8", "ignore")


if __name__ == "__main__":
    main(sys.argv[1:])
