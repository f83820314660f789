"""Maps: what the columns of a CSV file mean. Annotations declare the keys of a map's file, as those of reports.

A name alone is a column, and `{id: …}` or `{value: …}` is a constant. Texts are templates with `{column}`
placeholders; of several templates, the first whose columns all have values is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated

import msgspec

from plugins.archive import limits
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import (
    ACTOR_KINDS,
    REGION_KINDS,
    SCHEMAS,
    SOURCE_KINDS,
    Actor,
    Author,
    Entry,
    EntryId,
    Region,
    Series,
    Source,
    Tag,
)
from plugins.archive.schema.field_types import IDENTIFIER, LANGUAGE, Choice, Day, Integer, Text
from plugins.archive.schema.reader import FieldType
from plugins.archive.schema.record import Field, ListOf, Record, record_of
from plugins.importers.table.columns import (
    ColumnName,
    Table,
    Template,
    TemplateText,
)
from plugins.importers.table.date_formats import DateFormat, DateFormatText

DATASET = replace(IDENTIFIER, maximum=24)
"""Short, because ids of events begin with it."""
COLUMN = ColumnName()
COLUMNS = ListOf(COLUMN, allow_scalar=True, non_empty=True, max_items=8)
TEMPLATES = ListOf(TemplateText(), allow_scalar=True, max_items=8)
WORDS = ListOf(Text(100), allow_scalar=True, max_items=limits.LIST_ITEMS)
Words = tuple[str, ...]
Templates = tuple[Template, ...]
PRECISIONS = ("day", "about", "month", "year")


class Code(msgspec.Struct, frozen=True):
    """A value of a fixed set: a constant, or the meaning of a column's values."""

    value: Annotated[str | int, Field(Text(), "The same value for every row.")] = ""
    column: Annotated[str, Field(COLUMN, "The column that has it.")] = ""
    values: Annotated[Mapping[str, str | int], Field(Table(Text()), "What the column's values mean.")] = {}
    other: Annotated[str | int, Field(Text(), "The meaning of all other values of the column.")] = ""


def _code(target: FieldType) -> Record:
    """Return the record of a code whose values have the type `target`."""
    record = record_of(Code, scalar_key="value")
    types: dict[str, FieldType] = {"value": target, "values": Table(target), "other": target}
    fields = {key: replace(field, type=types.get(key, field.type)) for key, field in record.fields.items()}
    return replace(record, fields=fields)


class FileFormat(msgspec.Struct, frozen=True):
    """How the file is written, where it cannot be recognised."""

    encoding: Annotated[str, Field(Text(40), "Its encoding, such as windows-1252.")] = ""
    separator: Annotated[str, Field(Choice((";", ",", "|", "tab")), "What separates its cells.")] = ""
    decimal: Annotated[str, Field(Choice((",", ".")), "The decimal separator of its numbers.")] = ""
    empty: Annotated[Words, Field(WORDS, "Values that mean an empty cell, such as unknown or -99.")] = ()


class Ids(msgspec.Struct, frozen=True):
    """Registry entries: a constant id, or the names in a column."""

    column: Annotated[str, Field(COLUMN, "The column that names them.")] = ""
    id: Annotated[str, Field(Text(300), "The same id for every row.")] = ""
    separator: Annotated[str, Field(Text(10), "What separates several names in a cell.")] = ""
    kind: Annotated[Code, Field(_code(Text(40)), "The kind of entries that --add creates.")] = Code()


def _ids(kinds: tuple[str, ...] = ()) -> Record:
    """Return the record of ids whose new entries are of one of `kinds`."""
    record = record_of(Ids, scalar_key="column")
    field = replace(record.fields["kind"], type=_code(Choice(kinds))) if kinds else record.fields["kind"]
    return replace(record, fields={**record.fields, "kind": field})


ACTOR_IDS, SOURCE_IDS, TAG_IDS = _ids(ACTOR_KINDS), _ids(SOURCE_KINDS), _ids(("topic",))


class RegionColumns(msgspec.Struct, frozen=True):
    """The region of an event: columns from the largest to the smallest, or a constant."""

    columns: Annotated[Words, Field(COLUMNS, "Columns from the largest region to the smallest.")] = ()
    kinds: Annotated[
        Words, Field(ListOf(Choice(REGION_KINDS), allow_scalar=True, max_items=8), "The kind of region in each column.")
    ] = ()
    under: Annotated[str, Field(EntryId("region"), "The id of the region that contains all of them.")] = ""


class CoordinateColumns(msgspec.Struct, frozen=True):
    """Where an event happened."""

    latitude: Annotated[str, Field(COLUMN, "The column with the latitude in degrees.")] = ""
    longitude: Annotated[str, Field(COLUMN, "The column with the longitude in degrees.")] = ""
    column: Annotated[str, Field(COLUMN, "A column with both: 35.02, 40.45.")] = ""


class DeathColumns(msgspec.Struct, frozen=True):
    """The columns with numbers of deaths. `low` and `high` are the best estimate if they are not given."""

    best: Annotated[str, Field(COLUMN, "The best estimate.")]
    low: Annotated[str, Field(COLUMN, "The lowest estimate.")] = ""
    high: Annotated[str, Field(COLUMN, "The highest estimate.")] = ""


class DatePart(msgspec.Struct, frozen=True, kw_only=True):
    """A date in one column, or its parts in three."""

    column: Annotated[str, Field(COLUMN, "The column with the date.")] = ""
    year: Annotated[str, Field(COLUMN, "The column with the year.")] = ""
    month: Annotated[str, Field(COLUMN, "The column with the month.")] = ""
    day: Annotated[str, Field(COLUMN, "The column with the day.")] = ""
    formats: Annotated[
        tuple[DateFormat, ...],
        Field(ListOf(DateFormatText(), allow_scalar=True, max_items=8), "%d.%m.%Y, or day-month-year."),
    ] = ()
    about: Annotated[Words, Field(WORDS, "More words that mean about, such as vers.")] = ()


DATE_PART = record_of(DatePart, scalar_key="column")


class DateColumns(DatePart, frozen=True, kw_only=True):
    """When an event happened."""

    end: Annotated[DatePart | None, Field(DATE_PART, "The last day of events of several days.")] = None
    precision: Annotated[
        Code, Field(_code(Choice(PRECISIONS)), "How exact the date is: day, about, month or year.")
    ] = Code()


class Reports(msgspec.Struct, frozen=True):
    """Which rows make a report."""

    per: Annotated[str, Field(Choice(("day", "row")), "One report for each day, or for each row.")] = ""
    column: Annotated[str, Field(COLUMN, "One report for each value of this column.")] = ""
    date: Annotated[date | None, Field(Day(), "The date of reports for each value.")] = None


class ReportTexts(msgspec.Struct, frozen=True):
    """The texts of reports; all rows have the same tags, series and authors."""

    title: Annotated[Templates, Field(TEMPLATES, "The title.")] = ()
    summary: Annotated[Templates, Field(TEMPLATES, "The summary.")] = ()
    body: Annotated[
        Templates, Field(ListOf(TemplateText(8000), allow_scalar=True, max_items=8), "The text, in Markdown.")
    ] = ()
    tags: Annotated[Words, Field(ListOf(EntryId("tag"), max_items=8), "Ids of tags.")] = ()
    series: Annotated[str, Field(EntryId("series"), "The id of a series.")] = ""
    authors: Annotated[Words, Field(ListOf(EntryId("author"), max_items=8), "Ids of authors.")] = ()


class EventColumns(msgspec.Struct, frozen=True, kw_only=True):
    """What each key of an event is made of."""

    id: Annotated[Templates, Field(TEMPLATES, "What identifies the row, now and in later versions of the file.")] = ()
    date: Annotated[DateColumns, Field(record_of(DateColumns, scalar_key="column"), "When it happened.")]
    type: Annotated[Ids, Field(_ids(), "The type of event: a tag.")]
    region: Annotated[RegionColumns, Field(record_of(RegionColumns, scalar_key="columns"), "Where it happened.")]
    place: Annotated[Templates, Field(TEMPLATES, "Where within the region.")] = ()
    coordinates: Annotated[CoordinateColumns | None, Field(record_of(CoordinateColumns), "The coordinates.")] = None
    place_precision: Annotated[Code, Field(_code(Integer(1, 7)), "1 exact … 7, as in the UCDP GED codebook.")] = Code()
    actors: Annotated[tuple[Ids, ...], Field(ListOf(ACTOR_IDS, allow_scalar=True, max_items=32), "Who took part.")] = ()
    tags: Annotated[tuple[Ids, ...], Field(ListOf(TAG_IDS, allow_scalar=True, max_items=32), "More subjects.")] = ()
    summary: Annotated[Templates, Field(TEMPLATES, "What happened.")]
    attributed_to: Annotated[
        tuple[Ids, ...], Field(ListOf(SOURCE_IDS, allow_scalar=True, max_items=8), "The sources that report it.")
    ] = ()
    credibility: Annotated[Code, Field(_code(Integer(1, 6)), "1 confirmed … 6 cannot be judged.")] = Code()
    deaths: Annotated[DeathColumns | None, Field(record_of(DeathColumns, scalar_key="best"), "The deaths.")] = None


class CitationColumns(msgspec.Struct, frozen=True, kw_only=True):
    """A source of each event, for the report's list of sources. A row without its title or publisher has none."""

    publisher: Annotated[Ids, Field(SOURCE_IDS, "Who published it.")]
    title: Annotated[Templates, Field(TEMPLATES, "Its title.")]
    author: Annotated[Templates, Field(TEMPLATES, "Who wrote it.")] = ()
    published: Annotated[DatePart | None, Field(DATE_PART, "When it was published.")] = None
    url: Annotated[Templates, Field(TEMPLATES, "Its web address.")] = ()
    archived: Annotated[Templates, Field(TEMPLATES, "The web address of a permanent copy.")] = ()
    note: Annotated[Templates, Field(TEMPLATES, "Anything else.")] = ()


def _entries(kind: EntryKind) -> Field:
    return Field(ListOf(SCHEMAS[kind], max_items=limits.SOURCES), "Entries that --add adds to the registry.")


class Entries(msgspec.Struct, frozen=True):
    """Registry entries that the map names by id."""

    region: Annotated[tuple[Region, ...], _entries("region")] = ()
    actor: Annotated[tuple[Actor, ...], _entries("actor")] = ()
    source: Annotated[tuple[Source, ...], _entries("source")] = ()
    tag: Annotated[tuple[Tag, ...], _entries("tag")] = ()
    author: Annotated[tuple[Author, ...], _entries("author")] = ()
    series: Annotated[tuple[Series, ...], _entries("series")] = ()

    def of(self, kind: EntryKind) -> tuple[Entry, ...]:
        """Return the entries of one kind."""
        entries: tuple[Entry, ...] = getattr(self, kind)
        return entries


class TableMap(msgspec.Struct, frozen=True, kw_only=True):
    """A map: what the columns of a file mean, and the texts of the reports made of its rows."""

    dataset: Annotated[str, Field(DATASET, "A short name for ids and file names, such as acled.")]
    title: Annotated[str, Field(Text(120), "The name of the data set, for readers.")]
    lang: Annotated[str, Field(LANGUAGE, "The language of the texts and of the names of months, such as fr.")] = ""
    file: Annotated[FileFormat, Field(record_of(FileFormat), "How the file is written.")] = FileFormat()
    reports: Annotated[Reports, Field(record_of(Reports, scalar_key="per"), "day, row or {column: …, date: …}.")]
    report: Annotated[ReportTexts, Field(record_of(ReportTexts), "The texts of reports.")] = ReportTexts()
    event: Annotated[EventColumns, Field(record_of(EventColumns), "What each event is made of.")]
    sources: Annotated[
        tuple[CitationColumns, ...], Field(ListOf(record_of(CitationColumns), max_items=8), "The sources of an event.")
    ] = ()
    entries: Annotated[Entries, Field(record_of(Entries), "Registry entries that the map names.")] = Entries()


MAP = record_of(TableMap)
