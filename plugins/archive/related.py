"""Related reports: what to check also, and why: shared series, events, actors, regions, tags, nearness in time."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from plugins.archive.catalogue import Catalogue, Key, report_keys
from plugins.archive.report import Event, Report

NEAREST = 12
"""Candidates taken on each side of a report in each list that it stands in; bounds the cost to n log n."""
WEIGHTS: Mapping[str, float] = {"event": 4.0, "actor": 1.0, "region": 1.0, "tag": 0.5, "series": 0.5}
"""How much a shared entry of each kind counts, before its rarity; events most, as they are the same story."""
HALF_LIFE = 30.0
"""Days after which nearness in time counts half."""
LEAST_SCORE = 1.0

Mark = tuple[Literal["event"], str]
StoryKey = Key | Mark


class Related(NamedTuple):
    """A related report, the entries it shares (the most telling first), whether it tells of one event, and the days."""

    report: Report
    shared: tuple[Key, ...]
    same_event: bool
    days: int


class RelatedReports:
    """Finds related reports in one catalogue; lists by entry are made once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._reports = catalogue.reports
        self._keys = [story_keys(report) for report in catalogue.reports]
        self._places = catalogue.places
        self._holders: dict[StoryKey, list[int]] = defaultdict(list)
        for place, keys in enumerate(self._keys):
            for key in keys:
                self._holders[key].append(place)
        self._ranks = {key: {place: n for n, place in enumerate(held)} for key, held in self._holders.items()}

    def to(self, report: Report, most: int = 4) -> list[Related]:
        """Return the `most` related reports of `report`, the closest first."""
        here = self._places[report.stem]
        found = [(self._score(here, other), other) for other in self._candidates(here)]
        best = sorted((-score, abs(other - here), other) for score, other in found if score >= LEAST_SCORE)
        return [self._related(here, other) for _, _, other in best[:most]]

    def _candidates(self, here: int) -> set[int]:
        near: set[int] = set()
        for key in self._keys[here]:
            rank = self._ranks[key][here]
            near.update(self._holders[key][max(0, rank - NEAREST) : rank + NEAREST + 1])
        return near - {here}

    def _score(self, here: int, other: int) -> float:
        shared = self._keys[here] & self._keys[other]
        weight = math.fsum(self._worth(key) for key in shared)
        return weight * (0.5 + 0.5 * 2 ** (-self._days(here, other) / HALF_LIFE))

    def _worth(self, key: StoryKey) -> float:
        return WEIGHTS[key[0]] * self._rarity(key)

    def _rarity(self, key: StoryKey) -> float:
        """Return how much it says to share `key`: much when few reports do, nearly nothing when all do."""
        return math.log((1 + len(self._reports)) / len(self._holders[key]))

    def _days(self, here: int, other: int) -> int:
        return abs((self._reports[here].date - self._reports[other].date).days)

    def _related(self, here: int, other: int) -> Related:
        shared = sorted(self._keys[here] & self._keys[other], key=lambda key: (-self._worth(key), key))
        entries = tuple(key for key in shared if key[0] != "event")
        return Related(self._reports[other], entries, len(entries) < len(shared), self._days(here, other))


def story_keys(report: Report) -> frozenset[StoryKey]:
    """Return what makes a report's story: its entries (sources aside), and its events' marks."""
    entries: set[StoryKey] = {key for key in report_keys(report) if key[0] != "source"}
    marks: set[StoryKey] = {("event", mark) for event in report.events for mark in event_marks(event)}
    return frozenset(entries | marks)


def event_marks(event: Event) -> Sequence[str]:
    """Return what two reports must share to tell of one event: an identifier, or day, place and a party."""
    named = [f"{scheme}:{value}" for scheme, value in event.identifiers]
    exact = event.date.precision == "day" and "/" in event.region
    parties = [f"{event.date.first}|{event.region}|{actor}" for actor in event.actors] if exact else []
    return named + parties
