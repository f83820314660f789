"""Opening: an archive read for a build, with all that its pages draw on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from plugins.archive.archive import Archive, load_archive
from plugins.archive.urls import Urls
from plugins.engine.assets.assets import assets
from plugins.engine.cache import code_version
from plugins.engine.cache.image_cache import PictureRecords
from plugins.engine.cache.related_cache import relations_of
from plugins.engine.cache.report_cache import Reading
from plugins.engine.cache.report_store import Records
from plugins.engine.images.resize import PictureSizes
from plugins.engine.options import Options
from plugins.pages.labels import Labels
from plugins.pages.outputs import Output
from plugins.pages.report.page import ReportPages
from plugins.pages.site.layout import chrome
from plugins.pages.view_models import Chrome


class Opened(NamedTuple):
    """An archive, how it was read, and what its pages draw on.

    `theme` is the theme's own files, `smaller` the reports' pictures made smaller.
    """

    archive: Archive
    reading: Reading
    labels: Labels
    report_pages: ReportPages
    chrome: Chrome
    theme: list[Output]
    smaller: list[Output]


def open_archive(options: Options, room: Path, stamps: Mapping[str, str], jobs: int) -> Opened:
    """Read the archive, as far as it changed since what `room` keeps; raises ArchiveError.

    `stamps` are those of the sources, taken before.
    """
    code = code_version.program_digest()
    reading = Reading(Records(room / "records", f"{options.siteurl} {code}"), jobs, {}, stamps)
    pictures = PictureRecords(room / "pictures", code)
    urls = Urls(options.siteurl, options.cards)
    archive = load_archive(options.content, urls, drafts=options.drafts, read=reading.read, look=pictures.look)
    pictures.save()
    sizes = PictureSizes(room / "sizes", jobs)
    archive = sizes.of(archive)
    files, named = assets(options.theme, archive.site.accent)
    labels = Labels(archive)
    labels.faces.known.update(reading.faces)
    relations = relations_of(archive.catalogue, labels.faces, room, code, jobs)
    report_pages = ReportPages(archive, labels, relations)
    return Opened(
        archive, reading, labels, report_pages, chrome(archive, named), list(files), list(sizes.plans(archive))
    )
