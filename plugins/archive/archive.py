"""The archive: a content folder, read, checked and catalogued."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from plugins.archive import limits
from plugins.archive.checks.references import check_links, check_references, check_unreadable
from plugins.archive.checks.warnings import find_warnings
from plugins.archive.document import read_page, read_report
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files.attachments import check_attachments, check_images, linked_files
from plugins.archive.files.folder import REPORTS, SITE_FILE, Folder, registry_path, scan
from plugins.archive.geometry.loader import load_boundaries
from plugins.archive.geometry.map_regions import Boundaries
from plugins.archive.images import Image, ImageReader, read_image
from plugins.archive.model.catalogue import Catalogue, build_catalogue
from plugins.archive.model.page import ContentPage
from plugins.archive.model.registry import REGISTRY_FILES, Registry, load_registry
from plugins.archive.model.report import Report
from plugins.archive.model.site import Site, load_site
from plugins.archive.problems import ArchiveError, Problem
from plugins.archive.schema.front_matter import decode_text
from plugins.archive.urls import Urls


class Archive(msgspec.Struct, frozen=True):
    """A valid archive. `bodies` has the HTML of bodies that are stored separately from their reports, by path."""

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
        """Return the images that a report shows or links to, by name."""
        own = report.path.removesuffix(".md")
        found = ((file.name, self.images.get(f"{own}/{file.name}")) for file in report.body.attachments)
        return {name: image for name, image in found if image}


class ReadContext(msgspec.Struct, frozen=True):
    """What is needed to read reports. `site` has empty texts if `site.yaml` has errors."""

    folder: Folder
    site: Site
    registry: Registry
    urls: Urls


class Parsed(NamedTuple):
    """The reports without errors. `bodies` is as in `Archive`.

    `verified` has the paths of reports whose ids are known to be in the registry.
    """

    reports: list[Report]
    bodies: Mapping[str, str]
    verified: Container[str] = ()


ReadReports = Callable[[ReadContext, list[Problem]], Parsed]
"""Reads the reports of a folder, and adds their problems. A cache can provide another one."""


def read_reports(context: ReadContext, problems: list[Problem]) -> Parsed:
    """Read every report of a folder, one after the other."""
    folder = context.folder
    read = (read_report(path, folder.read(path), context.urls, problems) for path in folder.reports)
    return Parsed([report for report in read if report], {})


class Inspection(NamedTuple):
    """The readable parts of an archive. `reports` excludes drafts unless they are wanted; `parsed` includes them."""

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
    """Read the archive at `root`. Drafts are always checked, but included only with `drafts`.

    Raises ArchiveError with every problem of every file.
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
        tuple(find_warnings(found.parsed.reports, found.pages, folder, registry, found.boundaries)),
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
    """Read and check the archive at `root`, and add every error of every file to `problems`."""
    folder = scan(root, problems)
    site = _read_site(folder, problems)
    registry = read_registry(folder, problems)
    boundaries = load_boundaries(folder, registry, problems)
    pages = [page for path in folder.pages if (page := read_page(path, folder.read(path), urls, problems))]
    context = ReadContext(folder, site or Site(name="", description="", lang="en"), registry, urls)
    parsed = report_reader(context, problems)
    reports = [report for report in parsed.reports if drafts or report.status != "draft"]
    unreadable = _check_across_files(context, parsed, reports, pages, problems)
    bodies: list[Report | ContentPage] = [*parsed.reports, *unreadable]
    files = linked_files(((document.path, document.body) for document in bodies), folder)
    check_attachments(files, folder, problems)
    images = check_images(files, folder, problems, image_reader)
    return Inspection(context, site, parsed, reports, pages, images, boundaries)


def _check_across_files(
    context: ReadContext, parsed: Parsed, reports: list[Report], pages: list[ContentPage], problems: list[Problem]
) -> list[ContentPage]:
    """Check references between files, and that there is a report to publish.

    Return the bodies of unreadable files as pages.
    """
    folder, registry = context.folder, context.registry
    documents: list[Report | ContentPage] = [*parsed.reports, *pages]
    paths = {*folder.reports, *folder.pages} - {document.path for document in documents}
    unreadable = check_unreadable(paths, registry, folder, problems)
    check_references(parsed.reports, registry, folder, problems, parsed.verified)
    check_links(documents, unreadable, {*(report.path for report in reports), *folder.pages}, folder, problems)
    if not folder.reports or (not problems and all(report.status == "withdrawn" for report in reports)):
        what, remedy = "there are no published reports", "add one: reports/<year>/<stem>.md"
        problems.append(Problem(REPORTS, 1, 1, "file", what, remedy))
    return unreadable


def _read_site(folder: Folder, problems: list[Problem]) -> Site | None:
    text = _read_text(folder, SITE_FILE, limits.SITE_BYTES, problems)
    if text is None and not any(problem.path == SITE_FILE for problem in problems):
        problems.append(Problem(SITE_FILE, 1, 1, "site", "is missing", "add it with name, description and lang"))
    return None if text is None else load_site(SITE_FILE, text, problems)


def read_registry(folder: Folder, problems: list[Problem], changed: Mapping[str, bytes] = {}) -> Registry:
    """Read the registry of `folder`. A vocabulary without a file is empty; `changed` files are not read from disk."""
    texts: dict[EntryKind, tuple[str, str]] = {}
    for kind in REGISTRY_FILES:
        path = registry_path(kind)
        if path in changed:
            text = decode_text(changed[path], path, problems, limits.REGISTRY_BYTES)
        else:
            text = _read_text(folder, path, limits.REGISTRY_BYTES, problems)
        if text is not None:
            texts[kind] = (path, text)
    return load_registry(texts, problems)


def _read_text(folder: Folder, path: str, max_bytes: int, problems: list[Problem]) -> str | None:
    return decode_text(folder.read(path), path, problems, max_bytes) if folder.has_file(path) else None
