"""Histogram: bars for the number of events and reports that begin in each day, month or year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from plugins.archive import urls as paths
from plugins.archive.model.catalogue import DatedEvent
from plugins.archive.model.report import Report
from plugins.archive.text.dates import parse_edtf
from plugins.pages.charts.svg import LinkArea, TableRow, describe_counts, rect
from plugins.pages.charts.ticks import Tick, axis_ticks
from plugins.pages.charts.time_axis import MAX_SLOTS, Axis, choose_axis
from plugins.pages.date_index import DateIndex, Start, StartCounts, count_starts
from plugins.pages.labels import DATE_FORMS, Labels, day_text, direction, when_text
from plugins.pages.view_models import Link

SLOT_WIDTH, BAR_GAP, HEIGHT = 10, 1, 200
"""Width of a slot, free space on either side of a bar, and height of the highest bar, in SVG units."""
MIN_SLOTS, NARROW_SLOTS = 7, 20
"""Slots that a chart has at least, so that a single bar stays narrow; below `NARROW_SLOTS` the chart is narrow."""
MIN_BAR_HEIGHT = 3
"""Height of the lowest bar, in SVG units, so that it is visible."""


class Histogram(msgspec.Struct, frozen=True, kw_only=True):
    """A bar chart in a box of `width` × `height` SVG units, stretched to its container, and the table behind it.

    `narrow` charts take less width. `unit` is the time that a bar covers (as 'month'). `periods` is the covered time in
    words, before and after a cut. `events`, `reports` and `cut` are SVG path data. `max_count` is the count of the
    highest bar, `max_label` its label. `rows` lists slots with entries only. `imprecise` counts the events whose dates
    are too imprecise for a bar; the table lists them.
    """

    narrow: bool
    unit: str
    periods: tuple[str, ...]
    width: int
    height: int
    events: str
    reports: str
    cut: str
    bars: tuple[LinkArea, ...]
    ticks: tuple[Tick, ...]
    max_count: int
    max_label: str
    rows: tuple[TableRow, ...]
    imprecise: int


def histogram(
    events: Sequence[DatedEvent], reports: Sequence[Report], labels: Labels, dates: DateIndex, query: str = ""
) -> Histogram | None:
    """Draw the starts of `events` and `reports`; None without either.

    `query` is a search filter (as `region=syria/homs`). With it, the table links each number of events to a search.
    Links also depend on which months have pages for their days. Costs 0.5 ms per 1,000 events or reports.
    """
    return _draw(count_starts(events, reports), labels, dates, query, MAX_SLOTS)


def archive_histogram(labels: Labels, dates: DateIndex, max_bars: int = MAX_SLOTS) -> Histogram | None:
    """Draw the starts of all events and reports in at most `max_bars` bars; costs a few milliseconds."""
    return _draw(dates.start_counts, labels, dates, "", max_bars)


def _draw(counts: StartCounts, labels: Labels, dates: DateIndex, query: str, max_bars: int) -> Histogram | None:
    axis = choose_axis(counts, max_bars)
    return HistogramDrawing(counts, axis, labels, dates, query).histogram() if axis else None


class HistogramDrawing:
    """Draws counts along an axis. A `number` counts the axis's unit from year 1; a `slot` is a position on the axis."""

    def __init__(self, counts: StartCounts, axis: Axis, labels: Labels, dates: DateIndex, query: str) -> None:
        self.axis = axis
        self.unit = axis.unit
        self.labels = labels
        self.dates = dates
        self.query = query
        self.counts = counts
        self.events, self.reports = (self._by_number(part) for part in (counts.events, counts.reports))
        self.totals = self.events + self.reports
        self.first_days = self._first_days()
        self.max_count = max(self.totals.values())
        self.length = max(MIN_SLOTS, axis.length)
        self.mirrored = direction(labels.lang) == "rtl"

    def _by_number(self, counts: Counter[Start]) -> Counter[int]:
        """Add up the counts of each number."""
        totals = Counter[int]()
        for (day, precision), count in counts.items():
            if precision in self.unit.precisions:
                totals[self.unit.number(day)] += count
        return totals

    def _first_days(self) -> dict[int, date]:
        """Map each number to its first day with entries. Bars of decades and centuries link to that day's year."""
        days = (day for day, precision in self.counts.starts() if precision in self.unit.precisions)
        return {self.unit.number(day): day for day in sorted(days, reverse=True)}

    def histogram(self) -> Histogram:
        """Return the chart with its table."""
        imprecise = [start for start in self.counts.starts() if start[1] not in self.unit.precisions]
        slots = list(self.axis.slots())
        return Histogram(
            narrow=self.length < NARROW_SLOTS,
            unit=self.unit.name,
            periods=tuple(self._period(*ends) for ends in self.axis.ranges()),
            width=self.length * SLOT_WIDTH,
            height=HEIGHT,
            events="".join(self._bar(slot, 0, self.events[n]) for slot, n in slots),
            reports="".join(self._bar(slot, self.events[n], self.reports[n]) for slot, n in slots),
            cut=self._cut(),
            bars=tuple(self._link_areas()),
            ticks=axis_ticks(self.axis, self.length, self.labels.lang),
            max_count=self.max_count,
            max_label=self._label(max(self.axis.numbers, key=lambda n: self.totals[n])),
            rows=(*self._rows(), *self._imprecise_rows(imprecise)),
            imprecise=sum(self.counts.events[start] for start in imprecise),
        )

    def _period(self, first: int, last: int | None = None) -> str:
        """Return the period of a number, or from one number to another, in words."""
        start, end = self._ends(first)[0], self._ends(first if last is None else last)[1]
        return when_text(parse_edtf(start if start == end else f"{start}/{end}"), self.labels.lang).text

    def _left(self, slot: int, width: int = SLOT_WIDTH) -> int:
        """Return the left edge of a slot; time runs from the right in right-to-left scripts."""
        left = slot * SLOT_WIDTH
        return self.length * SLOT_WIDTH - left - width if self.mirrored else left

    def _bar(self, slot: int, below: int, count: int) -> str:
        """Return the path of the part of a bar that shows `count`, on top of a part that shows `below`."""
        if not count:
            return ""
        bottom = min(self._height(below), HEIGHT - MIN_BAR_HEIGHT)
        top = max(self._height(below + count), bottom + MIN_BAR_HEIGHT)
        return rect(self._left(slot) + BAR_GAP, HEIGHT - top, SLOT_WIDTH - 2 * BAR_GAP, top - bottom)

    def _height(self, count: int) -> int:
        return round(count * HEIGHT / self.max_count)

    def _cut(self) -> str:
        """Return two slanted strokes at the foot of the cut, if there is one."""
        if not self.axis.cut:
            return ""
        left = self._left(self.axis.cut, 2 * SLOT_WIDTH)
        return "".join(f"M{left + x} {HEIGHT}l4-24" for x in (5, 11))

    def _link_areas(self) -> Iterator[LinkArea]:
        for slot, number in self.axis.slots():
            if self.totals[number]:
                yield LinkArea(self._href(number), self._label(number), rect(self._left(slot), 0, SLOT_WIDTH, HEIGHT))

    def _label(self, number: int) -> str:
        return describe_counts(self._period(number), self.events[number], self.reports[number])

    def _href(self, number: int) -> str:
        """Return the address of a day, month or year; for longer units that of the first year with entries."""
        day = self.first_days[number]
        path = self.dates.day_path(day) if self.unit.name == "day" else _path(day, self.unit.name)
        return self.labels.urls.href(path)

    def _rows(self) -> Iterator[TableRow]:
        """List the rows of all numbers with entries, in date order."""
        for number in self.axis.numbers:
            if self.totals[number]:
                events = self.events[number]
                search_url = self._search_url(*self._ends(number)) if events else ""
                yield TableRow(Link(self._period(number), self._href(number)), events, self.reports[number], search_url)

    def _imprecise_rows(self, starts: list[Start]) -> Iterator[TableRow]:
        """List the rows of the starts that are less precise than the axis."""
        for day, precision in sorted(starts):
            text = f"{day_text(day, self.labels.lang, DATE_FORMS[precision])} (exact date not known)"
            edtf = _edtf(day, precision)
            link = Link(text, self.labels.urls.href(_path(day, precision)))
            yield TableRow(link, self.counts.events[day, precision], 0, self._search_url(edtf, edtf))

    def _ends(self, number: int) -> tuple[str, str]:
        """Return the first and last day, month or year of a number, as EDTF."""
        if self.unit.name in DATE_FORMS:
            edtf = _edtf(self.unit.first(number), self.unit.name)
            return edtf, edtf
        return _edtf(self.unit.first(number), "year"), f"{self.unit.end_year(number):04d}"

    def _search_url(self, start: str, end: str) -> str:
        """Return the address of a search for the events from `start` to `end`; empty without `query`."""
        if not self.query:
            return ""
        filters = f"{self.query}&{paths.search_query(('from', start), ('to', end))}"
        return self.labels.urls.href(paths.search_results("events", filters))


def _path(day: date, unit: str) -> str:
    return paths.month(day.year, day.month) if unit == "month" else paths.year(day.year)


def _edtf(day: date, precision: str) -> str:
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]
