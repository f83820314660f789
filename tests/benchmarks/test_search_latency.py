"""The limits of `bench-search`: exceeded limits are described, others are not."""

import pytest

from benchmarks.search_latency import SearchTiming
from plugins.commands.measure.bench_search import MAX_CHOICE_BYTES, MAX_MILLISECONDS, MAX_TYPED_BYTES, violations

PAGE_BYTES = 50_000


@pytest.mark.parametrize(
    ("typed", "first", "milliseconds", "size", "expected"),
    [
        (True, True, MAX_MILLISECONDS, MAX_TYPED_BYTES, []),
        (True, True, MAX_MILLISECONDS + 1, MAX_TYPED_BYTES + 1, ["500,001 bytes", "301 ms"]),
        (True, False, 1, 9 * MAX_TYPED_BYTES, []),
        (False, True, 9 * MAX_MILLISECONDS, MAX_CHOICE_BYTES, []),
        (False, True, 1, MAX_CHOICE_BYTES + 1, ["300,001 bytes"]),
    ],
)
def test_violations(typed: bool, first: bool, milliseconds: int, size: int, expected: list[str]) -> None:
    """Words have limits of 300 ms and 500 kB, filters one of 300 kB; the page itself does not count."""
    timing = SearchTiming("x", typed, first, milliseconds, size + PAGE_BYTES, PAGE_BYTES, 9)
    lines = list(violations(timing))
    assert len(lines) == len(expected)
    assert all(part in line for part, line in zip(expected, lines, strict=True))
