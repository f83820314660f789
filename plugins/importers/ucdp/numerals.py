"""Numerals: counts as readers expect them in running text, and lists of words."""

from __future__ import annotations

import re
from collections.abc import Sequence

SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
TEENS = ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def number(count: int) -> str:
    """Return a count as running text has it: words up to twelve, then digits.

    >>> number(3), number(1370)
    ('three', '1,370')
    """
    return SMALL[count] if count < len(SMALL) else f"{count:,}"


def counted(count: int, one: str, many: str) -> str:
    """Return a count with its noun: `one death`, `two deaths`."""
    return f"{number(count)} {one if count == 1 else many}"


def opening(text: str) -> str:
    """Return words as a sentence begins with them: a capital letter, and no digits.

    >>> opening("34 deaths"), opening("128 people")
    ('Thirty-four deaths', 'A total of 128 people')
    """
    match = re.match(r"(\d[\d,]*)( [^\d])", text)
    if match is None:
        return text[:1].upper() + text[1:]
    count = int(match[1].replace(",", ""))
    return f"{_spelled(count)}{text[match.end(1) :]}" if count < 100 else f"A total of {text}"


def _spelled(count: int) -> str:
    words = [*SMALL, *TEENS]
    if count < len(words):
        return words[count].capitalize()
    tens, ones = divmod(count, 10)
    return TENS[tens - 2].capitalize() + (f"-{SMALL[ones]}" if ones else "")


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does: `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
