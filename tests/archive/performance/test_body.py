"""Performance of bodies: any report within the limits is read in bounded time and memory."""

import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.archive import limits
from tests.archive.performance.costly_bodies import BODIES
from tests.archive.performance.measure import SIZES, Cost

ROOT = Path(__file__).resolve().parents[3]
SECONDS, MEMORY, PROSE_SECONDS = 8.0, 200.0, 1.0
"""Limits for the worst report: CPU seconds, MiB, and CPU seconds for plain prose."""
EMPTY = {
    "empty lines",
    "references",
    "references, the same",
    "references with an open title",
    "references without a target",
}
"""Bodies without text: references are rendered only by the links that use them."""
GROWTH, NOISE = 12.0, 0.3
"""Allowed growth of time for four times the size (16 is quadratic), and seconds that are ignored."""


@pytest.fixture(scope="module")
def costs() -> dict[str, list[Cost]]:
    """Measure each family at each size, in a fresh process."""
    command = [sys.executable, "-m", "tests.archive.performance.measure"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {name: [Cost(*cost) for cost in costs] for name, costs in json.loads(done.stdout).items()}


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("name", BODIES)
def test_time_and_memory_are_bounded(name: str, costs: dict[str, list[Cost]]) -> None:
    """At each size, the body is rendered or has a problem."""
    for cost in costs[name]:
        assert cost.seconds <= SECONDS, cost
        assert cost.memory <= MEMORY, cost
        assert cost.html <= limits.HTML_EXPANSION * cost.size, cost
        assert cost.html or cost.problems or name in EMPTY, "it has neither HTML nor problems"


@pytest.mark.parametrize("name", BODIES)
def test_time_does_not_grow_quadratically(name: str, costs: dict[str, list[Cost]]) -> None:
    for smaller, larger in itertools.pairwise(costs[name]):
        assert larger.seconds <= GROWTH * max(smaller.seconds, 0.01) + NOISE


@pytest.mark.parametrize("name", [name for name in BODIES if name.startswith("prose")])
def test_plain_prose_is_read_at_any_length(name: str, costs: dict[str, list[Cost]]) -> None:
    """Prose up to the limit is read in a second, however it is divided into paragraphs."""
    assert [cost.problems for cost in costs[name]] == [[]] * len(SIZES)
    assert costs[name][-1].size > limits.REPORT_BYTES * 0.97
    assert all(cost.seconds <= PROSE_SECONDS for cost in costs[name])
