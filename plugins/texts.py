"""Pelican plugin: the archive's own pages, the page for contributors, corrections, search page and 404."""

from __future__ import annotations

from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.engine.build import current_build
from plugins.pages.site.contribute import contribute_outputs
from plugins.pages.site.corrections import corrections_page
from plugins.pages.site.static_pages import static_pages
from plugins.pages.site.styleguide import styleguide_page


class Texts(Generator):
    """Makes the pages of words."""

    def generate_output(self, writer: Any) -> None:
        """Make the outputs."""
        build = current_build(self.settings)
        build.add("texts", static_pages(build.context))
        build.add("contribute", contribute_outputs(build.context))
        build.add("corrections", [corrections_page(build.context)])
        if build.options.drafts:
            build.add("the style guide", [styleguide_page(build.context)])


def add_generator(pelican: Any) -> type[Generator]:
    """Give Pelican the generator."""
    return Texts


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(add_generator)
