"""Pelican plugin: the search documents, and the files that the search page loads."""

from __future__ import annotations

from plugins.engine.build import Build
from plugins.engine.pelican.plugin import output_plugin
from plugins.pages.search.documents import search_documents
from plugins.pages.search.facets import facets_file, names_file


def add_outputs(build: Build) -> None:
    """Add the outputs of this plugin."""
    build.add("search documents", search_documents(build.context))
    build.add("facets", [facets_file(build.archive), names_file(build.archive)])


register = output_plugin(add_outputs)
