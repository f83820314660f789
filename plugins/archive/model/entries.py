"""Registry entries: regions, actors, sources, tags, authors and series. Annotations declare their keys."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

import msgspec
import yaml

from plugins.archive import limits
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.schema.field_types import IDENTIFIER, LANGUAGE, URL, Choice, Coordinates, EdtfDate, Pattern, Text
from plugins.archive.schema.reader import Invalid, Reader
from plugins.archive.schema.record import Field, ListOf, Record, Requirement, StringMap, record_of
from plugins.archive.text.dates import DateSpan

NAME_KINDS = ("spelling", "former", "alias", "acronym", "native")
REGION_KINDS = (
    *("country", "governorate", "province", "state", "region", "oblast", "wilaya", "department", "prefecture"),
    *("county", "canton", "republic", "territory", "division", "municipality", "district"),
    *("city", "town", "village", "area", "camp"),
)
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
SEGMENT = rf"(?!(page|events|reports)(/|$)){IDENTIFIER.expression}"
REGION_ID = Pattern(
    f"{SEGMENT}(/{SEGMENT})*",
    "a region's id",
    "write a path of ids such as country/place; page, events and reports are reserved",
    maximum=240,
)
BOUNDARY = Pattern(
    rf"{IDENTIFIER.expression}(/[A-Za-z0-9._\-]+)?", "a boundary", "write a file's name, or file/id: syr or syr/SY.HI"
)
COUNTRY_CODE = Pattern(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", "an ISO 3166 code", "write it like SY or SY-HI")


@dataclass(frozen=True, slots=True)
class EntryId:
    """The id of a registry entry, which must be of `required_kind` if that is given.

    Any text is read. Whether the entry exists is checked against the whole registry, which gives better messages.
    """

    TEXT: ClassVar[Text] = Text(300)

    kind: EntryKind
    required_kind: str = ""

    def read(self, node: yaml.Node, at: Reader, name: str) -> str | Invalid:
        return self.TEXT.read(node, at, name)


class Name(msgspec.Struct, frozen=True):
    """Another name of an entry, used from `since` to `until`."""

    name: Annotated[str, Field(Text(300), "The name or spelling itself.")]
    kind: Annotated[str, Field(Choice(NAME_KINDS), "The kind of name; spelling by default.")] = "spelling"
    lang: Annotated[str, Field(LANGUAGE, "Its language, such as ar; required for a native name.")] = ""
    since: Annotated[DateSpan | None, Field(EdtfDate(), "The first day of a former name.", key="from")] = None
    until: Annotated[DateSpan | None, Field(EdtfDate(), "The day on which a newer name replaced it.", key="to")] = None


NAME = record_of(Name, scalar_key="name", requirement=Requirement("kind", "native", requires="lang"))
NAMES = Field(
    ListOf(NAME, allow_scalar=True, max_items=limits.LIST_ITEMS),
    "Other names, spellings and acronyms; search finds the entry by them.",
)
ACTORS = ListOf(EntryId("actor"), allow_scalar=True, max_items=limits.LIST_ITEMS)
SAME_AS = Field(
    ListOf(URL, allow_scalar=True, max_items=limits.LIST_ITEMS),
    "Web addresses of the same entry elsewhere, such as in Wikidata.",
)
IDENTIFIERS = Field(
    StringMap(), 'Its ids in other data sets: {ucdp-actor: "234"}; several ids of one data set are separated by commas.'
)


def _former_ids(id_type: Pattern) -> Field:
    ids = ListOf(id_type, allow_scalar=True, max_items=limits.LIST_ITEMS)
    return Field(ids, "Earlier ids of the entry, such as those of entries merged into it, oldest first.")


def _kind(*kinds: str) -> Field:
    return Field(Choice(kinds), "What kind of entry it is.")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What all registry entries have in common."""

    id: Annotated[str, Field(IDENTIFIER, "The id that reports use, and its address. It never changes.")]
    name: Annotated[str, Field(Text(300), "The name that pages show.")]
    kind: str = ""
    names: tuple[Name, ...] = ()
    text: Annotated[str, Field(Text(), "A few sentences for its page.")] = ""
    formerly: Annotated[tuple[str, ...], _former_ids(IDENTIFIER)] = ()

    def spellings(self) -> tuple[str, ...]:
        """Return the main name and all other names, each once."""
        return tuple(dict.fromkeys((self.name, *(other.name for other in self.names))))


class Region(Entry, frozen=True, kw_only=True):
    """A geographical region. Its id is a path that begins with the ids of its ancestors."""

    id: Annotated[str, Field(REGION_ID, "The ids of its ancestors and its own: syria/homs. It never changes.")]
    formerly: Annotated[tuple[str, ...], _former_ids(REGION_ID)] = ()
    kind: Annotated[str, _kind(*REGION_KINDS)] = ""
    names: Annotated[tuple[Name, ...], NAMES] = ()
    code: Annotated[str, Field(COUNTRY_CODE, "Its ISO 3166-1 or 3166-2 code.")] = ""
    coordinates: Annotated[tuple[float, float] | None, Field(Coordinates(), "[latitude, longitude] in degrees.")] = None
    boundary: Annotated[
        str, Field(BOUNDARY, "Its outline on maps: a file of boundaries/, or an area of it by id: syr/SY.HI.")
    ] = ""
    same_as: Annotated[tuple[str, ...], SAME_AS] = ()

    @property
    def parent(self) -> str:
        """The id of the parent region; empty for a root."""
        return self.id.rpartition("/")[0]


class Actor(Entry, frozen=True, kw_only=True):
    """A state, a force, a group or a person."""

    kind: Annotated[str, _kind(*ACTOR_KINDS)] = ""
    names: Annotated[tuple[Name, ...], NAMES] = ()
    parent: Annotated[str, Field(EntryId("actor"), "The actor that it is a part of.")] = ""
    predecessors: Annotated[tuple[str, ...], Field(ACTORS, "The actors that it emerged from.")] = ()
    successors: Annotated[tuple[str, ...], Field(ACTORS, "The actors that emerged from it.")] = ()
    same_as: Annotated[tuple[str, ...], SAME_AS] = ()
    identifiers: Annotated[tuple[tuple[str, str], ...], IDENTIFIERS] = ()


class Source(Entry, frozen=True, kw_only=True):
    """A source of claims. `reliability` is the Admiralty grade A–F."""

    kind: Annotated[str, _kind(*SOURCE_KINDS)] = ""
    names: Annotated[tuple[Name, ...], NAMES] = ()
    url: Annotated[str, Field(URL, "Its web site.")] = ""
    affiliation: Annotated[str, Field(Text(300), "Who owns or supports it, in plain words.")] = ""
    reliability: Annotated[
        str, Field(Choice(tuple("ABCDEF")), "The Admiralty grade: A reliable … E unreliable, F cannot be judged.")
    ] = ""
    lang: Annotated[str, Field(LANGUAGE, "The language it publishes in.")] = ""


class Tag(Entry, frozen=True, kw_only=True):
    """A subject, or a type of event."""

    kind: Annotated[str, _kind(*TAG_KINDS)] = ""
    names: Annotated[tuple[Name, ...], NAMES] = ()


class Author(Entry, frozen=True, kw_only=True):
    """A writer of reports; `text` is the biography."""

    url: Annotated[str, Field(URL, "The author's web page.")] = ""


class Series(Entry, frozen=True, kw_only=True):
    """A series of reports."""


MISSPELT = {"sameAs": "is not a known key (write same_as)"}
SCHEMAS: dict[EntryKind, Record] = {
    "region": record_of(Region, rejected_keys=MISSPELT),
    "actor": record_of(Actor, rejected_keys=MISSPELT),
    "source": record_of(Source, rejected_keys=MISSPELT),
    "tag": record_of(Tag, rejected_keys=MISSPELT),
    "author": record_of(Author, rejected_keys=MISSPELT),
    "series": record_of(Series, rejected_keys=MISSPELT),
}
