"""All warnings of an archive, those of single files and those that compare files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plugins.archive import limits
from plugins.archive.checks.warnings.coordinates import coordinate_warnings
from plugins.archive.checks.warnings.files import unlinked_files
from plugins.archive.checks.warnings.values import may_have_warnings, value_warnings
from plugins.archive.files.folder import SITE_FILE, Folder, registry_path
from plugins.archive.geometry.map_regions import Boundaries
from plugins.archive.model.entries import SCHEMAS
from plugins.archive.model.page import ContentPage
from plugins.archive.model.registry import REGISTRY_FILES, Registry
from plugins.archive.model.report import Report
from plugins.archive.model.site import SITE
from plugins.archive.problems import Problem
from plugins.archive.schema.front_matter import decode_text
from plugins.archive.schema.reader import FieldType
from plugins.archive.schema.record import ListOf
from plugins.archive.schema.strict_yaml import compose


def find_warnings(
    reports: Sequence[Report],
    pages: Sequence[ContentPage],
    folder: Folder,
    registry: Registry,
    boundaries: Boundaries,
) -> Iterator[Problem]:
    """List the warnings about reports, pages, registries, and the files in the folders of reports."""
    documents: list[Report | ContentPage] = [*reports, *pages]
    for document in documents:
        yield from document.warnings
    yield from unlinked_files(reports, folder)
    yield from coordinate_warnings(reports, registry.regions, boundaries, folder)
    yield from registry_warnings(folder)


def registry_warnings(folder: Folder) -> Iterator[Problem]:
    """Warn about texts in the registry and in `site.yaml`. Files that cannot be read have errors instead."""
    schemas: dict[str, FieldType] = {registry_path(kind): ListOf(SCHEMAS[kind]) for kind in REGISTRY_FILES}
    for path, schema in {**schemas, SITE_FILE: SITE}.items():
        if not folder.has_file(path):
            continue
        text = decode_text(folder.read(path), path, [], limits.REGISTRY_BYTES)
        if text and may_have_warnings(text) and (root := compose(text, path, 0, [], limits.REGISTRY_NODES)):
            yield from value_warnings(path, text, root, schema, 0)
