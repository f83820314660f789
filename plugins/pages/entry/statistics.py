"""Figures: what an entry holds, in numbers: how many events and reports, from when to when, how many deaths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.catalogue import DatedEvent, EntryContents
from plugins.archive.model.death_totals import total_deaths
from plugins.archive.text.dates import DateSpan, Precision, parse_edtf
from plugins.pages.labels import when_text
from plugins.pages.phrases import plural

FINER: Mapping[Precision, tuple[Precision, ...]] = {"year": ("month", "day"), "month": ("day",), "day": ()}
"""The precisions that say more than another."""


class Statistic(msgspec.Struct, frozen=True):
    """A number with its label; `note` says what else must be known to read it; `long` values are words."""

    label: str
    value: str
    note: str = ""
    is_text: bool = False


class Statistics(msgspec.Struct, frozen=True):
    """The numbers of an entry; `deaths` tells whether deaths are among them, which must be explained."""

    items: tuple[Statistic, ...]
    has_deaths: bool = False


def statistics(kind: EntryKind, entry_id: str, held: EntryContents, lang: str) -> Statistics:
    """Return the numbers of an entry; each of its events counts once, however many entries within it name it."""
    deaths = tuple(_deaths(held.events))
    shown = (*_totals(kind, held), *_span(held, lang), *deaths)
    return Statistics((*shown, *(_standing(entry_id, held.events) if kind == "source" else ())), bool(deaths))


def _totals(kind: EntryKind, held: EntryContents) -> Iterator[Statistic]:
    """Say how much there is; a series is a run of reports, and has no events of its own."""
    if kind != "series":
        yield Statistic("Events", f"{len(held.events):,}")
    yield Statistic("Reports", f"{len(held.reports):,}")


def _span(held: EntryContents, lang: str) -> Iterator[Statistic]:
    """Say from when to when the events are, or the reports where there are no events."""
    if held.events:
        whole = time_span([dated.event.date for dated in held.events])
        yield Statistic("First to last event", when_text(whole, lang).text, is_text=True)
    elif held.reports:
        days = [report.date for report in held.reports]
        text = when_text(_between(min(days).isoformat(), max(days).isoformat()), lang).text
        yield Statistic("First to last report", text, is_text=True)


def time_span(dates: Iterable[DateSpan]) -> DateSpan:
    """Return the time from the first start to the last end of `dates`, at least one, each end as exact as is known.

    A year or month stands for itself only while no more exact date lies in it: of 2018 and 3 April 2018 the first is
    3 April 2018.
    """
    known = {when.text: when for when in dates}.values()
    starts = [parse_edtf(when.text.partition("/")[0]) if when.interval else when for when in known]
    ends = [parse_edtf(when.text.rpartition("/")[2]) if when.interval else when for when in known]
    first = _sharpest(min(starts, key=_beginning), starts, _beginning)
    return _between(first.text, _sharpest(min(ends, key=_ending), ends, _ending).text)


def _beginning(when: DateSpan) -> tuple[int, int]:
    """Order dates by their first day; of those that begin alike `~` goes last."""
    return when.first.toordinal(), len(when.text)


def _ending(when: DateSpan) -> tuple[int, int]:
    """Order dates by their last day, the last one first."""
    return -when.last.toordinal(), len(when.text)


def _sharpest(vague: DateSpan, points: Sequence[DateSpan], order: Callable[[DateSpan], tuple[int, int]]) -> DateSpan:
    """Return the first of the more exact dates within a vague one, and so on; the vague one where there are none."""
    finer = FINER[vague.precision]
    within = [p for p in points if p.precision in finer and vague.first <= p.first <= vague.last] if finer else []
    return _sharpest(min(within, key=order), points, order) if within else vague


def _between(first: str, last: str) -> DateSpan:
    return parse_edtf(first if first == last else f"{first}/{last}")


def _deaths(events: Sequence[DatedEvent]) -> Iterator[Statistic]:
    """Say the best sum of deaths, between which sums it lies, and of how many events any are recorded."""
    if found := total_deaths(events):
        lies = f"between {found.low:,} and {found.high:,}" if found.low != found.high else ""
        of = f"recorded for {found.events:,} of {plural(len(events), 'event')}"
        yield Statistic("Deaths, best estimate", f"{found.best:,}", ", ".join(filter(None, (lies, of))))


def _standing(source: str, events: Sequence[DatedEvent]) -> Iterator[Statistic]:
    """Say of how many events the source itself says that they were, and which were only read in what it published."""
    says = sum(source in dated.event.attributed_to for dated in events)
    for label, count in (("Attributed to it", says), ("Cited only", len(events) - says)):
        if count:
            yield Statistic(label, f"{count:,}", f"{_share(count, len(events))} of the events")


def _share(part: int, whole: int) -> str:
    """Write a share in percent; what is not quite nothing or all is not called so.

    >>> _share(1, 3), _share(1, 1000), _share(999, 1000), _share(0, 5)
    ('33%', 'under 1%', 'over 99%', '0%')
    """
    percent = round(100 * part / whole)
    if percent == 0 and part:
        return "under 1%"
    return "over 99%" if percent == 100 and part < whole else f"{percent}%"
