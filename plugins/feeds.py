"""Pelican plugin: Atom feeds, the sitemap and robots.txt; comes after every plugin that makes pages."""

from __future__ import annotations

from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.engine.build import current_build
from plugins.pages.site.feeds import feeds
from plugins.pages.site.sitemap import robots_file, sitemap


class Feeds(Generator):
    """Makes feeds and what search engines read."""

    def generate_output(self, writer: Any) -> None:
        """Make the outputs."""
        build = current_build(self.settings)
        build.add("feeds", feeds(build.context))
        urls = build.archive.urls
        build.add("the sitemap", [*sitemap(build.staging.listed_paths(), urls), robots_file(urls)])


def add_generator(pelican: Any) -> type[Generator]:
    """Give Pelican the generator."""
    return Feeds


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(add_generator)
