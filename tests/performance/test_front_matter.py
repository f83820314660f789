"""Hostile front matter and registries at the size limit are refused in bounded time and memory."""

from itertools import pairwise

import pytest

from plugins.archive import limits
from tests.performance.front_matter import FAMILIES
from tests.performance.measure import Server

TIME, MEMORY = 800, 200
"""What a file may cost: units of reference work (0.01 s), and MiB."""
GROWTH, NOISE = 8, 50
"""How many times as long four times the size may take (quadratic is 16), and units that are noise."""
HARMLESS = {"comments"}
MESSAGE_LENGTH = 1200


@pytest.mark.parametrize("name", FAMILIES)
def test_front_matter_has_a_bounded_cost(name: str, server: Server) -> None:
    """A file is refused with a bounded number of messages, in bounded time and memory, without quadratic growth."""
    costs = server.costs("front_matter", name)
    for cost in costs:
        assert cost.time <= TIME, cost
        assert cost.memory <= MEMORY, cost
        assert len(cost.result) <= 3 * (limits.PROBLEMS + 1)
        assert all(len(problem) < MESSAGE_LENGTH for problem in cost.result)
    assert bool(costs[-1].result) == (name not in HARMLESS)
    for smaller, larger in pairwise(costs):
        assert larger.time <= GROWTH * smaller.time + NOISE
