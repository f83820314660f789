"""Every body within the limits is read in bounded time and memory; every other one is refused."""

from itertools import pairwise

import pytest

from plugins.archive import limits
from tests.performance.bodies import BODIES, SIZES
from tests.performance.measure import Server

TIME, MEMORY, PROSE_TIME = 800, 200, 100
"""What a report may cost: units of reference work (0.01 s), MiB, and units for plain prose."""
WITHOUT_TEXT = {
    "empty lines",
    "references",
    "references, the same",
    "references that nothing uses",
    "references with an open title",
    "references without a target",
}
"""Bodies that print nothing: a reference is only used by links."""
GROWTH, NOISE = 12, 30
"""How many times as long four times the size may take (quadratic is 16), and units that are noise."""


@pytest.mark.parametrize("name", BODIES)
def test_a_body_has_a_bounded_cost(name: str, server: Server) -> None:
    """At four sizes up to the limit, a body is read or refused in bounded time and memory, without quadratic growth."""
    costs = server.costs("bodies", name)
    for cost in costs:
        assert cost.time <= TIME, cost
        assert cost.memory <= MEMORY, cost
        size, html, problems = cost.result
        assert html <= limits.HTML_EXPANSION * size, cost
        assert html or problems or name in WITHOUT_TEXT, "it printed nothing, without a message"
    for smaller, larger in pairwise(costs):
        assert larger.time <= GROWTH * max(smaller.time, 1) + NOISE


@pytest.mark.parametrize("name", [name for name in BODIES if name.startswith("prose")])
def test_prose_is_accepted_at_any_length(name: str, server: Server) -> None:
    """Prose up to the limit is read quickly, whatever its paragraphs."""
    costs = server.costs("bodies", name)
    assert [cost.result[2] for cost in costs] == [[]] * len(SIZES)
    assert costs[-1].result[0] > limits.REPORT_BYTES * 0.97
    assert all(cost.time <= PROSE_TIME for cost in costs)
