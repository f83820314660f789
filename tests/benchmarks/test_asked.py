"""What search may cost: an excess is told, what is within bounds is not."""

import pytest

from benchmarks.asked import Asked
from plugins.commands.measure.bench_search import MOST_CHOSEN, MOST_TYPED, SOONEST, excess

PAGE = 50_000


@pytest.mark.parametrize(
    ("typed", "first", "milliseconds", "taken", "told"),
    [
        (True, True, SOONEST, MOST_TYPED, []),
        (True, True, SOONEST + 1, MOST_TYPED + 1, ["500,001 bytes", "301 ms"]),
        (True, False, 1, 9 * MOST_TYPED, []),
        (False, True, 9 * SOONEST, MOST_CHOSEN, []),
        (False, True, 1, MOST_CHOSEN + 1, ["300,001 bytes"]),
    ],
)
def test_an_excess_is_told(typed: bool, first: bool, milliseconds: int, taken: int, told: list[str]) -> None:
    """Words have 300 ms and 500 kB, choices without words 300 kB, the page itself not counted."""
    words = list(excess(Asked("x", typed, first, milliseconds, taken + PAGE, PAGE, 9)))
    assert len(words) == len(told)
    assert all(part in line for part, line in zip(told, words, strict=True))
