"""Reports: the events of a table as report files, one for each day, row or value of a column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

import msgspec

from plugins.archive.editing.report_writer import file_text
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files.folder import IMPORTS
from plugins.archive.model.entries import Entry
from plugins.archive.model.report import EVENT_ID, Citation, Correction, Event, Imported, Report
from plugins.archive.problems import ArchiveError, Problem
from plugins.archive.text.dates import parse_day
from plugins.importers.checksum import ZEROS, with_checksum
from plugins.importers.manifest import REMEDY, Row
from plugins.importers.markdown import escape
from plugins.importers.merge import Change, part_stem
from plugins.importers.parts import Size, split
from plugins.importers.table.columns import Template, first_filled
from plugins.importers.table.dates import date_text
from plugins.importers.table.events import ReportTexts, TableEvent, slug
from plugins.importers.table.map import TableMap

MAX_TEXT = {"title": 290, "summary": 1000}
"""Characters of a report's texts; a title may be followed by the number of a part."""
VALUE_SLUG = 80
YAML_EXPANSION = 2
"""Bytes of an event in a report as a multiple of those in the manifest, at most."""
MAX_REGIONS = 5
"""Regions that `{report.regions}` lists."""
MAX_IDS = 20
"""Ids of events that a correction lists."""
SUMMARIES = (
    Template(("Events: ", "report.events", ". Deaths: ", "report.deaths", ".")),
    Template(("Events: ", "report.events", ".")),
)


class Part(NamedTuple):
    """One report: its stem, the ids of its rows, and its events in order."""

    stem: str
    ids: tuple[str, ...]
    events: tuple[TableEvent, ...]


class _Event(Event, frozen=True, kw_only=True, omit_defaults=True):
    """An event that is written without its default values."""


class _Citation(Citation, frozen=True, kw_only=True, omit_defaults=True):
    """A citation that is written without its default values."""


def manifest_row(found: TableEvent) -> Row:
    """Return an event as a row of the manifest."""
    day, scope = found.event.date.first.isoformat(), found.event.region.split("/")[0]
    citations = tuple(_Citation(**msgspec.structs.asdict(one)) for one in found.citations)
    short = TableEvent(_Event(**msgspec.structs.asdict(found.event)), citations, found.report)
    return Row(found.event.id, day, scope, data=msgspec.Raw(msgspec.json.encode(short)))


def read_manifest_row(row: Row) -> TableEvent:
    """Return the event of a row of the manifest. Raises ArchiveError if the manifest was damaged."""
    with suppress(msgspec.DecodeError):
        found = msgspec.json.decode(row.data, type=TableEvent)
        event = found.event
        if EVENT_ID.matches(row.id) and (event.id, event.date.first.isoformat()) == (row.id, row.day):
            return found
    raise ArchiveError([Problem(IMPORTS, 1, 1, f"row {row.id}", "is not as it was written", REMEDY)])


class ReportWriter(NamedTuple):
    """Writes the reports of a table. `entries` has the registry's entries by kind and id; `lang` is that of dates."""

    table: TableMap
    entries: Mapping[EntryKind, Mapping[str, Entry]]
    lang: str

    def stem(self, row: Row) -> str:
        """Return the stem of the report that a row belongs to. Dates of a month or a year have reports of their own."""
        reports, dataset = self.table.reports, self.table.dataset
        if reports.per == "row":
            return f"{row.day}-{row.id}"
        found = read_manifest_row(row)
        if reports.column:
            return f"{reports.date}-{dataset}-{slug(_value_key(found.report.value), VALUE_SLUG)}"
        precision = found.event.date.precision
        return f"{row.day}-{dataset}" + (f"-{precision}" if precision != "day" else "")

    def parts(self, stem: str, rows: Sequence[Row]) -> list[Part]:
        """Return the reports for the rows of one stem: several, if one would exceed the limits of a report."""
        parts = split(map(read_manifest_row, rows), _size)
        return [
            Part(part_stem(stem, number), tuple(one.event.id for one in found), tuple(found))
            for number, found in enumerate(parts, 1)
        ]

    def text(self, parts: Sequence[Part], index: int, corrections: tuple[Correction, ...]) -> str:
        """Return the text of the file of one part."""
        stem, _, found = parts[index]
        citations = dict.fromkeys(citation for one in found for citation in one.citations)
        numbers = {citation: number for number, citation in enumerate(citations, 1)}
        texts = self._texts(found)
        number = f" ({index + 1}/{len(parts)})" if len(parts) > 1 else ""
        report = Report(
            title=f"{texts.title}{number}",
            date=parse_day(stem[:10]),
            regions=tuple(dict.fromkeys(one.event.region for one in found)),
            tags=self.table.report.tags,
            summary=texts.summary,
            series=self.table.report.series,
            authors=self.table.report.authors,
            citations=tuple(citations),
            events=tuple(_event(one, numbers) for one in found),
            corrections=corrections,
            lang=self.table.lang,
            imported=Imported(self.table.dataset, ZEROS),
        )
        return with_checksum(file_text(report, texts.body).rstrip("\n") + "\n")

    def _texts(self, found: Sequence[TableEvent]) -> ReportTexts:
        """Return the texts of a report: those of its only row, or templates filled from all of its events."""
        own, templates = found[0].report, self.table.report
        value = min(one.report.value for one in found)
        properties = self._properties([one.event for one in found]) | {"report.value": value}

        def value_of(name: str) -> str:
            return properties.get(name, "")

        default = f"{self.table.title}: {value or properties['report.date']}"
        title = own.title or first_filled(templates.title, value_of) or default
        body = own.body or first_filled(templates.body, lambda name: escape(value_of(name)))
        return ReportTexts(_cut(title, "title"), _cut(own.summary or self._summary(found, properties), "summary"), body)

    def _summary(self, found: Sequence[TableEvent], properties: Mapping[str, str]) -> str:
        if self.table.reports.per == "row":
            return found[0].event.summary
        return first_filled((*self.table.report.summary, *SUMMARIES), properties.__getitem__)

    def _properties(self, events: Sequence[Event]) -> dict[str, str]:
        """Return the properties of a report that templates can name."""
        counted = [event.deaths for event in events if event.deaths]
        low, best, high = (sum(getattr(one, key) for one in counted) for key in ("low", "best", "high"))
        deaths = f"{best:,} ({low:,}–{high:,})" if low < high else f"{best:,}"
        names = self.entries["region"]
        regions = [names[one].name for one in dict.fromkeys(event.region for event in events) if one in names]
        return {
            "report.date": date_text(events[0].date, self.lang),
            "report.events": f"{len(events):,}",
            "report.deaths": deaths if counted else "",
            "report.regions": ", ".join(regions[:MAX_REGIONS]) + (" …" if len(regions) > MAX_REGIONS else ""),
        }


def correction_note(changes: Sequence[Change]) -> str:
    """Return what a new version of the data set changed in a report; empty if it changed nothing."""
    groups = {
        "changed": [change.old.id for change in changes if change.new and not change.moved_to],
        "moved to another report": [change.old.id for change in changes if change.new and change.moved_to],
        "withdrawn": [change.old.id for change in changes if not change.new],
    }
    texts = (f"{_listed(ids)}: {what}" for what, ids in groups.items() if ids)
    note = "; ".join(texts)
    return f"Events in the data set: {note}." if note else ""


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(ids[:MAX_IDS]) + (" …" if len(ids) > MAX_IDS else "")


def _event(found: TableEvent, numbers: Mapping[Citation, int]) -> Event:
    sources = tuple(dict.fromkeys(numbers[citation] for citation in found.citations))
    return msgspec.structs.replace(found.event, sources=sources)


def _size(found: TableEvent) -> Size:
    event = found.event
    return Size(
        events=1,
        references=len(event.actors) + len(event.tags) + len(event.attributed_to),
        size=YAML_EXPANSION * len(msgspec.json.encode(found)),
        actors=frozenset(event.actors),
        regions=frozenset([event.region]),
        sources=frozenset((citation, 0) for citation in found.citations),
    )


def _value_key(value: str) -> str:
    """Return a value of a column in the form that decides which rows belong to one report."""
    return re.sub(r"[\s\-]+", " ", value.casefold()).strip()


def _cut(text: str, key: str) -> str:
    return text if len(text) <= MAX_TEXT[key] else f"{text[: MAX_TEXT[key] - 1].rstrip()}…"
