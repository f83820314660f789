"""Attachments: each file is published once, images without metadata, and again when they change."""

import shutil
from pathlib import Path

import pytest

from plugins.archive.archive import Archive, load_archive
from plugins.archive.urls import Urls
from plugins.pages.context import PageContext
from plugins.pages.outputs import Copy, File, Plan
from plugins.pages.report.page import ReportView
from plugins.pages.report.pages import ReportPages, attachments
from tests.archive.images.samples import SECRET, jpeg

SMALL = Path(__file__).resolve().parents[2] / "sites/valid/small"
STEM = "2020-01-02-lamp"
TEXT = f"""---
title: A lamp
date: 2020-01-02
region: northland
summary: Words.
---
![The lamp]({STEM}/lamp.jpg) and [the same again]({STEM}/lamp.jpg).

![The lamp]({STEM}/lamp.jpg) by [its numbers]({STEM}/numbers.csv).
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return the small site with a report that shows one image three times."""
    folder = Path(shutil.copytree(SMALL, tmp_path / "content"))
    attached = folder / "reports/2020" / STEM
    attached.mkdir()
    (attached / "lamp.jpg").write_bytes(jpeg())
    (attached / "numbers.csv").write_text("a,b\n1,2\n", "utf-8")
    (folder / f"reports/2020/{STEM}.md").write_text(TEXT, "utf-8")
    return folder


def load(content: Path) -> Archive:
    """Return the archive at `content`."""
    return load_archive(content, Urls())


def outputs(archive: Archive) -> list[Plan | Copy]:
    """Return the attachments of the archive's last report."""
    return list(attachments(archive.catalogue.reports[-1], archive))


def page_plan(archive: Archive) -> Plan:
    """Return the plan of the page of the archive's last report."""
    return ReportPages(PageContext(archive)).plan(archive.catalogue.reports[-1])


def test_file_linked_twice_is_published_once(content: Path) -> None:
    """Metadata is stripped from images; other files are copied."""
    image, numbers = outputs(load(content))
    assert isinstance(image, Plan)
    file = image.create()
    assert isinstance(file, File)
    assert (image.path, file.path) == (f"reports/{STEM}/lamp.jpg",) * 2
    assert SECRET not in file.data
    source = content / "reports/2020" / STEM / "numbers.csv"
    assert numbers == Copy(f"reports/{STEM}/numbers.csv", source)


def test_changed_image_changes_its_inputs_and_those_of_the_page(content: Path) -> None:
    """The page depends on its images, because it has their sizes."""
    before = load(content)
    assert outputs(before)[0].inputs == outputs(load(content))[0].inputs  # type: ignore[union-attr] # a plan
    assert page_plan(before).inputs == page_plan(load(content)).inputs
    (content / "reports/2020" / STEM / "lamp.jpg").write_bytes(jpeg(orientation=6))
    after = load(content)
    assert outputs(before)[0].inputs != outputs(after)[0].inputs  # type: ignore[union-attr] # a plan
    assert page_plan(before).inputs != page_plan(after).inputs
    page = page_plan(after).create()
    assert isinstance(page.view, ReportView)  # type: ignore[union-attr] # a page
    body = "".join(section.html for section in page.view.body)  # type: ignore[union-attr] # a report's view
    assert body.count('lamp.jpg" width="16" height="24" alt="The lamp"') == 2
