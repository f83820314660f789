"""Measuring: every process below the command counts, and a command that fails is no measurement."""

import sys
from pathlib import Path

import pytest

from benchmarks.measure import CommandError, descendants, measure

MIB = 1024 * 1024
linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from Linux's /proc")

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
def test_a_childs_child_counts_in_processor_time_and_memory(tmp_path: Path) -> None:
    nested = [sys.executable, "-c", PARENT.replace("sys.argv[1]]", "sys.argv[1], *sys.argv[2:]]"), PARENT, LEAF]
    took = measure(nested, tmp_path / "log")
    assert took.processes >= 3
    assert took.cpu >= 0.5
    assert took.wall >= 1.0
    assert took.memory >= 60 * MIB
    assert took.readings > 1


@linux
def test_pages_that_processes_share_count_once(tmp_path: Path) -> None:
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
    took = measure([sys.executable, "-c", forking], tmp_path / "log")
    assert took.processes == 4
    assert 60 * MIB <= took.memory < 150 * MIB


@linux
def test_a_process_that_outlives_its_parent_counts_too(tmp_path: Path) -> None:
    took = measure([sys.executable, "-c", ORPHAN, LEAF.replace("0.5)\n", "0.1)\n")], tmp_path / "log")
    assert took.cpu >= 0.5


def test_a_command_that_fails_is_an_error_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"exit code 3(.|\n)*the reason"):
        measure([sys.executable, "-c", "print('the reason'); raise SystemExit(3)"], tmp_path / "log")


def test_a_process_without_children_has_none_below_it() -> None:
    assert descendants(-1) == []
