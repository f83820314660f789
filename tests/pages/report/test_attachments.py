"""Attachments: each is published once, a picture without what it tells of its maker, and anew when it changes."""

import shutil
from pathlib import Path

import pytest

from plugins.archive.archive import Archive, load_archive
from plugins.archive.urls import Urls
from plugins.pages.context import PageContext
from plugins.pages.outputs import Copy, File, Plan
from plugins.pages.report.attachments import attachments
from plugins.pages.report.page import ReportView
from plugins.pages.report.pages import ReportPages
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
    """Return the small site with a report that shows a picture thrice."""
    folder = Path(shutil.copytree(SMALL, tmp_path / "content"))
    own = folder / "reports/2020" / STEM
    own.mkdir()
    (own / "lamp.jpg").write_bytes(jpeg())
    (own / "numbers.csv").write_text("a,b\n1,2\n", "utf-8")
    (folder / f"reports/2020/{STEM}.md").write_text(TEXT, "utf-8")
    return folder


def loaded(content: Path) -> Archive:
    """Return the archive at `content`."""
    return load_archive(content, Urls())


def outputs(archive: Archive) -> list[Plan | Copy]:
    """Return the attachments of its last report."""
    return list(attachments(archive.catalogue.reports[-1], archive))


def page_plan(archive: Archive) -> Plan:
    """Return the plan of its last report's page."""
    return ReportPages(PageContext(archive)).plan(archive.catalogue.reports[-1])


def test_each_file_once(content: Path) -> None:
    """A file that is linked several times is published once: a picture made clean, any other as it is."""
    picture, numbers = outputs(loaded(content))
    assert isinstance(picture, Plan)
    made = picture.create()
    assert isinstance(made, File)
    assert (picture.path, made.path) == (f"reports/{STEM}/lamp.jpg",) * 2
    assert SECRET not in made.data
    source = content / "reports/2020" / STEM / "numbers.csv"
    assert numbers == Copy(f"reports/{STEM}/numbers.csv", source)


def test_a_changed_picture_is_made_anew(content: Path) -> None:
    """Other bytes make another picture, and another page, which says how large it is; the same bytes do not."""
    before = loaded(content)
    assert outputs(before)[0].inputs == outputs(loaded(content))[0].inputs  # type: ignore[union-attr] # a plan
    assert page_plan(before).inputs == page_plan(loaded(content)).inputs
    (content / "reports/2020" / STEM / "lamp.jpg").write_bytes(jpeg(orientation=6))
    after = loaded(content)
    assert outputs(before)[0].inputs != outputs(after)[0].inputs  # type: ignore[union-attr] # a plan
    assert page_plan(before).inputs != page_plan(after).inputs
    page = page_plan(after).create()
    assert isinstance(page.view, ReportView)  # type: ignore[union-attr] # a page
    body = "".join(piece.html for piece in page.view.body)  # type: ignore[union-attr] # a report's view
    assert body.count('lamp.jpg" width="16" height="24" alt="The lamp"') == 2
