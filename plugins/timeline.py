"""Pelican plugin: the archive by year, month and day."""

from __future__ import annotations

from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.engine.build import current_build
from plugins.pages.timeline.pages import TimelinePages


class Timeline(Generator):
    """Makes the timeline's pages."""

    def generate_output(self, writer: Any) -> None:
        """Make the outputs."""
        build = current_build(self.settings)
        build.add("the timeline", TimelinePages(build.context).pages())


def add_generator(pelican: Any) -> type[Generator]:
    """Give Pelican the generator."""
    return Timeline


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(add_generator)
