"""Plurals: numbers with their nouns."""

from __future__ import annotations


def plural(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun.

    >>> plural(1, "event"), plural(2, "event")
    ('1 event', '2 events')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
