"""Attachments: the published files of a report's folder that its body shows or links to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.images import strip_metadata
from plugins.archive.model.report import Report
from plugins.pages.outputs import Copy, File, Plan


def attachments(report: Report, archive: Archive) -> Iterator[Plan | Copy]:
    """List the attachments of a report. Metadata is stripped from images; other files are copied unchanged."""
    images = archive.images_of(report)
    folder = archive.folder.root / report.path.removesuffix(".md")
    for name in dict.fromkeys(attached.name for attached in report.body.attachments):
        path, file = paths.attachment(report.stem, name), folder / name
        if name in images:
            yield Plan(path, {"image": images[name].digest}, partial(_image, path, file), listed=False)
        else:
            yield Copy(path, file)


def _image(path: str, file: Path) -> File:
    return File(path, strip_metadata(file.read_bytes()))
