"""Reports: each report file as frozen values. Annotations declare the keys of its front matter."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Annotated

import msgspec

from plugins.archive import limits
from plugins.archive.body import Body
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import SCHEMAS, EntryId
from plugins.archive.model.entry_ids import id_fields, id_getters
from plugins.archive.problems import Problem
from plugins.archive.schema.field_types import (
    IDENTIFIER,
    LANGUAGE,
    URL,
    Choice,
    Coordinates,
    Day,
    EdtfDate,
    Integer,
    Pattern,
    Text,
)
from plugins.archive.schema.record import Field, ListOf, Requirement, StringMap, record_of
from plugins.archive.text.dates import DateSpan

STEM = Pattern(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9]+(-[a-z0-9]+)*", "a report's name", "write it like 2018-04-22-some-words"
)
EVENT_ID = replace(IDENTIFIER, maximum=80)
"""Event ids are shorter than others: a file name joins one to its report's stem (`urls.search_document`)."""
COUNT = Integer(0, 100_000_000)
SOURCE_NUMBERS = ListOf(Integer(1, limits.SOURCES), allow_scalar=True, unique=True, max_items=limits.LIST_ITEMS)
STEMS = ListOf(STEM, allow_scalar=True, max_items=limits.LIST_ITEMS)
EDTF = EdtfDate()
WORD = Pattern(r"[A-Za-z0-9:._\-]+", "one word", "use letters, digits and . : _ -", maximum=200)


Ids = tuple[str, ...]
"""Ids of registry entries."""


def _ids(kind: EntryKind, description: str, key: str = "", max_items: int = limits.LIST_ITEMS, **rules: bool) -> Field:
    """Declare a key with a list of distinct ids; `rules` are those of `ListOf`."""
    return Field(ListOf(EntryId(kind), unique=True, max_items=max_items, **rules), description, key)


_event_ids = partial(_ids, max_items=limits.EVENT_LIST_ITEMS)


class Deaths(msgspec.Struct, frozen=True):
    """Deaths as counted by a source."""

    low: Annotated[int, Field(COUNT, "The lowest estimate.")]
    best: Annotated[int, Field(COUNT, "The best estimate.")]
    high: Annotated[int, Field(COUNT, "The highest estimate.")]


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """An item of a report's source list."""

    publisher: Annotated[str, Field(EntryId("source"), "Who published it: an id from sources.yaml.")]
    title: Annotated[str, Field(Text(500), "Its title.")]
    author: Annotated[str, Field(Text(300), "Who wrote it.")] = ""
    published: Annotated[DateSpan | None, Field(EDTF, "When it was published: 2018-04-23, 2018-04 or 2018.")] = None
    url: Annotated[str, Field(URL, "Its web address.")] = ""
    archived: Annotated[str, Field(URL, "The web address of a permanent copy, such as in a web archive.")] = ""
    lang: Annotated[str, Field(LANGUAGE, "Its language, such as ar, if it differs from the report's.")] = ""
    note: Annotated[str, Field(Text(500), "Anything else that readers should know about it.")] = ""


SHARED_SCHEMES = frozenset({"ucdp-conflict", "ucdp-dyad"})
"""Schemes of ids that many events have: those of a conflict and of a pair of opponents (a dyad, in UCDP's terms)."""
DEATHS = record_of(Deaths)
CITATION = record_of(Citation)


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """An event as a source reports it."""

    id: Annotated[str, Field(EVENT_ID, "An id that is unique within the report: lower-case words and hyphens.")]
    date: Annotated[DateSpan, Field(EDTF, "2018-04-22, or 2018-04, 2018, 2018-04-21/2018-04-23, 2018-04-22~ (about).")]
    type: Annotated[str, Field(EntryId("tag", required_kind="event-type"), "A tag of the kind event-type.")]
    region: Annotated[str, Field(EntryId("region"), "The smallest known region: an id from regions.yaml.")]
    place: Annotated[str, Field(Text(300), "Where within the region, in plain words.")] = ""
    coordinates: Annotated[tuple[float, float] | None, Field(Coordinates(), "Latitude, longitude: [35.02, 40.45].")] = (
        None
    )
    place_precision: Annotated[int | None, Field(Integer(1, 7), "1 exact … 7, as in the UCDP GED codebook.")] = None
    actors: Annotated[Ids, _event_ids("actor", "Who took part: ids from actors.yaml.")] = ()
    tags: Annotated[Ids, _event_ids("tag", "More subjects: ids from tags.yaml.")] = ()
    summary: Annotated[str, Field(Text(1000), "What happened, in one or two sentences.")]
    attributed_to: Annotated[
        Ids, _event_ids("source", "The sources that report it: ids from sources.yaml.", allow_scalar=True)
    ] = ()
    sources: Annotated[tuple[int, ...], Field(SOURCE_NUMBERS, "Numbers of the report's list of sources, from 1.")] = ()
    credibility: Annotated[int, Field(Integer(1, 6), "1 confirmed … 6 cannot be judged (the default).")] = 6
    deaths: Annotated[Deaths | None, Field(DEATHS, "Deaths as counted by a source.")] = None
    identifiers: Annotated[
        tuple[tuple[str, str], ...], Field(StringMap(), 'Its ids in other data sets: {ucdp: "257422"}.')
    ] = ()

    @property
    def own_identifiers(self) -> tuple[tuple[str, str], ...]:
        """The identifiers of this event alone, without those of its conflict: events that share one are the same."""
        return tuple(pair for pair in self.identifiers if pair[0] not in SHARED_SCHEMES)


class Correction(msgspec.Struct, frozen=True):
    """A change made after publication."""

    date: Annotated[date, Field(Day(), "The day of the correction.")]
    note: Annotated[str, Field(Text(), "What was changed, and what the report said before.")]


class Imported(msgspec.Struct, frozen=True):
    """The stamp of an importer. It changes a report only while the digest still matches the text."""

    dataset: Annotated[str, Field(WORD, "The data set.")]
    digest: Annotated[str, Field(WORD, "The digest of the text that the importer wrote.")]


EVENT = record_of(Event)
CORRECTION = record_of(Correction)
IMPORTED = record_of(Imported)


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One report. `path` is relative to the content folder; `stem` is the file's name without ending.

    `digest` is the SHA-256 digest of the file. `warnings` are those that concern this file alone.
    """

    path: str = ""
    stem: str = ""
    digest: bytes = b""
    title: Annotated[str, Field(Text(300), "The report's title.")]
    date: Annotated[date, Field(Day(), "The report's date; the file name begins with it.")]
    regions: Annotated[
        Ids,
        _ids("region", "The regions it is about: ids from regions.yaml.", "region", allow_scalar=True, non_empty=True),
    ]
    actors: Annotated[Ids, _ids("actor", "The actors it is about: ids from actors.yaml.", max_items=limits.ACTORS)] = ()
    tags: Annotated[Ids, _ids("tag", "Its subjects: ids from tags.yaml.")] = ()
    summary: Annotated[str, Field(Text(1000), "One or two sentences for lists and search results.")]
    series: Annotated[str, Field(EntryId("series"), "The series it belongs to: an id from series.yaml.")] = ""
    authors: Annotated[Ids, _ids("author", "Who wrote it: ids from authors.yaml.", allow_scalar=True)] = ()
    citations: Annotated[
        tuple[Citation, ...],
        Field(ListOf(CITATION, max_items=limits.SOURCES), "The sources used; numbered from 1.", key="sources"),
    ] = ()
    events: Annotated[
        tuple[Event, ...], Field(ListOf(EVENT, max_items=limits.EVENTS), "What happened, according to which source.")
    ] = ()
    corrections: Annotated[
        tuple[Correction, ...],
        Field(ListOf(CORRECTION, max_items=limits.SOURCES), "What was changed after publication, and when."),
    ] = ()
    formerly: Annotated[tuple[str, ...], Field(STEMS, "Earlier names of the file, oldest first.")] = ()
    lang: Annotated[str, Field(LANGUAGE, "Its language, such as ar, if it differs from the archive's.")] = ""
    status: Annotated[
        str, Field(Choice(("published", "draft", "withdrawn")), "published (the default), draft or withdrawn.")
    ] = "published"
    reason: Annotated[str, Field(Text(1000), "Why it was withdrawn.")] = ""
    imported: Annotated[Imported | None, Field(IMPORTED, "Written by an importer, to detect later edits.")] = None
    body: Body = Body()
    warnings: tuple[Problem, ...] = ()

    @property
    def permanent_stem(self) -> str:
        """The report's first stem, which survives renames: for feeds, exports and citations."""
        return self.formerly[0] if self.formerly else self.stem

    def entry_ids(self, kind: EntryKind) -> tuple[str, ...]:
        """Return the ids of one kind that the report and its events name, each once."""
        return tuple(filter(None, dict.fromkeys(REPORT_ID_GETTERS[kind](self))))

    def event_sources(self, event: Event) -> tuple[str, ...]:
        """Return the sources of one event: those it is attributed to, and the publishers it cites."""
        cited = (self.citations[number - 1].publisher for number in event.sources)
        return tuple(dict.fromkeys((*event.attributed_to, *cited)))


REASON = Requirement("status", "withdrawn", requires="reason", exclusive=True)
NOT_CONFIGURABLE = "cannot be set: a report's address is its file's name"
REPORT = record_of(
    Report, rejected_keys=dict.fromkeys(("slug", "save_as", "url", "template"), NOT_CONFIGURABLE), requirement=REASON
)
REPORT_ID_FIELDS, EVENT_ID_FIELDS = id_fields(REPORT), id_fields(EVENT)
REPORT_ID_GETTERS = id_getters(REPORT, SCHEMAS)
EVENT_ID_GETTERS = id_getters(EVENT, SCHEMAS)
