"""Costs: whatever a report within the limits holds, it is read in bounded time and memory; all else is refused."""

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
"""What a report may cost at its worst: seconds, MiB, seconds of plain prose."""
EMPTY = {
    "empty lines",
    "references",
    "references, the same",
    "references with an open title",
    "references without a target",
}
"""Bodies without a word to print: a reference is only for links to use."""
GROWTH, NOISE = 12.0, 0.3
"""How much longer four times as much may take, where twice would be 8 and thrice 16; and seconds that mean nothing."""


@pytest.fixture(scope="module")
def costs() -> dict[str, list[Cost]]:
    """Measure every family at every size, in a process that has done nothing else."""
    command = [sys.executable, "-m", "tests.archive.performance.measure"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {name: [Cost(*cost) for cost in found] for name, found in json.loads(done.stdout).items()}


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("name", BODIES)
def test_no_body_costs_more_than_it_may(name: str, costs: dict[str, list[Cost]]) -> None:
    """At four sizes up to the limit, each family is read or refused in time and within memory."""
    for cost in costs[name]:
        assert cost.seconds <= SECONDS, cost
        assert cost.memory <= MEMORY, cost
        assert cost.html <= limits.HTML_EXPANSION * cost.size, cost
        assert cost.html or cost.problems or name in EMPTY, "it came to nothing without a message"


@pytest.mark.parametrize("name", BODIES)
def test_no_body_grows_out_of_hand(name: str, costs: dict[str, list[Cost]]) -> None:
    """Four times as much takes nowhere near sixteen times as long."""
    for less, more in zip(costs[name], costs[name][1:], strict=False):
        assert more.seconds <= GROWTH * max(less.seconds, 0.01) + NOISE


@pytest.mark.parametrize("name", [name for name in BODIES if name.startswith("prose")])
def test_plain_prose_is_read_at_any_length(name: str, costs: dict[str, list[Cost]]) -> None:
    """Prose up to the limit is read in a second, whatever its paragraphs."""
    assert [cost.problems for cost in costs[name]] == [[]] * len(SIZES)
    assert costs[name][-1].size > limits.REPORT_BYTES * 0.97
    assert all(cost.seconds <= PROSE_SECONDS for cost in costs[name])
