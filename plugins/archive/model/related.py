"""Related reports: reports that share a series, events, actors, regions or tags, and are close in time."""

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
"""Candidates on each side of a report in each list that contains it. This bounds the cost to n log n."""
WEIGHTS: Mapping[str, int] = {"event": 8, "actor": 2, "region": 2, "tag": 1, "series": 1}
"""The weight of a shared entry of each kind, multiplied by its rarity. A shared event means the same story."""
HALF_LIFE = 30.0
"""Days after which closeness in time counts half."""
LEAST_SCORE = 3.0

EventSignature = tuple[Literal["event"], str]
SimilarityKey = EntryKey | EventSignature


class Related(msgspec.Struct, frozen=True, array_like=True):
    """A related report: its stem, the shared entries (the most significant first), and the days between the reports.

    `same_event` means that both report the same event.
    """

    stem: str
    shared: tuple[EntryKey, ...]
    same_event: bool
    days: int


class RelatedReports:
    """Finds related reports in one catalogue.

    The result for a report depends only on its neighbours in each list and on the order of magnitude of the lists'
    lengths, so a new report changes few results.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._reports = catalogue.reports
        self._keys = [sorted(similarity_keys(report)) for report in catalogue.reports]
        self._positions = catalogue.positions
        self._days = [report.date.toordinal() for report in catalogue.reports]
        self._lists: dict[SimilarityKey, list[int]] = defaultdict(list)
        for index, keys in enumerate(self._keys):
            for key in keys:
                self._lists[key].append(index)
        self._key_weights = {key: self._weigh(key, len(reports)) for key, reports in self._lists.items()}

    def _weigh(self, key: SimilarityKey, count: int) -> int:
        """Return the weight of a key of `count` reports: high if it is rare, 0 if about all reports share it."""
        return WEIGHTS[key[0]] * ((1 + len(self._reports)).bit_length() - count.bit_length())

    def find_related(self, report: Report, most: int = 4) -> list[Related]:
        """Return at most `most` related reports, the closest first."""
        index = self._positions[report.stem]
        weights = self._candidates(index)
        # Distance in time at most halves a weight, so lighter candidates than half the last one shown cannot win.
        least = max(LEAST_SCORE, min(heapq.nlargest(most, weights.values()), default=0) / 2)
        candidates = [(weight, other) for other, weight in weights.items() if weight >= least]
        scores = ((self._nearness(self._days_between(index, other)) * weight, other) for weight, other in candidates)
        ranked = sorted(
            (-score, self._days_between(index, other), other) for score, other in scores if score >= LEAST_SCORE
        )
        return [self._related(index, other) for _, _, other in ranked[:most]]

    def find_all_related(self, reports: Iterable[Report]) -> dict[str, list[Related]]:
        """Return the related reports of each of `reports`, by stem."""
        return {report.stem: self.find_related(report) for report in reports}

    def _candidates(self, index: int) -> dict[int, int]:
        """Return the neighbours of a report in all its lists, each with the sum of the lists' weights."""
        weights: dict[int, int] = {}
        for key in self._keys[index]:
            if weight := self._key_weights[key]:
                reports = self._lists[key]
                rank = bisect_left(reports, index)
                for other in reports[max(0, rank - NEIGHBOURS_PER_LIST) : rank + NEIGHBOURS_PER_LIST + 1]:
                    weights[other] = weights.get(other, 0) + weight
        weights.pop(index, None)
        return weights

    def _nearness(self, days: int) -> float:
        return float(0.5 + 0.5 * 2.0 ** (-days / HALF_LIFE))

    def _related(self, index: int, other: int) -> Related:
        common = set(self._keys[index]).intersection(self._keys[other])
        shared = sorted(common, key=lambda key: (-self._key_weights[key], key))
        entries = tuple(key for key in shared if key[0] != "event")
        return Related(self._reports[other].stem, entries, len(entries) < len(shared), self._days_between(index, other))

    def _days_between(self, index: int, other: int) -> int:
        return abs(self._days[index] - self._days[other])


Relations = Mapping[str, Sequence[Related]]
"""The related reports of each report, by stem."""


def similarity_keys(report: Report) -> frozenset[SimilarityKey]:
    """Return what is compared between reports: their entries except sources, and the signatures of their events."""
    entries: set[SimilarityKey] = {key for key in report_entry_keys(report) if key[0] != "source"}
    signatures: set[SimilarityKey] = {
        ("event", signature) for event in report.events for signature in event_signatures(event)
    }
    return frozenset(entries | signatures)


def event_signatures(event: Event) -> Sequence[str]:
    """Return strings that are equal for the same event in two reports: identifiers, and day with region and actor."""
    identifiers = [f"{scheme}:{value}" for scheme, value in event.own_identifiers]
    exact = event.date.precision == "day" and "/" in event.region
    participants = [f"{event.date.first}|{event.region}|{actor}" for actor in event.actors] if exact else []
    return identifiers + participants
