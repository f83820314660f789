"""The events of a report by date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from plugins.archive.model.catalogue import DatedEvent, event_order
from plugins.archive.model.report import Report
from plugins.pages.labels import Labels
from plugins.pages.view_models import DateText, EventCard


class EventDay(msgspec.Struct, frozen=True):
    """The events of one date; `first` is the number of its first event on the page."""

    when: DateText
    first: int
    events: tuple[EventCard, ...]


def ordered_events(report: Report) -> list[DatedEvent]:
    """Return the events of a report in chronological order."""
    return sorted((DatedEvent(event, report, index) for index, event in enumerate(report.events)), key=event_order)


def event_days(events: Sequence[DatedEvent], labels: Labels) -> tuple[EventDay, ...]:
    """Group `events`, which are in chronological order, by date."""
    return tuple(_days([labels.event_card(dated) for dated in events]))


def _days(cards: Sequence[EventCard]) -> Iterator[EventDay]:
    number = 1
    for when, group in groupby(cards, key=lambda card: card.when):
        events = tuple(group)
        yield EventDay(when, number, events)
        number += len(events)
