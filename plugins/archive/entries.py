"""Registry entries: regions, actors, sources, tags, authors and series, and the schema of each."""

from __future__ import annotations

from typing import Literal

import msgspec

from plugins.archive.dates import When
from plugins.archive.kinds import IDENTIFIER, LANGUAGE, URL, Choice, Coordinates, Edtf, Pattern, Text
from plugins.archive.schema import Field, ListOf, Record

EntryKind = Literal["region", "actor", "source", "tag", "author", "series"]


class Name(msgspec.Struct, frozen=True):
    """Another name of an entry; `since` and `until` bound the time in which it was borne."""

    name: str
    kind: str = "spelling"
    lang: str = ""
    since: When | None = None
    until: When | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What every registry entry has."""

    id: str
    name: str
    kind: str = ""
    names: tuple[Name, ...] = ()
    text: str = ""

    def spellings(self) -> tuple[str, ...]:
        """Return every name and spelling, the main name first, each once."""
        return tuple(dict.fromkeys((self.name, *(other.name for other in self.names))))


class Region(Entry, frozen=True, kw_only=True):
    """A place; its id is a path whose parts before the last name its ancestors."""

    code: str = ""
    coordinates: tuple[float, float] | None = None
    same_as: tuple[str, ...] = ()

    @property
    def parent(self) -> str:
        """The id of the region around this one, empty for a root."""
        return self.id.rpartition("/")[0]


class Actor(Entry, frozen=True, kw_only=True):
    """Somebody who acts: a state, a force, a group, a person."""

    parent: str = ""
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()


class Source(Entry, frozen=True, kw_only=True):
    """Somebody who says so; `reliability` is the Admiralty grade A–F."""

    url: str = ""
    affiliation: str = ""
    reliability: str = ""
    lang: str = ""


class Tag(Entry, frozen=True, kw_only=True):
    """A subject or a type of event."""


class Author(Entry, frozen=True, kw_only=True):
    """A writer of reports; `text` is the biography."""

    url: str = ""


class Series(Entry, frozen=True, kw_only=True):
    """A run of reports that belong together."""


NAME = Record(
    Name,
    {
        "name": Field(Text(300), required=True),
        "kind": Field(Choice(("spelling", "former", "alias", "acronym", "native"))),
        "lang": Field(LANGUAGE),
        "from": Field(Edtf(), attribute="since"),
        "to": Field(Edtf(), attribute="until"),
    },
    lone="name",
)
SEGMENT = r"(?!(page|events|reports)(/|$))[a-z0-9]+(-[a-z0-9]+)*"
PATH = "write a path of ids, country/place; page, events and reports are taken"
REGION_ID = Pattern(f"{SEGMENT}(/{SEGMENT})*", "a region's id", PATH)
NOT_YET = {"boundary": "is not supported yet", "sameAs": "is not a known key (it is spelt same_as)"}


def _entry(struct: type[Entry], kinds: tuple[str, ...] = (), **more: Field) -> Record:
    """Declare a registry's entry: the common keys, the words its `kind` may be, and keys of its own."""
    fields = {"id": Field(IDENTIFIER, required=True), "name": Field(Text(300), required=True)}
    if kinds:
        fields |= {"kind": Field(Choice(kinds)), "names": Field(ListOf(NAME, lone=True))}
    return Record(struct, fields | {"text": Field(Text())} | more, refused=NOT_YET)


REGION_KINDS = ("country", "governorate", "province", "district", "city", "town", "village", "area", "camp")
ACTOR_KINDS = (
    "state",
    "state-force",
    "armed-group",
    "coalition",
    "political-body",
    "organisation",
    "civilians",
    "person",
)
SOURCE_KINDS = ("publisher", "agency", "official", "monitor", "dataset", "unnamed")
TAG_KINDS = ("topic", "event-type")
ADDRESSES = Field(ListOf(URL, lone=True))

SCHEMAS: dict[EntryKind, Record] = {
    "region": _entry(
        Region,
        REGION_KINDS,
        id=Field(REGION_ID, required=True),
        code=Field(Pattern(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", "an ISO 3166 code", "write it like SY or SY-HI")),
        coordinates=Field(Coordinates()),
        same_as=ADDRESSES,
    ),
    "actor": _entry(
        Actor,
        ACTOR_KINDS,
        parent=Field(IDENTIFIER),
        predecessors=Field(ListOf(IDENTIFIER, lone=True)),
        successors=Field(ListOf(IDENTIFIER, lone=True)),
        same_as=ADDRESSES,
    ),
    "source": _entry(
        Source,
        SOURCE_KINDS,
        url=Field(URL),
        affiliation=Field(Text(300)),
        reliability=Field(Choice(("A", "B", "C", "D", "E", "F"))),
        lang=Field(LANGUAGE),
    ),
    "tag": _entry(Tag, TAG_KINDS),
    "author": _entry(Author, url=Field(URL)),
    "series": _entry(Series),
}
