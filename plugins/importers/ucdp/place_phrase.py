"""Place phrases: where an event was, in the words of the row, and never more exactly than the row's `where_prec`.

Meanings of the codes in the GED codebook: 1 the place itself; 2 within about 25 km of it; 3 somewhere in a second-level
division; 4 somewhere in a first-level division; 5 along a line or in an area without exact borders; 6 somewhere in a
country; 7 international waters or airspace.
"""

from __future__ import annotations

import re

from plugins.importers.ucdp.ged import GedEvent
from plugins.importers.ucdp.place_names import WORDS, country_phrase, name_at, parse_place

EXACT, NEAR, DISTRICT, DIVISION, COUNTRY, WATERS = 1, 2, 3, 4, 6, 7
PREPOSITIONS: dict[str, dict[int | None, str]] = {
    "settlement": {EXACT: "in", NEAR: "near", 0: "in or around"},
    "area": {EXACT: "in", 0: "in or around"},
    "division": {EXACT: "in", NEAR: "in or around", 5: "in or around", 0: "somewhere in"},
    "site": {EXACT: "at", NEAR: "near", 0: "at or near"},
}
"""Prepositions by kind of place and `where_prec`; 0 is for all other values."""
SITE = re.compile(
    r"air ?(?:base|field|port|strip)|barracks|base|battalion|border|bridge|brigade|building|canal|castle|cemetery"
    r"|cent(?:er|re)|checkpoint|church|company|compound|court(?:house)?|crossing|dam|division|embassy|factory|farms?"
    r"|(?:oil)?fields?|frontier|headquarters|highway|hill|hospital|hotel|junction|lake|line|mall|market|mine|monastery"
    r"|mosque|mount|mountain|office|palace|pass|plant|port|prison|refinery|regiment|reservoir|river|road|ruins?|school"
    r"|shrine|silos|square|stadium|station|temple|tower|tunnel|university",
    re.IGNORECASE,
)
"""Places that one is at, not in."""
ANYWHERE = re.compile(r".*\b(?:air ?base|airport|barracks|base|checkpoint|hospital|prison)\b.*", re.IGNORECASE)
"""Words that make a place a site even before its last word, as in `Army Base Harasta`."""
LANDFORM = re.compile(
    r"(?:highway|hotel|j[ae]b[ae]l|koh|lake|m(?:oun)?t|nahr|road|route|sabkhat|t[ae]ll|tlul|wadi)\b.*", re.IGNORECASE
)
"""Names that begin with a word for a landform or a site, such as `Jabal Tiyas`."""
DESCRIPTION = re.compile(
    r"(?P<head>.+?) (?:along|around|at|between|by|close to|from|in|inside|link\w*ing|near|of|off|on|outside|to"
    r"|(?:north|south|east|west)[\w-]*) .+"
)
"""A place that is described rather than named, as in `Road between A and B`."""
RELATIVE = re.compile(r"(?:along|around|between|close to|inside|near|off|outside)\b.*", re.IGNORECASE)
"""Descriptions that have their own preposition."""
DISTANCE = re.compile(r"(?:about |ca\.? )?\d[\d.,]* ?(?:km|kms|kilomet(?:er|re)s?|miles?|m)", re.IGNORECASE)
BORDER = re.compile(r".*\bborder\b(?! (?:city|crossing|gate|post|town|village)).*", re.IGNORECASE)
COMMON_WORDS = re.compile(
    r"(?:area|border|central|coast|countryside|forest|highway|international|main|outskirts|road|silos|suburbs|vicinity"
    r"|(?:north|south)?-?(?:east|west)?(?:ern)?)(?= (?-i:[^\WA-Z\d])|$)",
    re.IGNORECASE,
)
"""Words that begin with a small letter inside a sentence if a word in small letters follows, as in `Road between`."""
SEVERAL = re.compile(
    r"(?:an?|many|multiple|several|some|the|towns|various|villages|\d+)\b.*|\w+['’]s .*", re.IGNORECASE
)
"""Descriptions without an article, or with their own."""
UNSPECIFIED = re.compile(r"(?:unidentified|unknown|unspecified)\b ?(.*)", re.IGNORECASE)
NUMBERED = re.compile(r"(?:highway|road|route) \d+\b", re.IGNORECASE)
SEA = re.compile(r"(?!the ).*\b(?:bay|channel|coast|gulf|ocean|sea|strait)s?\b.*", re.IGNORECASE)
WITH_ARTICLE = re.compile(
    r"(?:Bay|Gulf|Strait|(?:.+ )?(?:Federation|Province|Region|Republic|State|Territory)) of .+"
    r"|(?:North(?:ern)? |South(?:ern)? )?Caucasus|Deep South|Sahel|West Bank"
)
"""Names that take an article."""
LOOSE = re.compile(r".+ (?:region|zone)", re.IGNORECASE)
"""Areas that are often no division, such as `Lake Chad region`."""
BEYOND = "international waters or airspace"


def place_words(event: GedEvent) -> str:
    """Return the row's words for the place, or those of a larger one if `where_prec` says that only that is known."""
    unknown = UNSPECIFIED.fullmatch(event.place)
    place, precision = "" if unknown and not unknown[1] else event.place, event.place_precision
    level = parse_place(place).level if place else ""
    if precision == COUNTRY:
        return _country(event)
    if precision == DIVISION:
        return event.division or (place if level == "division" else "") or _country(event)
    if precision == DISTRICT:
        return event.district or (place if level == "district" else "") or event.division or _country(event)
    if precision == WATERS:
        return "" if place == event.country else place
    if place == event.country:
        return _country(event)
    return place or event.district or event.division or _country(event)


def is_whole_unit(event: GedEvent) -> bool:
    """Return whether the place is a division, a district or the country itself."""
    words = place_words(event)
    return _is_unit(event, words) or parse_place(words).level in ("division", "district")


def _is_unit(event: GedEvent, words: str) -> bool:
    return words in (event.division, event.district, event.country, _country(event))


def place_phrase(event: GedEvent) -> str:
    """Return the place with its preposition: `in Kissin village`, `near Homs city`, `somewhere in Syria`."""
    words = place_words(event)
    if event.place_precision == WATERS:
        article = "the " if SEA.fullmatch(words) else ""
        return f"in or above {article}{words} ({BEYOND})" if words else f"in {BEYOND}"
    if words == _country(event):
        return f"{'in' if event.place_precision == EXACT else 'somewhere in'} {country_phrase(words)}"
    if RELATIVE.match(words):
        return f"somewhere {words[0].lower()}{words[1:]}"
    kind, text = _kind(event, words)
    prepositions = PREPOSITIONS[kind]
    return f"{prepositions.get(event.place_precision, prepositions[0])} {text}"


def place_text(event: GedEvent) -> str:
    """Return the place for a page that names its region after it: the row's words, or `near Homs city`."""
    return place_phrase(event) if event.place_precision in (NEAR, WATERS) else place_words(event)


def _kind(event: GedEvent, words: str) -> tuple[str, str]:
    """Return the kind of a place, which is a key of `PREPOSITIONS`, and its words with an article if they need one."""
    name = re.sub(r"\s*\(.*", "", words) or words
    described = DESCRIPTION.fullmatch(name)
    head = described["head"] if described else name
    if BORDER.fullmatch(name):
        return "site", f"the {_lower(words)}"
    if is_whole_unit(event) and not described:
        return "division", f"the {words}" if LOOSE.fullmatch(words) and not _is_unit(event, words) else words
    if WITH_ARTICLE.fullmatch(name):
        return "division" if is_whole_unit(event) else "area", f"the {words}"
    if described and DISTANCE.fullmatch(head):
        return "site", f"a point {words}"
    return _kind_by_noun(words, head, bool(described))


def _kind_by_noun(words: str, head: str, described: bool) -> tuple[str, str]:
    noun, level = head.rpartition(" ")[2], parse_place(head).level or WORDS.get(head.lower(), ("", ""))[0]
    if level in ("city", "settlement") and noun != head and not UNSPECIFIED.match(words):
        return "settlement", words
    is_site = bool(SITE.fullmatch(noun) or ANYWHERE.fullmatch(head) or (described and SITE.fullmatch(head.split()[0])))
    if is_site or level == "landscape" or (described and (noun.islower() or COMMON_WORDS.fullmatch(head))):
        kind = "settlement" if level == "settlement" else "area"
        return ("site" if is_site else kind), _with_article(words)
    return ("site" if LANDFORM.fullmatch(head) else "settlement"), words


def _with_article(words: str) -> str:
    """Return a description with `the`, unless it has an article or is a numbered name, as in `Road 42 between …`."""
    if NUMBERED.match(words):
        return words
    if UNSPECIFIED.match(words):
        return f"an {words[0].lower()}{words[1:]}"
    return _lower(words) if SEVERAL.match(words) else f"the {_lower(words)}"


def _lower(words: str) -> str:
    """Return a description with a small first letter: `the road between A and B`."""
    is_common = COMMON_WORDS.match(words) or re.match(r"(?:The|Several|Various|Villages|Towns)\b", words)
    return f"{words[0].lower()}{words[1:]}" if is_common else words


def _country(event: GedEvent) -> str:
    return name_at(event.country, event.first)
