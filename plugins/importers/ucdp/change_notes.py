"""Change notes: the corrections of a digest whose events a later import of the data set changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from plugins.importers.merge import Change
from plugins.importers.ucdp.ged import GedEvent

MAX_EVENTS = 20
"""Events that a note describes; the others are counted."""
MAX_LENGTH = 900
"""Characters of a note; the schema allows 1,000."""


def correction_note(changes: Sequence[Change]) -> str:
    """Return what a report said before about the events that changed; empty if none did."""
    return _joined("The data set has changed.", changes)


def withdrawal_reason(changes: Sequence[Change]) -> str:
    """Return why a report has no events any more."""
    return _joined("The data set no longer has events here.", changes)


def _joined(opening: str, changes: Sequence[Change]) -> str:
    if not changes:
        return ""
    text = opening
    for number, sentence in enumerate(map(_sentence, changes)):
        if number == MAX_EVENTS or len(text) + len(sentence) > MAX_LENGTH:
            return f"{text} {len(changes) - number} more events changed."
        text += f" {sentence}"
    return text


def _sentence(change: Change) -> str:
    name = f"Event {change.old.id}"
    if change.new is None:
        return f"{name} was withdrawn."
    if change.moved_to:
        return f"{name} moved to {change.moved_to}."
    old, new = (msgspec.json.decode(row.data, type=GedEvent) for row in (change.old, change.new))
    return f"{name} changed: {'; '.join(_differences(old, new)) or 'its record in the data set'}."


def _differences(old: GedEvent, new: GedEvent) -> Iterator[str]:
    """Yield what an event said before in each respect in which it changed."""
    before, after = _facts(old), _facts(new)
    yield from (f"{words} {fact[:100]}" for words, fact in before.items() if after[words] != fact)
    if old.articles != new.articles:
        yield "its sources were others"


def _facts(event: GedEvent) -> dict[str, str]:
    deaths = event.deaths
    return {
        "deaths were": f"{deaths.best} ({deaths.low} to {deaths.high})",
        "the first side was": event.side_a,
        "the second side was": event.side_b,
        "the place was": event.place or event.division or event.country,
        "the last day was": event.last.isoformat(),
    }
