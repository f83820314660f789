"""The renderer: a template and a view-model become a page, escaped and strict."""

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
    """An environment whose templates share one plain dictionary of globals.

    Jinja chains a dictionary for each template in front of it, which makes each name lookup twice as slow.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of any template."""
        return self.globals


def make_environment(theme: Path) -> Environment:
    """Return the Jinja environment of a theme. It escapes values, and undefined names are errors."""
    return ThemeEnvironment(
        loader=FileSystemLoader(theme / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


class Renderer:
    """Renders the pages of one site. A page depends only on its template, its view-model and the layout.

    With a `cache_dir`, the digests of the templates are cached there.
    """

    def __init__(self, theme: Path, layout: Layout, cache_dir: Path | None = None) -> None:
        self._theme = theme
        self._cache_dir = cache_dir
        self.macro_cache = MacroCache()
        self.environment = make_environment(theme)
        self.environment.globals |= {
            "layout": layout,
            "cached": self.macro_cache,
            "cached_items": self.macro_cache.list_items,
        }

    @cached_property
    def template_digests(self) -> TemplateDigests:
        """The digest of each template with the templates it uses."""
        if self._cache_dir is None:
            return compute_template_digests(self.environment)
        return load_template_digests(self._theme, self.environment, self._cache_dir)

    def compile_templates(self) -> None:
        """Compile every template, so that forked workers share the compiled ones."""
        for name in self.environment.list_templates():
            self.environment.get_template(name)

    def render(self, page: Page) -> Rendered:
        """Return the page; raises jinja2.TemplateError."""
        return self.macro_cache.compose(self.environment.get_template(page.template).render(view=page.view))
