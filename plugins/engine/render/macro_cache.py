"""Fragments: what macros make of values that stand on many pages, made once, and read once for their links.

In the text that a template gives, a mark stands for each fragment until the page is put together: its number between
two NULs. No content can hold a mark, for NUL is refused in every file and is no character of HTML.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from jinja2.runtime import Macro
from markupsafe import Markup

from plugins.engine.render.link_check import extract_ids, extract_links


class Rendered(NamedTuple):
    """A text put together: its bytes, what of them is in no fragment, and the numbers of its fragments."""

    data: bytes
    own: bytes
    fragments: tuple[int, ...] = ()


class FragmentLinks(NamedTuple):
    """What of a fragment counts for each page it stands on: its links within the page, the names of its parts."""

    local_links: frozenset[bytes]
    element_ids: frozenset[bytes]


class MacroCache:
    """Keeps what macros made of cards, for a card is one value that stands in many lists.

    Templates call it as `cached(macro, card, …)`. A card is known by its identity, and held on to for that. `parts`
    holds those of the fragments that have any, by number.
    """

    def __init__(self) -> None:
        self._marks: dict[tuple[str, int, tuple[Any, ...]], tuple[Any, Markup]] = {}
        self._made: list[bytes] = []
        self._links: set[bytes] = set()
        self.fragment_links: dict[int, FragmentLinks] = {}

    def __call__(self, macro: Macro, card: Any, *options: Any) -> Markup:
        """Return the mark of `macro(card, *options)`, which is made once."""
        key = (macro.name, id(card), options)
        found = self._marks.get(key)
        if found is None:
            found = self._marks[key] = (card, self._keep(macro(card, *options)))
        return found[1]

    def list_items(self, macro: Macro, cards: Iterable[Any], *options: Any) -> Markup:
        """Return a list item around what `macro` makes of each card: `cached_items(macro, cards, …)` in templates."""
        return Markup("".join(f"  <li>{self(macro, card, *options)}</li>\n" for card in cards))

    def _keep(self, text: str) -> Markup:
        number = len(self._made)
        data, own, _ = self.compose(text)
        self._made.append(data)
        links, names = extract_links(own), extract_ids(data)
        within = frozenset(link for link in extract_links(data) if link.startswith(b"#"))
        self._links |= links - within
        if within or names:
            self.fragment_links[number] = FragmentLinks(within, names)
        return Markup(f"\0{number}\0")

    def take_new_links(self) -> set[bytes]:
        """Return the links to other pages in the fragments that were made since this was asked last."""
        links, self._links = self._links, set()
        return links

    def compose(self, text: str) -> Rendered:
        """Put a text together, fragments in the place of their marks."""
        pieces = text.encode().split(b"\0")
        numbers = tuple(map(int, pieces[1::2]))
        own = b"\n".join(pieces[0::2])
        pieces[1::2] = [self._made[number] for number in numbers]
        return Rendered(b"".join(pieces), own, numbers)
