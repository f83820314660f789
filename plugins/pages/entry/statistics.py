"""The statistics of a registry entry: its numbers of events and reports, its period, its deaths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.catalogue import DatedEvent, EntryContents
from plugins.archive.model.death_totals import total_deaths
from plugins.archive.text.dates import DateSpan, Precision, parse_edtf
from plugins.archive.text.plurals import plural
from plugins.pages.labels import when_text

FINER: Mapping[Precision, tuple[Precision, ...]] = {"year": ("month", "day"), "month": ("day",), "day": ()}
"""The finer precisions of each precision."""


class Statistic(msgspec.Struct, frozen=True):
    """A value with its label; `note` explains the value. `is_text` is true if the value is not a number."""

    label: str
    value: str
    note: str = ""
    is_text: bool = False


class Statistics(msgspec.Struct, frozen=True):
    """The statistics of an entry. `has_deaths` is true if they include deaths, which need an explanation."""

    items: tuple[Statistic, ...]
    has_deaths: bool = False


def statistics(kind: EntryKind, entry_id: str, contents: EntryContents, lang: str) -> Statistics:
    """Return the statistics of an entry. An event of several of its parts counts once."""
    deaths = tuple(_deaths(contents.events))
    attribution = _attribution(entry_id, contents.events) if kind == "source" else ()
    return Statistics((*_totals(kind, contents), *_period(contents, lang), *deaths, *attribution), bool(deaths))


def _totals(kind: EntryKind, contents: EntryContents) -> Iterator[Statistic]:
    """Return the number of events and of reports; a series has no events of its own."""
    if kind != "series":
        yield Statistic("Events", f"{len(contents.events):,}")
    yield Statistic("Reports", f"{len(contents.reports):,}")


def _period(contents: EntryContents, lang: str) -> Iterator[Statistic]:
    """Return the period of the events, or of the reports if there are no events."""
    if contents.events:
        period = time_span([dated.event.date for dated in contents.events])
        yield Statistic("First to last event", when_text(period, lang).text, is_text=True)
    elif contents.reports:
        days = [report.date for report in contents.reports]
        period = _between(min(days).isoformat(), max(days).isoformat())
        yield Statistic("First to last report", when_text(period, lang).text, is_text=True)


def time_span(dates: Iterable[DateSpan]) -> DateSpan:
    """Return the span from the first start to the last end of `dates`, which are not empty.

    A year or month is replaced by a more precise date within it: the first of 2018 and 3 April 2018 is 3 April 2018.
    """
    unique = {span.text: span for span in dates}.values()
    starts = [parse_edtf(span.text.partition("/")[0]) if span.interval else span for span in unique]
    ends = [parse_edtf(span.text.rpartition("/")[2]) if span.interval else span for span in unique]
    first = _most_precise(min(starts, key=_start_key), starts, _start_key)
    return _between(first.text, _most_precise(min(ends, key=_end_key), ends, _end_key).text)


def _start_key(span: DateSpan) -> tuple[int, int]:
    """Sort dates by their first day; an approximate date follows the exact one."""
    return span.first.toordinal(), len(span.text)


def _end_key(span: DateSpan) -> tuple[int, int]:
    """Sort dates by their last day, latest first."""
    return -span.last.toordinal(), len(span.text)


def _most_precise(span: DateSpan, dates: Sequence[DateSpan], key: Callable[[DateSpan], tuple[int, int]]) -> DateSpan:
    """Return the first of the most precise `dates` within `span`, or `span` if there are none."""
    finer = FINER[span.precision]
    within = [each for each in dates if each.precision in finer and span.first <= each.first <= span.last]
    return _most_precise(min(within, key=key), dates, key) if within else span


def _between(first: str, last: str) -> DateSpan:
    return parse_edtf(first if first == last else f"{first}/{last}")


def _deaths(events: Sequence[DatedEvent]) -> Iterator[Statistic]:
    """Return the total of the best estimates, with its range and the number of events that have estimates."""
    if total := total_deaths(events):
        limits = f"between {total.low:,} and {total.high:,}" if total.low != total.high else ""
        coverage = f"recorded for {total.events:,} of {plural(len(events), 'event')}"
        yield Statistic("Deaths, best estimate", f"{total.best:,}", ", ".join(filter(None, (limits, coverage))))


def _attribution(source: str, events: Sequence[DatedEvent]) -> Iterator[Statistic]:
    """Return the number of events that are attributed to a source, and of events that only cite it."""
    attributed = sum(source in dated.event.attributed_to for dated in events)
    for label, count in (("Attributed to it", attributed), ("Cited only", len(events) - attributed)):
        if count:
            yield Statistic(label, f"{count:,}", f"{_share(count, len(events))} of the events")


def _share(part: int, total: int) -> str:
    """Write a share in percent; only an empty share is 0% and only a full one is 100%.

    >>> _share(1, 3), _share(1, 1000), _share(999, 1000), _share(0, 5)
    ('33%', 'under 1%', 'over 99%', '0%')
    """
    percent = round(100 * part / total)
    if percent == 0 and part:
        return "under 1%"
    return "over 99%" if percent == 100 and part < total else f"{percent}%"
