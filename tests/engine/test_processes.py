"""External processes: they end in time, and with the program."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from plugins.engine import processes

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]


@pytest.fixture(autouse=True)
def not_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo `end_all` after each test."""
    monkeypatch.setattr(processes, "_ended", False)


def test_output_and_exit_code_are_returned() -> None:
    """Both streams, in one text of bytes; the input is what was given, or empty."""
    script = "import sys; print(sys.stdin.read(), end=''); sys.exit(3)"
    done = processes.run([sys.executable, "-c", script], seconds=60, input=b"words")
    assert (done.stdout, done.returncode) == (b"words", 3)
    assert processes.run([sys.executable, "-c", script], seconds=60).stdout == b""


def test_a_hanging_process_is_ended(tmp_path: Path) -> None:
    """Its output so far does not matter."""
    script = "import pathlib, time; print('x' * 100_000, flush=True); time.sleep(600)"
    with pytest.raises(subprocess.TimeoutExpired):
        processes.run([sys.executable, "-c", script], seconds=0.5)
    assert not processes._running


def test_all_processes_end_with_the_program() -> None:
    """Also those of other threads, and those that are started afterwards."""
    codes: list[int] = []
    threads = [threading.Thread(target=lambda: codes.append(processes.run(SLEEP, seconds=600).returncode))]
    threads[0].start()
    while not processes._running:
        time.sleep(0.01)
    processes.end_all()
    threads[0].join(60)
    codes.append(processes.run(SLEEP, seconds=600).returncode)
    assert codes == [-9, -9]
