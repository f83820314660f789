"""Places: what a data set's words for a place say: a name, perhaps what sort of place it is, other spellings."""

from __future__ import annotations

import re

import msgspec

SETTLEMENTS = ("town", "city", "village", "suburb", "camp", "municipality", "neighbourhood", "neighborhood")
DISTRICTS = ("district",)
DIVISIONS = (
    "governorate",
    "province",
    "state",
    "region",
    "department",
    "county",
    "oblast",
    "prefecture",
    "division",
    "territory",
)
LANDSCAPES = ("area", "plain", "desert", "valley", "fields", "ruins", "mountains", "forest", "islands", "oasis")
SORT = re.compile(rf"(.+) ({'|'.join((*SETTLEMENTS, *DISTRICTS, *DIVISIONS, *LANDSCAPES))})", re.IGNORECASE)
DIRECTION = re.compile(
    r"((?:north|south|east|west|central)(?:[ -]?(?:east|west))?(?:ern)?|upper|lower|greater) (.+)", re.IGNORECASE
)
ONLY_DIRECTION = re.compile(
    r"(?:north|south|east|west|central|north[ -]?east|north[ -]?west|south[ -]?east|south[ -]?west)(?:ern)?"
    r"|capital|federal|upper|lower",
    re.IGNORECASE,
)


class Place(msgspec.Struct, frozen=True):
    """Words for a place. `sort` is the type word at their end, in small letters; `name` is what stands before it."""

    text: str
    name: str
    sort: str = ""

    def names(self) -> tuple[str, ...]:
        """Return the ways to spell the name: as it stands, and each part of `A/B` or `A (B)`."""
        parts = [part.strip(" )") for part in re.split(r"[/(]", self.name)]
        return tuple(dict.fromkeys(name for name in (self.name, *parts) if name))

    @property
    def shown(self) -> str:
        """The name for readers: a second spelling stands in brackets."""
        first, slash, second = self.name.partition("/")
        return f"{first.strip()} ({second.strip()})" if slash and "(" not in self.name else self.name


def read_place(words: str) -> Place:
    """Take the words of a place apart.

    >>> read_place("Ar Rastan  town")
    Place(text='Ar Rastan town', name='Ar Rastan', sort='town')
    """
    text = " ".join(words.split())
    match = SORT.fullmatch(text)
    return Place(text, match[1], match[2].lower()) if match else Place(text, text)


def without_direction(name: str) -> tuple[str, str]:
    """Split `Eastern Deir ez Zor` into `eastern` and the rest; the first is empty where there is no direction."""
    match = DIRECTION.fullmatch(name)
    return (match[1].lower(), match[2]) if match else ("", name)


def bare(place: Place) -> str:
    """Return a division's name without its type word, unless nothing but a direction would be left."""
    return place.text if ONLY_DIRECTION.fullmatch(place.name) else place.name
