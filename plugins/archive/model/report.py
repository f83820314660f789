"""The report: one file of the archive as frozen values, and the schema of its front matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec

from plugins.archive import limits
from plugins.archive.body import Body
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import EntryId
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
from plugins.archive.schema.record import Field, ListOf, Record, Requirement, StringMap
from plugins.archive.text.dates import DateSpan

STEM = Pattern(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9]+(-[a-z0-9]+)*", "a report's name", "write it like 2018-04-22-some-words"
)
EVENT_ID = replace(IDENTIFIER, maximum=80)
"""An event's own name; with that of its report it makes the name of a file (`urls.document`)."""
DEFAULT_CREDIBILITY = 6
"""Admiralty credibility of what cannot be judged, the default."""


class Deaths(msgspec.Struct, frozen=True):
    """Deaths as counted by a source: the lowest, best and highest estimate."""

    low: int
    best: int
    high: int


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a report's source list; `publisher` is a source's id."""

    publisher: str
    title: str
    author: str = ""
    published: DateSpan | None = None
    url: str = ""
    archived: str = ""
    lang: str = ""
    note: str = ""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened, as somebody reports it; ids are those of the registry."""

    id: str
    date: DateSpan
    type: str
    region: str
    summary: str
    place: str = ""
    coordinates: tuple[float, float] | None = None
    place_precision: int | None = None
    actors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    attributed_to: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()
    credibility: int = DEFAULT_CREDIBILITY
    deaths: Deaths | None = None
    identifiers: tuple[tuple[str, str], ...] = ()


class Correction(msgspec.Struct, frozen=True):
    """What was changed after publication, and when."""

    date: date
    note: str


class Imported(msgspec.Struct, frozen=True):
    """The mark of an importer: its data set and the digest of the text that it wrote."""

    dataset: str
    digest: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One report. `path` is that of its file under the content folder; `stem` is its identity.

    `fingerprint` stands for the file's bytes: it changes with any of them.
    """

    path: str = ""
    stem: str = ""
    digest: bytes = b""
    title: str
    date: date
    regions: tuple[str, ...]
    summary: str
    actors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    series: str = ""
    authors: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    events: tuple[Event, ...] = ()
    corrections: tuple[Correction, ...] = ()
    formerly: tuple[str, ...] = ()
    lang: str = ""
    status: str = "published"
    reason: str = ""
    imported: Imported | None = None
    body: Body = Body()

    @property
    def permanent_stem(self) -> str:
        """The name that lasts through renames: for feeds, exports and citations."""
        return self.formerly[0] if self.formerly else self.stem

    def all_regions(self) -> tuple[str, ...]:
        """Return the regions it names and those of its events, each once."""
        return tuple(dict.fromkeys((*self.regions, *(event.region for event in self.events))))

    def all_actors(self) -> tuple[str, ...]:
        """Return the actors it names and those of its events, each once."""
        return tuple(dict.fromkeys((*self.actors, *(actor for event in self.events for actor in event.actors))))

    def all_tags(self) -> tuple[str, ...]:
        """Return the tags it names, the types and the tags of its events, each once."""
        of_events = (tag for event in self.events for tag in (event.type, *event.tags))
        return tuple(dict.fromkeys((*self.tags, *of_events)))

    def all_sources(self) -> tuple[str, ...]:
        """Return the publishers it cites and those its events are attributed to, each once."""
        publishers = (citation.publisher for citation in self.citations)
        return tuple(dict.fromkeys((*publishers, *(s for event in self.events for s in event.attributed_to))))

    def event_sources(self, event: Event) -> tuple[str, ...]:
        """Return the sources behind one event: whom it is attributed to and the publishers it cites."""
        cited = (self.citations[number - 1].publisher for number in event.sources)
        return tuple(dict.fromkeys((*event.attributed_to, *cited)))


def _ids(kind: EntryKind, about: str, *, lone: bool = False, most: int = limits.LIST_ITEMS) -> Field:
    return Field(ListOf(EntryId(kind), lone, unique=True, max_items=most), about)


CITATION = Record(
    Citation,
    {
        "publisher": Field(EntryId("source"), "Who published it: an id from sources.yaml.", required=True),
        "title": Field(Text(500), "Its title.", required=True),
        "author": Field(Text(300), "Who wrote it."),
        "published": Field(EdtfDate(), "When it was published: 2018-04-23, 2018-04 or 2018."),
        "url": Field(URL, "Its web address."),
        "archived": Field(URL, "The web address of a copy that lasts, as in a web archive."),
        "lang": Field(LANGUAGE, "Its language, as in ar, if not that of the report."),
        "note": Field(Text(500), "What else a reader should know of it."),
    },
)


def _count(about: str) -> Field:
    return Field(Integer(0, 100_000_000), about, required=True)


DEATHS = Record(
    Deaths,
    {"low": _count("The lowest estimate."), "best": _count("The best one."), "high": _count("The highest one.")},
)
EVENT = Record(
    Event,
    {
        "id": Field(EVENT_ID, "A name of its own within the report: lower-case words and hyphens.", required=True),
        "date": Field(
            EdtfDate(), "2018-04-22, or 2018-04, 2018, 2018-04-21/2018-04-23, 2018-04-22~ (about).", required=True
        ),
        "type": Field(EntryId("tag", required_kind="event-type"), "A tag of the kind event-type.", required=True),
        "region": Field(EntryId("region"), "Where: an id from regions.yaml, as near as is known.", required=True),
        "place": Field(Text(300), "Where within the region, in free words."),
        "coordinates": Field(Coordinates(), "Latitude, longitude: [35.02, 40.45]."),
        "place_precision": Field(Integer(1, 7), "1 exact … 7, as in the UCDP GED codebook."),
        "actors": _ids("actor", "Who took part: ids from actors.yaml.", most=limits.EVENT_LIST_ITEMS),
        "tags": _ids("tag", "More subjects: ids from tags.yaml.", most=limits.EVENT_LIST_ITEMS),
        "summary": Field(Text(1000), "What happened, in one or two sentences.", required=True),
        "attributed_to": _ids("source", "Who says so: ids from sources.yaml.", lone=True, most=limits.EVENT_LIST_ITEMS),
        "sources": Field(
            ListOf(Integer(1, limits.SOURCES), allow_scalar=True, unique=True, max_items=limits.LIST_ITEMS),
            "Numbers of the report's list of sources, from 1.",
        ),
        "credibility": Field(Integer(1, 6), "1 confirmed … 6 cannot be judged (the default)."),
        "deaths": Field(DEATHS, "Deaths as a source counts them."),
        "identifiers": Field(StringMap(), 'What other data sets call it: {ucdp: "257422"}.'),
    },
)
CORRECTION = Record(
    Correction,
    {
        "date": Field(Day(), "The day of the correction.", required=True),
        "note": Field(Text(), "What was changed, and what it said before.", required=True),
    },
)
WORD = Pattern(r"[A-Za-z0-9:._\-]+", "one word", "use letters, digits and . : _ -", maximum=200)
IMPORTED = Record(
    Imported,
    {
        "dataset": Field(WORD, "The data set.", required=True),
        "digest": Field(WORD, "The digest of what the importer wrote.", required=True),
    },
)
REASON = Requirement("status", "withdrawn", requires="reason", exclusive=True)
CHOSEN_BY_US = "is not for content to choose: a report's address is its file's name"
REPORT = Record(
    Report,
    {
        "title": Field(Text(300), "What the report is called.", required=True),
        "date": Field(Day(), "Its day; the file's name begins with it.", required=True),
        "region": Field(
            ListOf(EntryId("region"), allow_scalar=True, unique=True, non_empty=True, max_items=limits.LIST_ITEMS),
            "Where it plays: ids from regions.yaml.",
            required=True,
            attribute="regions",
        ),
        "actors": _ids("actor", "Whom it is about: ids from actors.yaml.", most=limits.ACTORS),
        "tags": _ids("tag", "Its subjects: ids from tags.yaml."),
        "summary": Field(Text(1000), "One or two sentences for lists and search results.", required=True),
        "series": Field(EntryId("series"), "The series it belongs to: an id from series.yaml."),
        "authors": _ids("author", "Who wrote it: ids from authors.yaml.", lone=True),
        "sources": Field(
            ListOf(CITATION, max_items=limits.SOURCES), "What you drew on; numbered from 1.", attribute="citations"
        ),
        "events": Field(ListOf(EVENT, max_items=limits.EVENTS), "What happened, each on somebody's word."),
        "corrections": Field(
            ListOf(CORRECTION, max_items=limits.SOURCES), "What was changed after publication, and when."
        ),
        "formerly": Field(
            ListOf(STEM, allow_scalar=True, max_items=limits.LIST_ITEMS),
            "Names that its file had before, the first one first.",
        ),
        "lang": Field(LANGUAGE, "Its language, as in ar, if not that of the archive."),
        "status": Field(Choice(("published", "draft", "withdrawn")), "Published unless it says otherwise."),
        "reason": Field(Text(1000), "Why it was withdrawn."),
        "imported": Field(IMPORTED, "Written by an importer, which knows by it what was edited since."),
    },
    rejected_keys=dict.fromkeys(("slug", "save_as", "url", "template"), CHOSEN_BY_US),
    requirement=REASON,
)
