"""Pelican plugin: what the search index and the search page read."""

from __future__ import annotations

from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.engine.build import current_build
from plugins.pages.search.documents import search_documents
from plugins.pages.search.facets import facets_file, names_file


class Search(Generator):
    """Makes the search documents and the facets' words."""

    def generate_output(self, writer: Any) -> None:
        """Make the outputs."""
        build = current_build(self.settings)
        build.add("search documents", search_documents(build.context))
        build.add("facets", [facets_file(build.archive), names_file(build.archive)])


def add_generator(pelican: Any) -> type[Generator]:
    """Give Pelican the generator."""
    return Search


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(add_generator)
