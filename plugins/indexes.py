"""Pelican plugin: home, the lists, and a page for every region, actor, tag, source and series."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.archive.urls import SECTIONS
from plugins.engine.build import Build, current_build
from plugins.pages.entry.pages import EntryPages
from plugins.pages.outputs import Output
from plugins.pages.site.home import home_page, report_pages


class Indexes(Generator):
    """Makes the lists and the registry entries' pages."""

    def generate_output(self, writer: Any) -> None:
        """Make the outputs."""
        build = current_build(self.settings)
        build.add("home and lists", self._lists(build))
        for kind in SECTIONS:
            build.add(f"pages of each {kind}", EntryPages(build.context, kind).pages())

    def _lists(self, build: Build) -> Iterator[Output]:
        yield home_page(build.context)
        yield from report_pages(build.context)


def add_generator(pelican: Any) -> type[Generator]:
    """Give Pelican the generator."""
    return Indexes


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(add_generator)
