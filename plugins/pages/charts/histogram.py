"""The histogram: how many events and reports begin in each day, month or year of an axis, drawn as bars."""

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
"""A place on the axis, what of it on either side of a bar stays free, and the highest bar, in units of the drawing."""
MIN_SLOTS, NARROW_SLOTS = 7, 20
"""Places for which there is room at least, so that a bar is no wall; and below which the drawing is not so wide."""
MIN_BAR_HEIGHT = 3
"""What anything that is there is high at least, in units of the drawing: it must be seen."""


class Histogram(msgspec.Struct, frozen=True, kw_only=True):
    """A drawing of bars in a box of `width` × `height` units that is stretched to its place, and the table behind it.

    `few` asks for a smaller place. `unit` is what a bar stands for (as 'month'), `periods` the time that is drawn in
    words, before and after a cut. `events`, `reports` and `cut` are outlines as SVG writes them; `most` is what the
    highest bar stands for, and `most_words` says which that is. The table leaves out what holds nothing; `vague` counts
    the events that it names and the drawing can't place.
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
    """Draw when `events` and `reports` begin; None when there are none.

    `query` filters the search (as `region=syria/homs`) to which the table's numbers of events lead; without it they
    lead nowhere. Beside the dates it draws on which months are crowded, for their days have pages of their own. Costs
    0.5 ms for each 1,000 events or reports.
    """
    return _drawn(count_starts(events, reports), labels, dates, query, MAX_SLOTS)


def archive_histogram(labels: Labels, dates: DateIndex, max_bars: int = MAX_SLOTS) -> Histogram | None:
    """Draw when all events and reports of the archive begin, in at most `most` bars; costs a few milliseconds."""
    return _drawn(dates.start_counts, labels, dates, "", max_bars)


def _drawn(counted: StartCounts, labels: Labels, dates: DateIndex, query: str, most: int) -> Histogram | None:
    axis = choose_axis(counted, most)
    return HistogramDrawing(counted, axis, labels, dates, query).whole() if axis else None


class HistogramDrawing:
    """Draws what was counted along an axis."""

    def __init__(self, counted: StartCounts, axis: Axis, labels: Labels, dates: DateIndex, query: str) -> None:
        self.axis = axis
        self.labels = labels
        self.dates = dates
        self.query = query
        self.counted = counted
        self.events, self.reports = (self._by_number(part) for part in (counted.events, counted.reports))
        self.starts = self._starts()
        self.most = max((self.events + self.reports).values())
        self.length = max(MIN_SLOTS, axis.length)
        self.mirrored = direction(labels.lang) == "rtl"

    def _by_number(self, counts: Counter[Start]) -> Counter[int]:
        """Add up what begins in each number of the unit."""
        unit, added = self.axis.unit, Counter[int]()
        for (day, precision), count in counts.items():
            if precision in unit.precisions:
                added[unit.number(day)] += count
        return added

    def _starts(self) -> dict[int, date]:
        """Map each number to the first day on which anything of it begins, which tells where decades lead."""
        days = (day for day, precision in self.counted.starts() if precision in self.axis.unit.precisions)
        return {self.axis.unit.number(day): day for day in sorted(days, reverse=True)}

    def whole(self) -> Histogram:
        """Return the drawing with its table."""
        highest = max(self.axis.numbers, key=lambda n: self.events[n] + self.reports[n])
        vague = [start for start in self.counted.starts() if start[1] not in self.axis.unit.precisions]
        return Histogram(
            narrow=self.length < NARROW_SLOTS,
            unit=self.axis.unit.name,
            periods=tuple(self._period(*ends) for ends in self.axis.ranges()),
            width=self.length * SLOT_WIDTH,
            height=HEIGHT,
            events="".join(self._piece(place, 0, self.events[n]) for place, n in self.axis.slots()),
            reports="".join(self._piece(place, self.events[n], self.reports[n]) for place, n in self.axis.slots()),
            cut=self._cut(),
            bars=tuple(self._bars()),
            ticks=axis_ticks(self.axis, self.length, self.labels.lang),
            max_count=self.most,
            max_label=self._words(highest),
            rows=tuple(self._spans(vague)),
            imprecise=sum(self.counted.events[start] for start in vague),
        )

    def _period(self, first: int, last: int | None = None) -> str:
        """Write the time of a number, or from one to another, in words."""
        start, end = self._ends(first)[0], self._ends(first if last is None else last)[1]
        return when_text(parse_edtf(start if start == end else f"{start}/{end}"), self.labels.lang).text

    def _left(self, place: int, width: int = SLOT_WIDTH) -> int:
        """Return where a place begins; where one reads from the right, time runs from the right too."""
        left = place * SLOT_WIDTH
        return self.length * SLOT_WIDTH - left - width if self.mirrored else left

    def _piece(self, place: int, below: int, count: int) -> str:
        """Return the outline of the part of a bar that stands for `count` on top of `below`."""
        if not count:
            return ""
        bottom = min(self._height(below), HEIGHT - MIN_BAR_HEIGHT)
        top = max(self._height(below + count), bottom + MIN_BAR_HEIGHT)
        return rect(self._left(place) + BAR_GAP, HEIGHT - top, SLOT_WIDTH - 2 * BAR_GAP, top - bottom)

    def _height(self, count: int) -> int:
        return round(count * HEIGHT / self.most)

    def _cut(self) -> str:
        """Return two slanted strokes at the foot, where the axis is cut."""
        if not self.axis.cut:
            return ""
        left = self._left(self.axis.cut, 2 * SLOT_WIDTH)
        return "".join(f"M{left + at} {HEIGHT}l4-24" for at in (5, 11))

    def _bars(self) -> Iterator[LinkArea]:
        for place, number in self.axis.slots():
            if self.events[number] or self.reports[number]:
                outline = rect(self._left(place), 0, SLOT_WIDTH, HEIGHT)
                yield LinkArea(self._href(number), self._words(number), outline)

    def _words(self, number: int) -> str:
        return describe_counts(self._period(number), self.events[number], self.reports[number])

    def _href(self, number: int) -> str:
        """Lead to a day or month or year; longer ones to their first year that holds anything."""
        start = self.starts[number]
        if self.axis.unit.name == "day":
            return self.labels.urls.href(self.dates.day_path(start))
        return self.labels.urls.href(_path(start, "month" if self.axis.unit.name == "month" else "year"))

    def _spans(self, vague: list[Start]) -> Iterator[TableRow]:
        """List what holds anything in the order of time, then what is known less exactly than the axis goes."""
        for number in self.axis.numbers:
            if self.events[number] or self.reports[number]:
                link = Link(self._period(number), self._href(number))
                events = self.events[number]
                yield TableRow(link, events, self.reports[number], self._found(*self._ends(number)) if events else "")
        for day, precision in sorted(vague):
            words = f"{day_text(day, self.labels.lang, DATE_FORMS[precision])} (not known more exactly)"
            written = _edtf(day, precision)
            found = self._found(written, written)
            link = Link(words, self.labels.urls.href(_path(day, precision)))
            yield TableRow(link, self.counted.events[day, precision], 0, found)

    def _ends(self, number: int) -> tuple[str, str]:
        """Return the first and last day, month or year of a number, as EDTF."""
        unit = self.axis.unit
        if unit.name in DATE_FORMS:
            written = _edtf(unit.first(number), unit.name)
            return written, written
        return _edtf(unit.first(number), "year"), f"{unit.end_year(number):04d}"

    def _found(self, start: str, end: str) -> str:
        if not self.query:
            return ""
        filters = f"{self.query}&{paths.search_query(('from', start), ('to', end))}"
        return self.labels.urls.href(paths.search_results("events", filters))


def _path(day: date, precision: str) -> str:
    return paths.month(day.year, day.month) if precision == "month" else paths.year(day.year)


def _edtf(day: date, precision: str) -> str:
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]
