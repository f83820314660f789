"""Performance of front matter and registry files: hostile YAML is an error in bounded time and memory."""

import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.archive import limits
from tests.archive.performance.costly_front_matter import FRONT_MATTER, REGISTRIES, SIZES
from tests.archive.performance.measure import SECONDS as PROCESS_SECONDS
from tests.archive.performance.measure import TIMED_OUT

ROOT = Path(__file__).resolve().parents[3]
SECONDS, MEMORY = 8.0, 200.0
"""Limits for the worst file: CPU seconds and MiB."""
GROWTH, NOISE = 8.0, 0.5
"""Allowed growth of time for four times the size (16 is quadratic), and seconds that are ignored."""
FAMILIES = [*FRONT_MATTER, *(f"registry: {name}" for name in REGISTRIES)]
Cost = tuple[float, float, list[str]]


@pytest.fixture(scope="module")
def costs() -> dict[str, list[Cost]]:
    """Measure each family at each size, in a fresh process."""
    command = [sys.executable, "-m", "tests.archive.performance.costly_front_matter"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    result: dict[str, list[Cost]] = json.loads(done.stdout)
    return result


@pytest.mark.timeout(PROCESS_SECONDS * len(SIZES) * 5)
@pytest.mark.parametrize("name", FAMILIES)
def test_time_memory_and_messages_are_bounded(name: str, costs: dict[str, list[Cost]]) -> None:
    """Each file is read to the end, with a bounded number and length of messages."""
    for seconds, memory, problems in costs[name]:
        assert seconds <= SECONDS
        assert memory <= MEMORY
        assert problems != [TIMED_OUT]
        assert len(problems) <= 3 * (limits.PROBLEMS + 1)
        assert all(len(problem) < 1200 for problem in problems)


@pytest.mark.parametrize("name", FAMILIES)
def test_time_does_not_grow_quadratically(name: str, costs: dict[str, list[Cost]]) -> None:
    times = [seconds for seconds, _, _ in costs[name]]
    assert all(larger <= GROWTH * smaller + NOISE for smaller, larger in itertools.pairwise(times))


def test_only_comments_are_valid_at_the_largest_size(costs: dict[str, list[Cost]]) -> None:
    """All other families have errors."""
    assert [name for name in FAMILIES if not costs[name][-1][2]] == ["comments"]
