"""Pelican plugin: begins the build, hands the reports to Pelican as articles, and makes what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.archive.problems import Problem
from plugins.engine.build import SETTINGS_KEY, Build, current_build
from plugins.engine.images.social_cards import SocialCards
from plugins.engine.options import Options
from plugins.engine.pelican.article import ReportArticle, TermCache
from plugins.engine.progress import console

EMPTY_TAXONOMIES = {"tags": dict, "categories": list, "authors": list, "period_archives": dict}
"""Pelican's own lists by name, each with the type that it has in the article generator."""

MAX_WARNINGS = 20
"""Warnings that a build prints at the most."""


def begin(generator: Any) -> None:
    """Read the archive and inject its reports into Pelican's article generator."""
    settings = generator.settings
    options = Options(
        content=Path(settings["PATH"]),
        output=Path(settings["OUTPUT_PATH"]),
        theme=Path(settings["THEME"]),
        siteurl=settings["SITEURL"],
        drafts=settings["SITREP_DRAFTS"],
        search=settings["SITREP_SEARCH"],
        jobs=settings["SITREP_JOBS"],
        cache_root=Path(settings["CACHE_PATH"]) if settings["SITREP_CACHE"] else None,
        defer_search=settings["SITREP_DEFER"],
        cache_dir=Path(settings["SITREP_ROOM"]) if settings["SITREP_ROOM"] else None,
        social_cards=settings["SITREP_CARDS"],
    )
    build = settings[SETTINGS_KEY] = Build(options)
    print_warnings(build.archive.warnings)
    terms = TermCache(settings)
    generator.articles = [
        ReportArticle(report, build.report_pages.plan(report), build.archive, terms, generator.context)
        for report in reversed(build.archive.catalogue.reports)
    ]


def print_warnings(warnings: Sequence[Problem]) -> None:
    """Print the first warnings, and how many more there are: they end no build."""
    for warning in warnings[:MAX_WARNINGS]:
        console.print(str(warning), markup=False, soft_wrap=True)
    if len(warnings) > MAX_WARNINGS:
        console.print(f"… and {len(warnings) - MAX_WARNINGS} more warnings; `inv check` lists them all.", markup=False)


def empty_taxonomies(generator: Any) -> None:
    """Take away Pelican's own lists: the archive has its registries, and these loops grow with the square."""
    for name, empty in EMPTY_TAXONOMIES.items():
        setattr(generator, name, empty())


class ReportFiles(Generator):
    """Makes attachments, redirect stubs and tombstones; the reports' own pages are Pelican's articles."""

    def generate_output(self, writer: Any) -> None:
        """Make everything of the reports that is not a report's page."""
        build = current_build(self.settings)
        build.add("attachments, redirects and tombstones", build.report_pages.extra_outputs())
        build.add("cards", SocialCards(build.context, build.options.theme, build.cache_dir).plans())


def add_generator(pelican: Any) -> type[Generator]:
    """Give Pelican the generator."""
    return ReportFiles


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_pretaxonomy.connect(begin)
    signals.article_generator_finalized.connect(empty_taxonomies)
    signals.get_generators.connect(add_generator)
