"""Pelican plugin: home, the lists of reports, and a page for each region, actor, tag, source and series."""

from __future__ import annotations

from plugins.archive.urls import SECTIONS
from plugins.engine.build import Build
from plugins.engine.pelican.plugin import output_plugin
from plugins.pages.entry.pages import EntryPages
from plugins.pages.site.home import home_page, report_pages


def add_outputs(build: Build) -> None:
    """Add the outputs of this plugin."""
    build.add("home", [home_page(build.context)])
    build.add("lists of reports", report_pages(build.context))
    for kind in SECTIONS:
        build.add(f"{kind} pages", EntryPages(build.context, kind).pages())


register = output_plugin(add_outputs)
