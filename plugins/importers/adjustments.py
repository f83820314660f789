"""Adjustments: what an import changed in the values of a file, with the numbers of the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from plugins.archive.text.plurals import plural

Adjustment = Literal[
    "estimates", "deaths", "dates", "end", "characters", "scripts", "precision", "violence", "repeated", "length"
]
TEXTS: dict[Adjustment, str] = {
    "estimates": "the estimates were not in ascending order; the low or the high one was set to the best one",
    "deaths": "an estimate was missing; it was taken from the other columns of the row",
    "dates": "the event ended before it began; the two dates were exchanged",
    "end": "the end date was missing; it was set to the start date",
    "characters": "damaged or invisible characters were repaired",
    "scripts": "words with letters of two scripts were written in one script",
    "precision": "a code of precision was not one of the codebook and was left out",
    "violence": "the type of violence was missing or not one of the codebook; it was taken from the sides",
    "repeated": "the row repeats an earlier row and was left out",
    "length": "a text was longer than a report can hold and was cut",
}
MAX_ROWS = 20
"""Row numbers that are listed for each kind of adjustment."""


@dataclass(frozen=True, slots=True)
class Adjustments:
    """The number of adjusted rows of each kind, and the numbers of the first ones, 1 for the header."""

    counts: dict[Adjustment, int] = field(default_factory=dict)
    rows: dict[Adjustment, list[int]] = field(default_factory=dict)

    def add(self, kind: Adjustment, row: int) -> None:
        """Record an adjustment; several of one kind in one row count once."""
        listed = self.rows.setdefault(kind, [])
        if listed[-1:] == [row]:
            return
        if len(listed) >= MAX_ROWS:
            listed[MAX_ROWS:] = [row]  # the last one, to recognise it
        else:
            listed.append(row)
        self.counts[kind] = self.counts.get(kind, 0) + 1

    def lines(self) -> Iterator[str]:
        """Yield one line for each kind."""
        for kind, text in TEXTS.items():
            if count := self.counts.get(kind):
                shown = self.rows[kind][:MAX_ROWS]
                more = f" and {count - len(shown):,} more" if count > len(shown) else ""
                yield f"{plural(count, 'row')} adjusted: {text} ({listing('row', shown)}{more})"


def listing(noun: str, numbers: list[int]) -> str:
    """Return `row 7` or `rows 7, 9`."""
    return f"{noun}{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}"
