"""The renderer: a page's view-model and its template turned to bytes, escaped and strict."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.engine.render.macro_cache import MacroCache, Rendered
from plugins.engine.render.template_dependencies import TemplateDigests, compute_template_digests, load_template_digests
from plugins.pages.outputs import Page
from plugins.pages.view_models import Layout


class ThemeEnvironment(Environment):
    """An environment whose templates all have the same globals, in one plain dictionary.

    Jinja chains one of each template's before them, which makes every name that a page asks for twice as dear.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template, which has none of its own."""
        return self.globals


def make_environment(theme: Path) -> Environment:
    """Return the environment of a theme's templates: autoescape on, a missing name is an error."""
    made = ThemeEnvironment(
        loader=FileSystemLoader(theme / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    return made


class Renderer:
    """Renders the pages of one site; a pure function of template, layout and view-model.

    Where `room` is given, what is found of the theme's templates is kept there.
    """

    def __init__(self, theme: Path, layout: Layout, room: Path | None = None) -> None:
        self._theme = theme
        self._room = room
        self.macro_cache = MacroCache()
        self.environment = make_environment(theme)
        self.environment.globals |= {
            "layout": layout,
            "cached": self.macro_cache,
            "cached_items": self.macro_cache.list_items,
        }

    @cached_property
    def template_digests(self) -> TemplateDigests:
        """What each template draws on."""
        return (
            load_template_digests(self._theme, self.environment, self._room)
            if self._room
            else compute_template_digests(self.environment)
        )

    def compile_templates(self) -> None:
        """Compile every template, so that forked workers need not each do it."""
        for name in self.environment.list_templates():
            self.environment.get_template(name)

    def render(self, page: Page) -> Rendered:
        """Return the page; raises jinja2.TemplateError."""
        return self.macro_cache.compose(self.environment.get_template(page.template).render(view=page.view))
