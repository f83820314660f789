"""Pelican plugin: starts the build, gives the reports to Pelican as articles, and adds the other files of reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pelican import signals

from plugins.archive.problems import Problem
from plugins.engine.build import SETTINGS_KEY, Build
from plugins.engine.images.social_cards import SocialCards
from plugins.engine.options import Options
from plugins.engine.pelican.article import ReportArticle, TermCache
from plugins.engine.pelican.plugin import output_plugin
from plugins.engine.pelican.spawned_worker import make_worker
from plugins.engine.progress import console

EMPTY_TAXONOMIES = {"tags": dict, "categories": list, "authors": list, "period_archives": dict}
"""Pelican's taxonomies, each with its type in the article generator."""
MAX_WARNINGS = 20
"""Warnings that a build prints."""


def begin(generator: Any) -> None:
    """Read the archive and add its reports to Pelican's article generator."""
    settings = generator.settings
    build = settings[SETTINGS_KEY] = Build(Options.from_settings(settings), make_worker)
    if not build.options.plan_only:
        print_warnings(build.archive.warnings)
    terms = TermCache(settings)
    generator.articles = [
        ReportArticle(report, build.report_pages.plan(report), build.archive, terms, generator.context)
        for report in reversed(build.archive.catalogue.reports)
    ]


def print_warnings(warnings: Sequence[Problem]) -> None:
    """Print the first warnings and the number of the others. Warnings do not fail a build."""
    for warning in warnings[:MAX_WARNINGS]:
        console.print(str(warning), markup=False, soft_wrap=True)
    if len(warnings) > MAX_WARNINGS:
        console.print(f"… and {len(warnings) - MAX_WARNINGS} more warnings; `inv check` lists them all.", markup=False)


def skip_taxonomies(generator: Any) -> None:
    """Remove Pelican's taxonomies and their pages, because the archive has registries.

    Pelican's loops take quadratic time, and it compiles a template for each taxonomy, even for an empty one.
    """
    for name, empty in EMPTY_TAXONOMIES.items():
        setattr(generator, name, empty())
        setattr(generator, f"generate_{name}", lambda write: None)


def add_outputs(build: Build) -> None:
    """Add attachments, redirects, withdrawn reports and social cards. The reports' pages are Pelican's articles."""
    build.add("attachments, redirects and withdrawn reports", build.report_pages.extra_outputs())
    build.add("social cards", SocialCards(build.context, build.options.theme, build.cache_dir).plans())


_register_outputs = output_plugin(add_outputs)


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_pretaxonomy.connect(begin)
    signals.article_generator_finalized.connect(skip_taxonomies)
    _register_outputs()
