"""Related reports: what to check also, and why: shared series, events, actors, regions, tags, nearness in time."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from plugins.archive.model.catalogue import Catalogue, EntryKey, report_entry_keys
from plugins.archive.model.report import Event, Report

NEIGHBOURS_PER_LIST = 12
"""Candidates taken on each side of a report in each list that it stands in; bounds the cost to n log n."""
WEIGHTS: Mapping[str, int] = {"event": 8, "actor": 2, "region": 2, "tag": 1, "series": 1}
"""How much a shared entry of each kind counts, times its rarity; events most, as they are the same story."""
HALF_LIFE = 30.0
"""Days after which nearness in time counts half."""
LEAST_SCORE = 3.0

EventSignature = tuple[Literal["event"], str]
SimilarityKey = EntryKey | EventSignature


class Related(msgspec.Struct, frozen=True, array_like=True):
    """What is related to a report: the other's stem, the entries they share (the most telling first), and the days.

    `same_event` tells whether both tell of one event.
    """

    stem: str
    shared: tuple[EntryKey, ...]
    same_event: bool
    days: int


class RelatedReports:
    """Finds related reports in one catalogue; lists by entry are made once.

    What is related to a report depends on its near neighbours in each list and on the order of magnitude of the lists'
    lengths alone, so a new report changes few others.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._reports = catalogue.reports
        self._keys = [sorted(similarity_keys(report)) for report in catalogue.reports]
        self._places = catalogue.positions
        self._days = [report.date.toordinal() for report in catalogue.reports]
        self._holders: dict[SimilarityKey, list[int]] = defaultdict(list)
        for place, keys in enumerate(self._keys):
            for key in keys:
                self._holders[key].append(place)
        self._worth = {key: self._weigh(key, len(held)) for key, held in self._holders.items()}

    def _weigh(self, key: SimilarityKey, held: int) -> int:
        """Return how much it says to share `key`: much when few reports do, nothing when about all do."""
        return WEIGHTS[key[0]] * ((1 + len(self._reports)).bit_length() - held.bit_length())

    def find_related(self, report: Report, most: int = 4) -> list[Related]:
        """Return the `most` related reports of `report`, the closest first."""
        here = self._places[report.stem]
        weights = self._weights(here)
        # Nearness takes half of a weight at the most, so what weighs less than half of the last one shown can't win.
        least = max(LEAST_SCORE, min(heapq.nlargest(most, weights.values()), default=0) / 2)
        hopeful = [(weight, other) for other, weight in weights.items() if weight >= least]
        scores = ((self._nearness(self._apart(here, other)) * weight, other) for weight, other in hopeful)
        ranked = sorted((-score, self._apart(here, other), other) for score, other in scores if score >= LEAST_SCORE)
        return [self._related(here, other) for _, _, other in ranked[:most]]

    def find_all_related(self, reports: Iterable[Report]) -> dict[str, list[Related]]:
        """Return what is related to each of `reports`."""
        return {report.stem: self.find_related(report) for report in reports}

    def _weights(self, here: int) -> dict[int, int]:
        """Weigh every candidate by the keys in whose lists it stands near."""
        weights: dict[int, int] = {}
        for key in self._keys[here]:
            if worth := self._worth[key]:
                held = self._holders[key]
                rank = bisect_left(held, here)
                for other in held[max(0, rank - NEIGHBOURS_PER_LIST) : rank + NEIGHBOURS_PER_LIST + 1]:
                    weights[other] = weights.get(other, 0) + worth
        weights.pop(here, None)
        return weights

    def _nearness(self, days: int) -> float:
        return float(0.5 + 0.5 * 2.0 ** (-days / HALF_LIFE))

    def _related(self, here: int, other: int) -> Related:
        common = set(self._keys[here]).intersection(self._keys[other])
        shared = sorted(common, key=lambda key: (-self._worth[key], key))
        entries = tuple(key for key in shared if key[0] != "event")
        return Related(self._reports[other].stem, entries, len(entries) < len(shared), self._apart(here, other))

    def _apart(self, here: int, other: int) -> int:
        """Return the days between two reports."""
        return abs(self._days[here] - self._days[other])


Relations = Mapping[str, Sequence[Related]]
"""What is related to each report of an archive, by its stem."""


def find_relations(catalogue: Catalogue) -> Relations:
    """Find what is related to each report; depends on the reports' stems, dates and story keys alone."""
    return RelatedReports(catalogue).find_all_related(catalogue.reports)


def similarity_keys(report: Report) -> frozenset[SimilarityKey]:
    """Return what makes a report's story: its entries (sources aside), and its events' marks."""
    entries: set[SimilarityKey] = {key for key in report_entry_keys(report) if key[0] != "source"}
    marks: set[SimilarityKey] = {("event", mark) for event in report.events for mark in event_signatures(event)}
    return frozenset(entries | marks)


def event_signatures(event: Event) -> Sequence[str]:
    """Return what two reports must share to tell of one event: an identifier, or day, place and a party."""
    named = [f"{scheme}:{value}" for scheme, value in event.identifiers]
    exact = event.date.precision == "day" and "/" in event.region
    parties = [f"{event.date.first}|{event.region}|{actor}" for actor in event.actors] if exact else []
    return named + parties
