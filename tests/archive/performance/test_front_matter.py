"""Costs of heads and registries: hostile YAML at the limit of a report is refused in bounded time and memory."""

import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.archive import limits
from tests.archive.performance.costly_front_matter import HEADS, REGISTRIES, SIZES
from tests.archive.performance.measure import SECONDS as GIVEN_UP

ROOT = Path(__file__).resolve().parents[3]
SECONDS, MEMORY = 8.0, 200.0
"""What a file may cost at its worst: seconds, MiB."""
GROWTH, NOISE = 8.0, 0.5
"""How much longer four times as much may take, where twice would be 16; and seconds that mean nothing."""
FAMILIES = [*HEADS, *(f"registry: {name}" for name in REGISTRIES)]
Cost = tuple[float, float, list[str]]


@pytest.fixture(scope="module")
def costs() -> dict[str, list[Cost]]:
    """Measure every family at every size, in a process that has done nothing else."""
    command = [sys.executable, "-m", "tests.archive.performance.costly_front_matter"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, list[Cost]] = json.loads(done.stdout)
    return found


@pytest.mark.timeout(GIVEN_UP * len(SIZES) * 5)
@pytest.mark.parametrize("name", FAMILIES)
def test_no_head_costs_more_than_it_may(name: str, costs: dict[str, list[Cost]]) -> None:
    """Each family is told of, not dropped and not fatal, in time and within memory, in a bounded number of words."""
    for seconds, memory, problems in costs[name]:
        assert seconds <= SECONDS
        assert memory <= MEMORY
        assert problems != ["it did not end"]
        assert len(problems) <= 3 * (limits.PROBLEMS + 1)
        assert all(len(problem) < 1200 for problem in problems)


@pytest.mark.parametrize("name", FAMILIES)
def test_no_head_grows_out_of_hand(name: str, costs: dict[str, list[Cost]]) -> None:
    """Four times as much takes nowhere near sixteen times as long."""
    times = [seconds for seconds, _, _ in costs[name]]
    assert all(more <= GROWTH * less + NOISE for less, more in itertools.pairwise(times))


def test_only_what_is_harmless_is_read(costs: dict[str, list[Cost]]) -> None:
    """Every other family is refused, with a message."""
    assert [name for name in FAMILIES if not costs[name][-1][2]] == ["comments"]
