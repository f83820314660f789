"""Opening: an archive read for a build, with all that its pages draw on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from plugins.archive.archive import Archive, load_archive
from plugins.archive.urls import Urls
from plugins.engine.assets.assets import publish_assets
from plugins.engine.cache import code_version
from plugins.engine.cache.image_cache import ImageCache
from plugins.engine.cache.related_cache import load_related
from plugins.engine.cache.report_cache import ReportCache
from plugins.engine.cache.report_store import ReportStore
from plugins.engine.images.resize import ImageSizes
from plugins.engine.options import Options
from plugins.pages.context import PageContext
from plugins.pages.outputs import Output
from plugins.pages.report.pages import ReportPages
from plugins.pages.site.layout import site_layout
from plugins.pages.view_models import Layout


class PreparedSite(NamedTuple):
    """An archive, how it was read, and what its pages draw on.

    `theme` is the theme's own files, `smaller` the reports' pictures made smaller.
    """

    archive: Archive
    report_cache: ReportCache
    context: PageContext
    report_pages: ReportPages
    chrome: Layout
    theme: list[Output]
    resized_images: list[Output]


def prepare_site(options: Options, cache_dir: Path, stamps: Mapping[str, str], jobs: int) -> PreparedSite:
    """Read the archive, as far as it changed since what `room` keeps; raises ArchiveError.

    `stamps` are those of the sources, taken before.
    """
    code = code_version.program_digest()
    reading = ReportCache(ReportStore(cache_dir / "records", f"{options.siteurl} {code}"), jobs, {}, stamps)
    pictures = ImageCache(cache_dir / "pictures", code)
    urls = Urls(options.siteurl, options.social_cards)
    archive = load_archive(
        options.content, urls, drafts=options.drafts, report_reader=reading.read, image_reader=pictures.read
    )
    pictures.save()
    sizes = ImageSizes(cache_dir / "sizes", jobs)
    archive = sizes.add_sizes(archive)
    files, named = publish_assets(options.theme, archive.site.accent)
    context = PageContext(archive, reading.fingerprints)
    relations = load_related(archive.catalogue, context.fingerprints, cache_dir, code, jobs)
    report_pages = ReportPages(context, relations)
    return PreparedSite(
        archive, reading, context, report_pages, site_layout(archive, named), list(files), list(sizes.plans(archive))
    )
