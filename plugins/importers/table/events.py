"""Events: rows converted to events with their sources according to a map."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from plugins.archive import limits
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.registry import lineage
from plugins.archive.model.report import EVENT_ID, Citation, Deaths, Event
from plugins.archive.schema.field_types import URL
from plugins.archive.text.characters import find_deceptive
from plugins.archive.text.dates import DateSpan, parse_edtf
from plugins.archive.text.slugs import slugify
from plugins.importers.markdown import escape
from plugins.importers.table.columns import Template, first_filled, names_in
from plugins.importers.table.dates import DateReader, date_text
from plugins.importers.table.map import CitationColumns, TableMap
from plugins.importers.table.names import Names
from plugins.importers.table.row import PAIR, Row
from plugins.importers.text_repair import repair

HASH_LENGTH = 8
MAX_RAW_ID = 200
"""Characters of an identifier of an event."""
LENGTHS = {"title": 300, "summary": 1000, "place": 300, "source title": 500, "author": 300, "note": 500}
"""Characters of texts; longer ones are cut off, which the import reports."""
NO_DATE = parse_edtf("0001")


class ReportTexts(msgspec.Struct, frozen=True, omit_defaults=True):
    """The texts of a report of one row, and the value of a report for each value of a column."""

    title: str = ""
    summary: str = ""
    body: str = ""
    value: str = ""


class TableEvent(msgspec.Struct, frozen=True, omit_defaults=True):
    """An event with its sources, from which its report can be written again. `event.sources` is empty."""

    event: Event
    citations: tuple[Citation, ...] = ()
    report: ReportTexts = ReportTexts()

    def entry_ids(self) -> Iterator[tuple[EntryKind, str]]:
        """List the registry entries that the event and its sources name, with the regions that contain its region."""
        yield from (("region", region) for region in lineage(self.event.region))
        yield from (("tag", one) for one in (self.event.type, *self.event.tags))
        yield from (("actor", one) for one in self.event.actors)
        yield from (("source", one) for one in self.event.attributed_to)
        yield from (("source", citation.publisher) for citation in self.citations)


@dataclass(slots=True)
class EventReader:
    """Turns rows into events. `adjusted` counts the texts that were changed."""

    table: TableMap
    dates: DateReader
    names: Names
    adjusted: Counter[str] = field(default_factory=Counter)

    def read(self, row: Row) -> TableEvent | None:
        """Return the event of a row; None after adding problems to the row, or unknown values to `names`."""
        columns = self.table.event
        span = self.dates.span(row, columns.date)
        if span and span.last.year - span.first.year > limits.EVENT_YEARS:
            row.error(columns.date.column, f"'{span.text}' is longer than {limits.EVENT_YEARS} years", "correct it")
        prefix, raw_id = f"{self.table.dataset}-", self._raw_id(row)
        event = Event(
            id=prefix + slug(raw_id, EVENT_ID.maximum - len(prefix)),
            date=span or NO_DATE,
            type="",
            region="",
            place=self._text(row, columns.place, "place"),
            coordinates=self._coordinates(row),
            place_precision=int(row.code(columns.place_precision) or 0) or None,
            summary=self._text(row, columns.summary, "summary"),
            credibility=int(row.code(columns.credibility) or 6),
            deaths=self._deaths(row),
            identifiers=((self.table.dataset, raw_id),) if columns.id else (),
        )
        if not event.summary:
            names = ", ".join(name for template in columns.summary for name in template.names)
            row.error("", f"has no summary: one of {names} is empty", "fill it in, or add a template to the map")
        report = self._report(row, span)
        citations = [self._citation(row, source) for source in self.table.sources]
        return None if row.problems else self._with_names(row, event, report, citations)

    def _with_names(
        self, row: Row, event: Event, report: ReportTexts, citations: Sequence[Citation | None]
    ) -> TableEvent | None:
        """Add the registry's entries. This comes last, because only good rows may add entries to it."""
        columns, names = self.table.event, self.names
        misses = names.misses
        region = names.region(row, columns.region)
        types = names.ids(row, "type", [columns.type])
        event = msgspec.structs.replace(
            event,
            region=region,
            type=types[0] if types else "",
            actors=names.ids(row, "actor", columns.actors),
            tags=names.ids(row, "tag", columns.tags),
            attributed_to=names.ids(row, "source", columns.attributed_to),
        )
        published = tuple(
            msgspec.structs.replace(citation, publisher=publisher)
            for citation, source in zip(citations, self.table.sources, strict=True)
            if citation
            for publisher in names.ids(row, "source", [source.publisher])
        )
        if names.misses == misses:
            self._check_names(row, event, types)
        return TableEvent(event, published, report) if region and types and not row.problems else None

    def _check_names(self, row: Row, event: Event, types: Sequence[str]) -> None:
        columns = self.table.event
        if not event.region:
            column = columns.region.columns[0] if columns.region.columns else ""
            row.error(column, "names no region", "fill it in, or give 'under' in the map")
        if len(types) != 1:
            row.error(columns.type.column, f"names {len(types)} event types", "name one, or remove 'separator'")
        for key, ids in (("actors", event.actors), ("tags", event.tags), ("attributed_to", event.attributed_to)):
            if len(ids) > limits.EVENT_LIST_ITEMS:
                what = f"names {len(ids)} {key}"
                row.error("", what, f"name at most {limits.EVENT_LIST_ITEMS}")

    def _raw_id(self, row: Row) -> str:
        """Return what identifies a row: the text of the map's `id`, or a digest of all cells."""
        templates = self.table.event.id
        if text := first_filled(templates, row.text):
            return text[:MAX_RAW_ID]
        if templates:
            row.error(next(names_in(templates), ""), "is empty, but it identifies the row", "fill it in")
        cells = "\x1f".join(f"{key}={value}" for key in sorted(row.cells) if (value := row.text(key)))
        return hashlib.sha256(cells.encode()).hexdigest()[: 2 * HASH_LENGTH]

    def _text(self, row: Row, templates: tuple[Template, ...], noun: str) -> str:
        """Return a text of bounded length. Words that mix scripts are repaired; other deceptive text is reported."""
        text = first_filled(templates, row.text)
        if text and find_deceptive(text) and find_deceptive(repaired := repair(text).text) is None:
            text = repaired
            self.adjusted["words with letters of two scripts were written in one script"] += 1
        if problem := find_deceptive(text) if text else None:
            row.error(next(names_in(templates), ""), *problem)
        if len(text) > LENGTHS[noun]:
            text = text[: LENGTHS[noun] - 1].rstrip() + "…"
            self.adjusted[f"{noun} of more than {LENGTHS[noun]:,} characters was cut off"] += 1
        return text

    def _coordinates(self, row: Row) -> tuple[float, float] | None:
        columns = self.table.event.coordinates
        if columns is None:
            return None
        names = (columns.column, columns.column) if columns.column else (columns.latitude, columns.longitude)
        texts = [row.text(name) for name in names]
        if columns.column and texts[0]:
            match = PAIR.fullmatch(texts[0])
            if match is None:
                row.error(columns.column, f"'{texts[0]}' is not a pair of numbers", "write latitude, longitude")
                return None
            texts = list(filter(None, match.groups()))
        if not any(texts):
            return None
        if not all(texts):
            row.error(names[texts.index("")], "is empty, but the other coordinate is given", "fill in both or none")
            return None
        latitude, longitude = row.degrees(names[0], texts[0], 90), row.degrees(names[1], texts[1], 180)
        return None if latitude is None or longitude is None else (latitude, longitude)

    def _deaths(self, row: Row) -> Deaths | None:
        columns = self.table.event.deaths
        if columns is None:
            return None
        best = row.count(columns.best)
        low, high = (row.count(name) if name else None for name in (columns.low, columns.high))
        known = [number for number in (best, low, high) if number is not None]
        if not known:
            return None
        best = best if best is not None else low if low is not None else known[-1]
        low, high = best if low is None else low, best if high is None else high
        if not low <= best <= high:
            what = f"low {low}, best {best} and high {high} are not in ascending order"
            row.error(columns.best, what, "correct the estimates")
        return Deaths(low, best, high)

    def _citation(self, row: Row, source: CitationColumns) -> Citation | None:
        """Return one source without its publisher; None if the row has no title for it."""
        title = self._text(row, source.title, "source title")
        if not title:
            return None
        published = self.dates.point(row, source.published) if source.published else ""
        return Citation(
            publisher="",
            title=title,
            author=self._text(row, source.author, "author"),
            published=parse_edtf(published) if published else None,
            url=_url(row, source.url),
            archived=_url(row, source.archived),
            note=self._text(row, source.note, "note"),
        )

    def _report(self, row: Row, span: DateSpan | None) -> ReportTexts:
        """Return the texts of a report of one row, or the value of a report for each value of a column."""
        reports, texts = self.table.reports, self.table.report
        if reports.column:
            value = row.text(reports.column)
            if not value:
                row.error(reports.column, "is empty, so the row belongs to no report", "fill it in")
            if span and reports.date and span.first > reports.date:
                what, remedy = (
                    f"'{span.text}' is after the date of the reports, {reports.date}",
                    "give them a later date",
                )
                row.error(self.table.event.date.column or self.table.event.date.year, what, remedy)
            return ReportTexts(value=value)
        if reports.per == "day" or span is None:
            return ReportTexts()

        def value_of(name: str, of_cell: Callable[[str], str] = str) -> str:
            return of_cell(date_text(span, self.dates.lang) if name == "report.date" else row.text(name))

        body = first_filled(texts.body, lambda name: value_of(name, escape))
        return ReportTexts(self._text(row, texts.title, "title"), self._text(row, texts.summary, "summary"), body)


def _url(row: Row, templates: tuple[Template, ...]) -> str:
    text = first_filled(templates, row.text)
    if text and not URL.matches(text):
        column = next((name for template in templates for name in template.names), "")
        row.error(column, f"'{text[:100]}' is not {URL.description}", URL.remedy)
    return text


def slug(text: str, maximum: int) -> str:
    """Return a distinct id for a text: its words, and a digest unless the words are the whole text."""
    words = slugify(text)
    if words == "-".join(text.casefold().split()) and len(words) <= maximum and "-part-" not in f"-{words}-":
        return words
    digest = hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]
    start = words[: maximum - HASH_LENGTH - 1].replace("-part-", "-part").strip("-")
    return f"{start}-{digest}" if start else digest
