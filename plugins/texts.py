"""Pelican plugin: the archive's static pages, the contribute page, corrections, the search page and the 404 page."""

from __future__ import annotations

from plugins.engine.build import Build
from plugins.engine.pelican.plugin import output_plugin
from plugins.pages.site.contribute import contribute_outputs
from plugins.pages.site.corrections import corrections_page
from plugins.pages.site.static_pages import static_pages
from plugins.pages.site.styleguide import styleguide_page


def add_outputs(build: Build) -> None:
    """Add the outputs of this plugin."""
    build.add("static pages", static_pages(build.context))
    build.add("the contribute page", contribute_outputs(build.context))
    build.add("corrections", [corrections_page(build.context)])
    if build.options.drafts:
        build.add("the style guide", [styleguide_page(build.context)])


register = output_plugin(add_outputs)
