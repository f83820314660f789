"""Measurements include all child processes; a failed command is an error."""

import sys
from pathlib import Path

import pytest

from benchmarks.measure import CommandError, descendants, measure

MIB = 1024 * 1024
linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")

LEAF = """
import sys, time
block = bytearray(b"x") * (60 * 2**20)
until = time.process_time() + 0.5
while time.process_time() < until:
    pass
time.sleep(0.5)
"""
PARENT = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]], check=True)"
ORPHAN = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', sys.argv[1]])"


@linux
def test_indirect_children_count(tmp_path: Path) -> None:
    nested = [sys.executable, "-c", PARENT.replace("sys.argv[1]]", "sys.argv[1], *sys.argv[2:]]"), PARENT, LEAF]
    measurement = measure(nested, tmp_path / "log")
    assert measurement.processes >= 3
    assert measurement.cpu >= 0.5
    assert measurement.wall >= 1.0
    assert measurement.memory >= 60 * MIB
    assert measurement.readings > 1


@linux
def test_shared_memory_counts_once(tmp_path: Path) -> None:
    forking = """
import os, time
block = bytearray(b"x") * (60 * 2**20)
for _ in range(3):
    if os.fork() == 0:
        time.sleep(1)
        os._exit(0)
for _ in range(3):
    os.wait()
"""
    measurement = measure([sys.executable, "-c", forking], tmp_path / "log")
    assert measurement.processes == 4
    assert 60 * MIB <= measurement.memory < 150 * MIB


@linux
def test_orphans_count(tmp_path: Path) -> None:
    """Processes that outlive their parent are included."""
    measurement = measure([sys.executable, "-c", ORPHAN, LEAF.replace("0.5)\n", "0.1)\n")], tmp_path / "log")
    assert measurement.cpu >= 0.5


def test_a_failed_command_is_an_error_with_its_output(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"exit code 3(.|\n)*the reason"):
        measure([sys.executable, "-c", "print('the reason'); raise SystemExit(3)"], tmp_path / "log")


def test_a_process_without_children_has_no_descendants() -> None:
    assert descendants(-1) == []
