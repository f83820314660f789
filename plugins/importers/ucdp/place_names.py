"""Place names: the kinds of places that their last words name, and the older names and articles of countries.

UCDP writes `Donetsk oblast`, `Borno state` or `Kunduz district`. Such a word distinguishes a division from the town of
the same name, so it is part of the name and is never cut off.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

Level = Literal["division", "district", "city", "settlement", "landscape", ""]
"""What a kind of place is: a first-level division, one of a lower level, a city that can be a division of its own, any
other settlement, or a landscape without exact borders. The empty level is for names without such a word."""

SAME_IN_REGISTRY = (
    "governorate|province|state|region|oblast|wilaya|department|prefecture|county|canton|republic|territory|division"
)
LANDSCAPES = (
    "archipelago|area|basin|corridor|countryside|delta|desert|fields|forest|glacier|gorge|heights|highlands|hills"
    "|island|islands|jungle|lowlands|marshes|mountains|national park|oasis|peninsula|plain|plains|plateau|pocket|range"
    "|ruins|sea|sector|strip|triangle|valley"
)
TABLE: dict[Level, dict[str, str]] = {
    "division": {
        **{word: word for word in SAME_IN_REGISTRY.split("|")},
        **{"wilayah": "wilaya", "vilayet": "wilaya", "muhafazah": "governorate", "voivodeship": "province"},
        **{"krai": "territory", "kray": "territory", "okrug": "district", "emirate": "", "parish": ""},
        **{"autonomous region": "region", "autonomous republic": "republic", "autonomous province": "province"},
        **{"autonomous oblast": "oblast", "autonomous okrug": "district", "capital region": "region"},
        **{"union territory": "territory", "capital territory": "territory", "federal territory": "territory"},
        **{"federal district": "district", "capital district": "district", "special region": "region"},
        "federal capital territory": "territory",
    },
    "district": {
        **{"district": "district", "municipality": "municipality", "commune": "municipality"},
        **dict.fromkeys(["rayon", "raion", "sub-district", "subdistrict", "subdivision"], "district"),
        **dict.fromkeys(["upazila", "tehsil", "taluk"], "district"),
        **dict.fromkeys(["woreda", "zone", "arrondissement", "cercle", "township", "agency"], "district"),
        "local government area": "district",
    },
    "city": {
        **dict.fromkeys(["city", "special city", "special republican city", "autonomous city", "capital city"], "city"),
        **{"federal city": "city", "metropolitan city": "city", "special municipality": "municipality"},
    },
    "settlement": {
        **{"town": "town", "village": "village", "camp": "camp", "suburb": "town", "locality": "village"},
        **{"neighbourhood": "area", "neighborhood": "area", "quarter": "area", "hamlet": "village"},
        "settlement": "village",
    },
    "landscape": dict.fromkeys(LANDSCAPES.split("|"), "area"),
}
"""For each level the words in lower case, and the kind of region in the registry; empty if it has no such kind."""
WORDS: dict[str, tuple[Level, str]] = {
    word: (level, kind) for level, kinds in TABLE.items() for word, kind in kinds.items()
}
SUFFIX = re.compile(rf"(.+?) ({'|'.join(sorted(map(re.escape, WORDS), key=len, reverse=True))})", re.IGNORECASE)
UNIT = re.compile(r".*\b\d+(?:st|nd|rd|th)\b.*\bdivision", re.IGNORECASE)
"""The base of an army unit, as in `17th Reserve Division`, which is not a division of a country."""
DIVISION_NOUNS = frozenset(TABLE["division"].values()) - {""} | {"district"}
"""Kinds of regions that can be counted as the divisions of a country."""
CITIES = frozenset({"city", "municipality"})
ALLOWED: dict[Level, frozenset[str]] = {
    "division": DIVISION_NOUNS,
    "district": frozenset({"district", "municipality"}),
    "city": CITIES,
    "settlement": frozenset({"city", "town", "village", "camp"}),
    "landscape": frozenset({"area"}),
}
"""The kinds of region that a name of each level can mean: `X district` is never the town X."""

GOVERNMENT = "Government of "
BRACKETS = re.compile(r"(.+?) \((.+)\)")
OLD_NAMES = {
    "Burma": date(1989, 6, 18),
    "Ceylon": date(1972, 5, 22),
    "Kampuchea": date(1989, 5, 1),
    "Malagasy": date(1975, 12, 30),
    "Malagasy Republic": date(1975, 12, 30),
    "North Yemen": date(1990, 5, 22),
    "Rhodesia": date(1980, 4, 18),
    "Soviet Union": date(1991, 12, 26),
    "Yugoslavia": date(2003, 2, 4),
    "Zaire": date(1997, 5, 17),
}
"""The day on which each older name in the data set was replaced. UCDP writes `Russia (Soviet Union)` for all years."""
WITH_ARTICLE = re.compile(
    r"(?:Bahamas|Comoros|Gambia|Maldives|Netherlands|Philippines|Seychelles|Soviet Union"
    r"|United (?:Arab Emirates|Kingdom|States)(?: of America)?|(?:Central African|Czech|Dominican) Republic"
    r"|Democratic Republic of .+|.+ Islands)(?: \(.+\))?"
)
"""Countries that take `the` in a sentence."""


class PlaceName(NamedTuple):
    """The name of a place: the whole text, the part before its kind, and the level and kind of region."""

    text: str
    name: str
    level: Level
    kind: str


@lru_cache(maxsize=65536)
def parse_place(text: str) -> PlaceName:
    """Split a name into the name proper and its kind.

    >>> parse_place("Donetsk oblast").name, parse_place("Kiev Special Republican city").kind
    ('Donetsk', 'city')
    """
    match = None if UNIT.fullmatch(text) else SUFFIX.fullmatch(text)
    if match is None:
        return PlaceName(text, text, "", "")
    return PlaceName(text, match[1], *WORDS[match[2].lower()])


def split_name(name: str) -> tuple[str, str]:
    """Return a country or government without an older name in brackets, and that name."""
    match = BRACKETS.fullmatch(name)
    return (match[1], match[2]) if match else (name, "")


def name_at(name: str, day: date) -> str:
    """Return the name of a country or government on `day`: without an older name in brackets that was out of use.

    >>> name_at("Russia (Soviet Union)", date(2014, 5, 1)), name_at("Russia (Soviet Union)", date(1990, 5, 1))
    ('Russia', 'Russia (Soviet Union)')
    """
    main, old = split_name(name)
    return main if old in OLD_NAMES and day >= OLD_NAMES[old] else name


def country_phrase(name: str) -> str:
    """Return a country as a sentence has it: `the Philippines`, `Syria`."""
    return f"the {name}" if WITH_ARTICLE.fullmatch(name) else name
