"""Macro cache: the output of a macro for a value that many pages show, rendered and searched for links once.

In the text of a template, a placeholder represents each cached fragment: its number between two NUL characters. Content
can't contain placeholders, because NUL is rejected in every file and is not a character of HTML.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from jinja2.runtime import Macro
from markupsafe import Markup

from plugins.engine.render.link_check import read_links


class Rendered(NamedTuple):
    """A rendered text: its bytes, the bytes that are in no fragment, and the numbers of its fragments."""

    data: bytes
    own: bytes
    fragments: tuple[int, ...] = ()


class FragmentLinks(NamedTuple):
    """The links of a fragment to the page that it is on, and the element ids that it adds to the page."""

    local_links: frozenset[str]
    element_ids: frozenset[str]


class MacroCache:
    """Caches the output of macros. Templates call it as `cached(macro, value, …)`.

    A value is identified by its `id()` and kept alive. `fragment_links` holds the fragments that have local links or
    element ids, by number.
    """

    def __init__(self) -> None:
        self._placeholders: dict[tuple[str, int, tuple[Any, ...]], tuple[Any, Markup]] = {}
        self._fragments: list[bytes] = []
        self._new_fragments: list[bytes] = []
        self.fragment_links: dict[int, FragmentLinks] = {}

    def __call__(self, macro: Macro, value: Any, *options: Any) -> Markup:
        """Return the placeholder of `macro(value, *options)`, which is called once."""
        key = (macro.name, id(value), options)
        found = self._placeholders.get(key)
        if found is None:
            found = self._placeholders[key] = (value, self._add(macro(value, *options)))
        return found[1]

    def list_items(self, macro: Macro, values: Iterable[Any], *options: Any) -> Markup:
        """Return a list item for each value: `cached_items(macro, values, …)` in templates."""
        return Markup("".join(f"  <li>{self(macro, value, *options)}</li>\n" for value in values))

    def _add(self, text: str) -> Markup:
        number = len(self._fragments)
        data, own, _ = self.compose(text)
        self._fragments.append(data)
        self._new_fragments.append(own)
        if b'id="' in data or b'="#' in data:  # parse few fragments: each parse costs as much as 2 kB of HTML
            links, ids = read_links(data)
            local = frozenset(link for link in links if link.startswith("#"))
            self.fragment_links[number] = FragmentLinks(local, ids)
        return Markup(f"\0{number}\0")

    def take_new_fragments(self) -> bytes:
        """Return the HTML of the fragments that were added since the last call, each without those inside it."""
        new, self._new_fragments = self._new_fragments, []
        return b"\n".join(new)

    def compose(self, text: str) -> Rendered:
        """Return a text with fragments instead of placeholders."""
        pieces = text.encode().split(b"\0")
        numbers = tuple(map(int, pieces[1::2]))
        if not numbers:
            return Rendered(pieces[0], pieces[0])
        own = b"\n".join(pieces[0::2])
        pieces[1::2] = [self._fragments[number] for number in numbers]
        return Rendered(b"".join(pieces), own, numbers)
