"""The archive: a content folder read, checked and catalogued; or every problem of every file."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from plugins.archive import limits
from plugins.archive.checks.references import check_links, check_references
from plugins.archive.checks.unreadable import check_unreadable
from plugins.archive.checks.warnings import find_warnings
from plugins.archive.document import ContentPage, read_page, read_report
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files import folder as layout
from plugins.archive.files.attachments import check_attachments, check_images, linked_files
from plugins.archive.files.folder import Folder, scan
from plugins.archive.geometry.loader import load_boundaries
from plugins.archive.geometry.map_regions import Boundaries
from plugins.archive.images import Image, ImageReader, read_image
from plugins.archive.model.catalogue import Catalogue, build_catalogue
from plugins.archive.model.registry import REGISTRY_FILES, Registry, load_registry
from plugins.archive.model.report import Report
from plugins.archive.model.site import Site, load_site
from plugins.archive.problems import ArchiveError, Problem
from plugins.archive.schema.front_matter import decode_text
from plugins.archive.urls import Urls


class Archive(msgspec.Struct, frozen=True):
    """A whole archive, valid. `bodies` holds the HTML of bodies that are kept apart from their reports, by path."""

    folder: Folder
    site: Site
    registry: Registry
    catalogue: Catalogue
    pages: tuple[ContentPage, ...]
    urls: Urls
    bodies: Mapping[str, str] = {}
    warnings: tuple[Problem, ...] = ()
    images: Mapping[str, Image] = {}
    boundaries: Boundaries = Boundaries()

    def html(self, report: Report) -> str:
        """Return a report's body as HTML."""
        return report.body.html or self.bodies.get(report.path, "")

    def images_of(self, report: Report) -> dict[str, Image]:
        """Return the pictures that a report shows or links to, by their names."""
        own = report.path.removesuffix(".md")
        found = ((file.name, self.images.get(f"{own}/{file.name}")) for file in report.body.attachments)
        return {name: picture for name, picture in found if picture}


class ReadContext(msgspec.Struct, frozen=True):
    """What reports are read within: where they are, and what they are checked against. A faulty site has no `site`."""

    folder: Folder
    site: Site
    registry: Registry
    urls: Urls


class Parsed(NamedTuple):
    """The reports that were read without a problem; `bodies` is as in `Archive`.

    `sound` holds the paths of those of which it is known that the registry has all they name.
    """

    reports: list[Report]
    bodies: Mapping[str, str]
    verified: Container[str] = ()


ReadReports = Callable[[ReadContext, list[Problem]], Parsed]


def read_reports(frame: ReadContext, problems: list[Problem]) -> Parsed:
    """Read every report of a folder, one after the other."""
    read = (read_report(path, frame.folder.read(path), frame.urls, problems) for path in frame.folder.reports)
    return Parsed([report for report in read if report], {})


class Inspection(NamedTuple):
    """An archive as far as it could be read; `kept` are the reports without the drafts, unless those are wanted."""

    context: ReadContext
    site: Site | None
    parsed: Parsed
    reports: list[Report]
    pages: list[ContentPage]
    images: Mapping[str, Image]
    boundaries: Boundaries


def load_archive(
    root: Path,
    urls: Urls,
    *,
    drafts: bool = False,
    report_reader: ReadReports = read_reports,
    image_reader: ImageReader = read_image,
) -> Archive:
    """Read the archive at `root`; raises ArchiveError with every problem of every file.

    Drafts are checked always, and kept only with `drafts`. `read` and `look` may be other ways to come by the same
    reports and pictures.
    """
    problems: list[Problem] = []
    found = inspect_archive(root, urls, problems, drafts=drafts, report_reader=report_reader, image_reader=image_reader)
    if problems or found.site is None:
        raise ArchiveError(problems)
    folder, registry = found.context.folder, found.context.registry
    return Archive(
        folder,
        found.site,
        registry,
        build_catalogue(found.reports),
        tuple(found.pages),
        urls,
        found.parsed.bodies,
        tuple(find_warnings(found.reports, folder)),
        found.images,
        found.boundaries,
    )


def inspect_archive(
    root: Path,
    urls: Urls,
    problems: list[Problem],
    *,
    drafts: bool = False,
    report_reader: ReadReports = read_reports,
    image_reader: ImageReader = read_image,
) -> Inspection:
    """Read and check everything of the archive at `root`, adding every error of every file to `problems`."""
    folder = scan(root, problems)
    site = _site(folder, problems)
    registry = read_registry(folder, problems)
    boundaries = load_boundaries(folder, registry, problems)
    pages = [page for path in folder.pages if (page := read_page(path, folder.read(path), urls, problems))]
    frame = ReadContext(folder, site or Site(name="", description="", lang="en"), registry, urls)
    parsed = report_reader(frame, problems)
    kept = [report for report in parsed.reports if drafts or report.status != "draft"]
    faulty = _check(frame, parsed, kept, pages, problems)
    shown: list[Report | ContentPage] = [*parsed.reports, *faulty]
    files = linked_files(((one.path, one.body) for one in shown), folder)
    check_attachments(files, folder, problems)
    pictures = check_images(files, folder, problems, image_reader)
    return Inspection(frame, site, parsed, kept, pages, pictures, boundaries)


def _check(
    frame: ReadContext, parsed: Parsed, kept: list[Report], pages: list[ContentPage], problems: list[Problem]
) -> list[ContentPage]:
    """Note what is wrong between the files of an archive, and that there is nothing to publish.

    Return the bodies of the files that could not be read whole.
    """
    folder, registry = frame.folder, frame.registry
    documents: list[Report | ContentPage] = [*parsed.reports, *pages]
    unread = {*folder.reports, *folder.pages} - {document.path for document in documents}
    faulty = check_unreadable(unread, registry, folder, problems)
    check_references(parsed.reports, registry, folder, problems, parsed.verified)
    check_links(documents, faulty, {*(report.path for report in kept), *folder.pages}, folder, problems)
    if not folder.reports or (not problems and all(report.status == "withdrawn" for report in kept)):
        what, remedy = "there are no published reports", "add one: reports/<year>/<stem>.md"
        problems.append(Problem(layout.REPORTS, 1, 1, "file", what, remedy))
    return faulty


def _site(folder: Folder, problems: list[Problem]) -> Site | None:
    text = _text(folder, layout.SITE_FILE, limits.SITE_BYTES, problems)
    if text is None and not any(problem.path == layout.SITE_FILE for problem in problems):
        problems.append(Problem(layout.SITE_FILE, 1, 1, "site", "is missing", "say in it name, description and lang"))
    return None if text is None else load_site(layout.SITE_FILE, text, problems)


def read_registry(folder: Folder, problems: list[Problem]) -> Registry:
    """Read the registry of `folder`; a vocabulary without a file is empty."""
    texts: dict[EntryKind, tuple[str, str]] = {}
    for kind in REGISTRY_FILES:
        path = layout.registry_path(kind)
        text = _text(folder, path, limits.REGISTRY_BYTES, problems)
        if text is not None:
            texts[kind] = (path, text)
    return load_registry(texts, problems)


def _text(folder: Folder, path: str, most: int, problems: list[Problem]) -> str | None:
    return decode_text(folder.read(path), path, problems, most) if folder.has_file(path) else None
