"""The cast: how one text names its actors and sources, in full at first and shorter after that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from plugins.archive.model.entries import Entry
from plugins.archive.model.registry import name_on
from plugins.archive.text.spelling import normalize
from plugins.importers.ucdp.numerals import listed, number
from plugins.importers.ucdp.place_phrases import with_article
from plugins.importers.ucdp.registry_builder import Ledger

ARTICLE = re.compile(
    r"Government of .+|.*\b(?:State|Front|Forces?|Army|Division|Brigades?|Legion|Movement|Council|Union|Party|Guards?"
    r"|Organi[sz]ation|Group|Coalition|Alliance|Militias?|Regiment|Battalions?|Corps|Command|Cent(?:er|re)|Observatory"
    r"|Institute|Committee|Commission|Agency|Service|Taliban)(?: (?:for|of|in|on) .+)?"
)
"""Names that take `the`: those that end in, or are built around, a common noun."""
PLURAL = re.compile(r"[A-Z]\w+ [a-z]+s")
"""Umbrella names such as 'Syrian insurgents', which are 'the insurgents' once they have been named."""
GOVERNMENT = "Government of "
MANY = 2
"""A side of more actors than this is listed once, then called 'the six groups'."""


class Cast:
    """Names for one text about `country` on `day`; `plain` keeps to full names, for sentences that stand alone."""

    def __init__(self, ledger: Ledger, day: date, country: str, *, plain: bool = False) -> None:
        self._ledger, self._day, self._plain = ledger, day, plain
        self._country = {normalize(name) for name in ledger.region(country).spellings()}
        self._met: set[tuple[str, ...]] = set()

    def side(self, actors: Sequence[str]) -> str:
        """Return the words for one side."""
        key = tuple(actors)
        if len(key) <= MANY:
            return listed([self._actor(actor) for actor in key])
        met = {other for other in self._met if len(other) == len(key)}
        if met == {key} and not self._plain:
            return f"the {number(len(key))} groups"
        self._met.add(key)
        return f"{number(len(key))} groups ({listed([self._full(self._ledger.actor(a), short=True) for a in key])})"

    def again(self, actors: Sequence[str]) -> str:
        """Return short words for a side that the same sentence has named."""
        if len(actors) > 1:
            return f"the {number(len(actors))} groups"
        return self._short(self._ledger.actor(actors[0]))

    def label(self, actors: Sequence[str], count: int) -> str:
        """Return the shortest label of a side, for `count` of its dead in brackets."""
        if len(actors) > 1:
            return f"of the {number(len(actors))} groups"
        entry = self._ledger.actor(actors[0])
        label = self._short(entry).removeprefix("the ")
        return label.removesuffix("s") if count == 1 and PLURAL.fullmatch(entry.name) else label

    def sources(self, ids: Sequence[str]) -> str:
        """Return the words for who reported something; UCDP where nobody is named."""
        entries = [self._ledger.entries["source"][source] for source in ids]
        return listed([self._named(entry) for entry in entries]) or "UCDP"

    def _actor(self, actor_id: str) -> str:
        entry = self._ledger.actor(actor_id)
        return "civilians" if entry.kind == "civilians" else self._named(entry)

    def _named(self, entry: Entry) -> str:
        key = (entry.id,)
        if key in self._met and not self._plain:
            return self._short(entry)
        self._met.add(key)
        brief = acronym(entry)
        return self._full(entry) if self._plain or not brief else f"{self._full(entry)} ({brief})"

    def _full(self, entry: Entry, *, short: bool = False) -> str:
        if short and (brief := acronym(entry)):
            return f"{_the(name_on(entry, self._day))} ({brief})" if not self._plain else _the(entry.name)
        return _the(name_on(entry, self._day))

    def _short(self, entry: Entry) -> str:
        name = name_on(entry, self._day)
        if name.startswith(GOVERNMENT):
            country = name.removeprefix(GOVERNMENT)
            return "the government" if normalize(country) in self._country else country
        brief, (*_, last) = acronym(entry), name.split()
        if not brief:
            return f"the {last}" if PLURAL.fullmatch(name) else _the(name)
        # 'the SDF', but 'IS': the acronym of a name that ends in 'State' stands alone.
        return with_article(brief) if ARTICLE.fullmatch(name) and not name.endswith("State") else brief


def acronym(entry: Entry) -> str:
    """Return an entry's acronym, if its name is longer than that."""
    found = (other.name for other in entry.names if other.kind == "acronym")
    brief = next(found, "")
    return brief if len(brief) < len(entry.name) else ""


def _the(name: str) -> str:
    return with_article(name) if ARTICLE.fullmatch(name) else name
