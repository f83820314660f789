"""The renderer: a page's view-model and its template turned to bytes, escaped and strict."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.pages.output import Page
from plugins.pages.views import Chrome


def environment(theme: Path) -> Environment:
    """Return the environment of a theme's templates: autoescape on, a missing name is an error."""
    return Environment(
        loader=FileSystemLoader(theme / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


class Renderer:
    """Renders the pages of one site; a pure function of template, chrome and view-model."""

    def __init__(self, theme: Path, chrome: Chrome) -> None:
        self.environment = environment(theme)
        self.environment.globals["chrome"] = chrome

    def render(self, page: Page) -> bytes:
        """Return the page's bytes; raises jinja2.TemplateError."""
        return self.environment.get_template(page.template).render(view=page.view).encode()
