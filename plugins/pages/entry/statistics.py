"""Figures: what an entry holds, in numbers: how many events and reports, from when to when, how many deaths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from plugins.archive.model.catalogue import DatedEvent, Holdings
from plugins.archive.model.death_totals import toll
from plugins.archive.model.entries import EntryKind
from plugins.archive.text.dates import Precision, When, parse_when
from plugins.pages.labels import Labels, when_text
from plugins.pages.phrases import plural

FINER: Mapping[Precision, tuple[Precision, ...]] = {"year": ("month", "day"), "month": ("day",), "day": ()}
"""The precisions that say more than another."""


class Figure(msgspec.Struct, frozen=True):
    """A number with its label; `note` says what else must be known to read it; `long` values are words."""

    label: str
    value: str
    note: str = ""
    long: bool = False


class Figures(msgspec.Struct, frozen=True):
    """The numbers of an entry; `deaths` tells whether deaths are among them, which must be explained."""

    all: tuple[Figure, ...]
    deaths: bool = False


def figures(kind: EntryKind, entry_id: str, held: Holdings, labels: Labels) -> Figures:
    """Return the numbers of an entry; each of its events counts once, however many entries within it name it."""
    deaths = tuple(_deaths(held.events))
    shown = (*_totals(kind, held), *_span(held, labels.lang), *deaths)
    return Figures((*shown, *(_standing(entry_id, held.events) if kind == "source" else ())), bool(deaths))


def _totals(kind: EntryKind, held: Holdings) -> Iterator[Figure]:
    """Say how much there is; a series is a run of reports, and has no events of its own."""
    if kind != "series":
        yield Figure("Events", f"{len(held.events):,}")
    yield Figure("Reports", f"{len(held.reports):,}")


def _span(held: Holdings, lang: str) -> Iterator[Figure]:
    """Say from when to when the events are, or the reports where there are no events."""
    if held.events:
        whole = span([dated.event.date for dated in held.events])
        yield Figure("First to last event", when_text(whole, lang).text, long=True)
    elif held.reports:
        days = [report.date for report in held.reports]
        text = when_text(_between(min(days).isoformat(), max(days).isoformat()), lang).text
        yield Figure("First to last report", text, long=True)


def span(dates: Iterable[When]) -> When:
    """Return the time from the first start to the last end of `dates`, at least one, each end as exact as is known.

    A year or month stands for itself only while no more exact date lies in it: of 2018 and 3 April 2018 the first is
    3 April 2018.
    """
    known = {when.text: when for when in dates}.values()
    starts = [parse_when(when.text.partition("/")[0]) if when.interval else when for when in known]
    ends = [parse_when(when.text.rpartition("/")[2]) if when.interval else when for when in known]
    first = _sharpest(min(starts, key=_beginning), starts, _beginning)
    return _between(first.text, _sharpest(min(ends, key=_ending), ends, _ending).text)


def _beginning(when: When) -> tuple[int, int]:
    """Order dates by their first day; of those that begin alike `~` goes last."""
    return when.first.toordinal(), len(when.text)


def _ending(when: When) -> tuple[int, int]:
    """Order dates by their last day, the last one first."""
    return -when.last.toordinal(), len(when.text)


def _sharpest(vague: When, points: Sequence[When], order: Callable[[When], tuple[int, int]]) -> When:
    """Return the first of the more exact dates within a vague one, and so on; the vague one where there are none."""
    finer = FINER[vague.precision]
    within = [p for p in points if p.precision in finer and vague.first <= p.first <= vague.last] if finer else []
    return _sharpest(min(within, key=order), points, order) if within else vague


def _between(first: str, last: str) -> When:
    return parse_when(first if first == last else f"{first}/{last}")


def _deaths(events: Sequence[DatedEvent]) -> Iterator[Figure]:
    """Say the best sum of deaths, between which sums it lies, and of how many events any are recorded."""
    if found := toll(events):
        lies = f"between {found.low:,} and {found.high:,}" if found.low != found.high else ""
        of = f"recorded for {found.events:,} of {plural(len(events), 'event')}"
        yield Figure("Deaths, best estimate", f"{found.best:,}", ", ".join(filter(None, (lies, of))))


def _standing(source: str, events: Sequence[DatedEvent]) -> Iterator[Figure]:
    """Say of how many events the source itself says that they were, and which were only read in what it published."""
    says = sum(source in dated.event.attributed_to for dated in events)
    for label, count in (("Attributed to it", says), ("Cited only", len(events) - says)):
        if count:
            yield Figure(label, f"{count:,}", f"{_share(count, len(events))} of the events")


def _share(part: int, whole: int) -> str:
    """Write a share in percent; what is not quite nothing or all is not called so.

    >>> _share(1, 3), _share(1, 1000), _share(999, 1000), _share(0, 5)
    ('33%', 'under 1%', 'over 99%', '0%')
    """
    percent = round(100 * part / whole)
    if percent == 0 and part:
        return "under 1%"
    return "over 99%" if percent == 100 and part < whole else f"{percent}%"
