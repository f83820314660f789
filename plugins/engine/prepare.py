"""Preparing a site: the archive is read, with everything that its pages share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from plugins.archive.archive import Archive, ReadContext, load_archive
from plugins.archive.model.catalogue import build_catalogue
from plugins.archive.model.report import Report
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
from plugins.pages.fingerprints import ReportFingerprint
from plugins.pages.outputs import Output
from plugins.pages.report.pages import ReportPages
from plugins.pages.site.layout import site_layout
from plugins.pages.view_models import Layout

_decode = msgspec.msgpack.Decoder(ReportFingerprint).decode
_encode = msgspec.msgpack.Encoder().encode


class PreparedSite(NamedTuple):
    """An archive, the cache it was read with, and what its pages share.

    `theme` has the theme's own files, `resized_images` the smaller versions of images.
    """

    archive: Archive
    report_cache: ReportCache
    context: PageContext
    report_pages: ReportPages
    layout: Layout
    theme: list[Output]
    resized_images: list[Output]


def prepare_site(options: Options, cache_dir: Path, stamps: Mapping[str, str], jobs: int) -> PreparedSite:
    """Read the archive, using the caches in `cache_dir`; raises ArchiveError.

    `stamps` are the stamps of the content files from before they are read.
    """
    code = code_version.program_digest()
    store = ReportStore(cache_dir / "reports", f"{options.siteurl} {code}")
    reports = ReportCache(store, jobs, stamps, make_fingerprinter)
    images = ImageCache(cache_dir / "images", code)
    archive = load_archive(
        options.content,
        Urls(options.siteurl, options.social_cards),
        drafts=options.drafts,
        report_reader=reports.read,
        image_reader=images.read,
    )
    images.save()
    sizes = ImageSizes(cache_dir / "sizes", jobs)
    archive = sizes.add_sizes(archive)
    files, assets = publish_assets(options.theme, archive.site.accent)
    fingerprints = {path: _decode(fingerprint) for path, fingerprint in reports.fingerprints.items()}
    context = PageContext(archive, fingerprints)
    relations = load_related(archive.catalogue, context.fingerprints, cache_dir, code, jobs)
    return PreparedSite(
        archive,
        reports,
        context,
        ReportPages(context, relations),
        site_layout(archive, assets),
        list(files),
        list(sizes.plans(archive)),
    )


def make_fingerprinter(context: ReadContext) -> Callable[[Report], bytes]:
    """Return a function that computes and encodes the fingerprint of a report."""
    archive = Archive(context.folder, context.site, context.registry, build_catalogue(()), (), context.urls)
    fingerprints = PageContext(archive).fingerprints
    return lambda report: _encode(fingerprints.report(report))
