"""The renderer: a page's view-model and its template turned to bytes, escaped and strict."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup

from plugins.pages.output import Page
from plugins.pages.views import Chrome


class Fragments:
    """Keeps what macros made of cards, for a card is one value that stands in many lists.

    Templates call it as `kept(macro, card, …)`. A card is known by its identity, and held on to for that.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[str, int, tuple[Any, ...]], tuple[Any, Markup]] = {}

    def __call__(self, macro: Macro, card: Any, *options: Any) -> Markup:
        """Return `macro(card, *options)`, made once."""
        key = (macro.name, id(card), options)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = (card, Markup(macro(card, *options)))
        return found[1]

    def items(self, macro: Macro, cards: Iterable[Any], *options: Any) -> Markup:
        """Return a list item around what `macro` makes of each card: `kept_items(macro, cards, …)` in templates."""
        return Markup("".join(f"  <li>{self(macro, card, *options)}</li>\n" for card in cards))


def environment(theme: Path) -> Environment:
    """Return the environment of a theme's templates: autoescape on, a missing name is an error."""
    made = Environment(
        loader=FileSystemLoader(theme / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    fragments = Fragments()
    made.globals |= {"kept": fragments, "kept_items": fragments.items}
    return made


class Renderer:
    """Renders the pages of one site; a pure function of template, chrome and view-model."""

    def __init__(self, theme: Path, chrome: Chrome) -> None:
        self.environment = environment(theme)
        self.environment.globals["chrome"] = chrome

    def warm(self) -> None:
        """Compile every template, so that forked workers need not each do it."""
        for name in self.environment.list_templates():
            self.environment.get_template(name)

    def render(self, page: Page) -> bytes:
        """Return the page's bytes; raises jinja2.TemplateError."""
        return self.environment.get_template(page.template).render(view=page.view).encode()
