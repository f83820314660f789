"""Registry entries: regions, actors, sources, tags, authors and series, and the schema of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import msgspec
import yaml

from plugins.archive import limits
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.schema.field_types import IDENTIFIER, LANGUAGE, URL, Choice, Coordinates, EdtfDate, Pattern, Text
from plugins.archive.schema.reader import Invalid, Reader
from plugins.archive.schema.record import Field, ListOf, Record, Requirement
from plugins.archive.text.dates import DateSpan

SPELLING = "spelling"
"""The sort of a name of which nothing more is said."""


class Name(msgspec.Struct, frozen=True):
    """Another name of an entry; `since` and `until` bound the time in which it was borne."""

    name: str
    kind: str = SPELLING
    lang: str = ""
    since: DateSpan | None = None
    until: DateSpan | None = None


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
    boundary: str = ""
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


SEGMENT = rf"(?!(page|events|reports)(/|$)){IDENTIFIER.expression}"
PATH = "write a path of ids, country/place; page, events and reports are taken"
BOUNDARY = Pattern(
    rf"{IDENTIFIER.expression}(/[A-Za-z0-9._\-]+)?", "a boundary", "write a file's name, or file/id: syr or syr/SY.HI"
)
REGION_ID = Pattern(f"{SEGMENT}(/{SEGMENT})*", "a region's id", PATH, maximum=240)


@dataclass(frozen=True, slots=True)
class EntryId:
    """The id of an entry of the registry; `only` is the kind that the entry must be of.

    Any words are read: that there is such an entry, or one whose name they are, is checked over the whole archive
    (`references.py`, `registry.py`), which can say more than that they are no id.
    """

    WORDS: ClassVar[Text] = Text(300)

    kind: EntryKind
    required_kind: str = ""

    def read(self, node: yaml.Node, reader: Reader, name: str) -> str | Invalid:
        return self.WORDS.read(node, reader, name)


NAME = Record(
    Name,
    {
        "name": Field(Text(300), "The name or spelling itself.", required=True),
        "kind": Field(
            Choice((SPELLING, "former", "alias", "acronym", "native")), "What sort of name; a spelling by default."
        ),
        "lang": Field(LANGUAGE, "Its language, as in ar; a native name must say it."),
        "from": Field(EdtfDate(), "The first day on which a former name was borne.", attribute="since"),
        "to": Field(EdtfDate(), "The day on which a newer name took its place.", attribute="until"),
    },
    scalar_key="name",
    requirement=Requirement("kind", "native", requires="lang"),
)
MISSPELT = {"sameAs": "is not a known key (it is spelt same_as)"}


def _entry(struct: type[Entry], kinds: tuple[str, ...] = (), **more: Field) -> Record:
    """Declare a registry's entry: the common keys, the words its `kind` may be, and keys of its own."""
    fields = {
        "id": Field(IDENTIFIER, "What reports name it by, and its address: it never changes.", required=True),
        "name": Field(Text(300), "The name that pages show.", required=True),
    }
    if kinds:
        about = "Other names, spellings and acronyms, under which it is found too."
        fields |= {
            "kind": Field(Choice(kinds), "What sort of thing it is."),
            "names": Field(ListOf(NAME, allow_scalar=True, max_items=limits.LIST_ITEMS), about),
        }
    return Record(
        struct, fields | {"text": Field(Text(), "A few sentences for its page.")} | more, rejected_keys=MISSPELT
    )


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
ADDRESSES = Field(
    ListOf(URL, allow_scalar=True, max_items=limits.LIST_ITEMS),
    "The same thing elsewhere: web addresses, such as of Wikidata.",
)

SCHEMAS: dict[EntryKind, Record] = {
    "region": _entry(
        Region,
        REGION_KINDS,
        id=Field(
            REGION_ID, "The ids of the regions around it and its own: syria/homs. It never changes.", required=True
        ),
        code=Field(
            Pattern(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", "an ISO 3166 code", "write it like SY or SY-HI"),
            "Its ISO 3166-1 or 3166-2 code.",
        ),
        coordinates=Field(Coordinates(), "[latitude, longitude] in degrees."),
        boundary=Field(BOUNDARY, "Its lines on maps: a file of boundaries/, or one area of it by id: syr/SY.HI."),
        same_as=ADDRESSES,
    ),
    "actor": _entry(
        Actor,
        ACTOR_KINDS,
        parent=Field(EntryId("actor"), "The actor that it is a part of."),
        predecessors=Field(
            ListOf(EntryId("actor"), allow_scalar=True, max_items=limits.LIST_ITEMS), "The actors that it came from."
        ),
        successors=Field(
            ListOf(EntryId("actor"), allow_scalar=True, max_items=limits.LIST_ITEMS), "The actors that came from it."
        ),
        same_as=ADDRESSES,
    ),
    "source": _entry(
        Source,
        SOURCE_KINDS,
        url=Field(URL, "Its web site."),
        affiliation=Field(Text(300), "Whom it belongs to or stands by, in free words."),
        reliability=Field(
            Choice(("A", "B", "C", "D", "E", "F")),
            "The Admiralty grade: A reliable … E unreliable, F cannot be judged.",
        ),
        lang=Field(LANGUAGE, "The language it publishes in."),
    ),
    "tag": _entry(Tag, TAG_KINDS),
    "author": _entry(Author, url=Field(URL, "A web page of the author's.")),
    "series": _entry(Series),
}
