"""Pelican plugin: the archive by year, month and day."""

from __future__ import annotations

from plugins.engine.build import Build
from plugins.engine.pelican.plugin import output_plugin
from plugins.pages.timeline.pages import TimelinePages


def add_outputs(build: Build) -> None:
    """Add the outputs of this plugin."""
    build.add("the timeline", TimelinePages(build.context).pages())


register = output_plugin(add_outputs)
