"""Pelican plugin: Atom feeds, the sitemap and robots.txt. Must be loaded after every plugin that adds pages."""

from __future__ import annotations

from plugins.engine.build import Build
from plugins.engine.pelican.plugin import output_plugin
from plugins.pages.site.feeds import feeds
from plugins.pages.site.sitemap import robots_file, sitemap


def add_outputs(build: Build) -> None:
    """Add the outputs of this plugin."""
    urls = build.archive.urls
    build.add("feeds", feeds(build.context))
    build.add("the sitemap", [*sitemap(build.staging.listed_paths(), urls), robots_file(urls)])


register = output_plugin(add_outputs)
