"""What search may cost: an excess is told, what is within bounds is not."""

import pytest

from benchmarks.asked import SearchTiming
from plugins.commands.measure.bench_search import MAX_CHOICE_BYTES, MAX_MILLISECONDS, MAX_TYPED_BYTES, violations

PAGE = 50_000


@pytest.mark.parametrize(
    ("typed", "first", "milliseconds", "taken", "told"),
    [
        (True, True, MAX_MILLISECONDS, MAX_TYPED_BYTES, []),
        (True, True, MAX_MILLISECONDS + 1, MAX_TYPED_BYTES + 1, ["500,001 bytes", "301 ms"]),
        (True, False, 1, 9 * MAX_TYPED_BYTES, []),
        (False, True, 9 * MAX_MILLISECONDS, MAX_CHOICE_BYTES, []),
        (False, True, 1, MAX_CHOICE_BYTES + 1, ["300,001 bytes"]),
    ],
)
def test_an_excess_is_told(typed: bool, first: bool, milliseconds: int, taken: int, told: list[str]) -> None:
    """Words have 300 ms and 500 kB, choices without words 300 kB, the page itself not counted."""
    words = list(violations(SearchTiming("x", typed, first, milliseconds, taken + PAGE, PAGE, 9)))
    assert len(words) == len(told)
    assert all(part in line for part, line in zip(told, words, strict=True))
