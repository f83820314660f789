"""External processes: each has a time limit, and `end_all` ends them together with the workers of this process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import IO

_running: set[subprocess.Popen[bytes]] = set()
_ended = False


def run(
    command: Sequence[str],
    *,
    seconds: float,
    input: bytes | None = None,
    stdout: int | IO[bytes] = subprocess.PIPE,
    stderr: int = subprocess.STDOUT,
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a command and return its exit code and output; may be called in any thread.

    Raises subprocess.TimeoutExpired, after ending the process, if it takes longer than `seconds`.
    """
    stdin = subprocess.DEVNULL if input is None else subprocess.PIPE
    process = subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=stderr, env=env)
    _running.add(process)
    try:
        if _ended:  # the program ends: `end_all` may have run before this process was added
            process.kill()
        output, _ = process.communicate(input, timeout=seconds)
        return subprocess.CompletedProcess(process.args, process.returncode, output)
    except BaseException:
        process.kill()
        process.communicate()
        raise
    finally:
        _running.discard(process)


def end_all() -> None:
    """Kill the processes of `run` and the workers of this process. Processes started later end at once."""
    global _ended
    _ended = True
    for process in list(_running):
        process.kill()
    if multiprocessing := sys.modules.get("multiprocessing"):  # without the import there are no workers
        for worker in multiprocessing.active_children():
            worker.kill()
