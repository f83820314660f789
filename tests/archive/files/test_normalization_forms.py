"""Unicode normalization forms: file names and links in NFC and NFD are equal. macOS writes names in NFD."""

import itertools
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest

from plugins.archive.archive import load_archive
from plugins.archive.urls import Urls
from plugins.commands.check.check import check
from plugins.pages.outputs import Copy
from plugins.pages.report.pages import attachments
from tests.archive.images.samples import gif

Form = Literal["NFC", "NFD"]
FORMS: tuple[Form, ...] = ("NFC", "NFD")


@pytest.mark.parametrize(("on_disk", "linked"), list(itertools.product(FORMS, FORMS)))
def test_normalization_forms_of_a_name_are_equal(
    on_disk: Form, linked: Form, small_site: Callable[[str], Path]
) -> None:
    """A link finds a file, an image and a heading in either form, and the address is in NFC."""
    content, folder = small_site("small"), "2020-01-01-first-light"
    names = [unicodedata.normalize(on_disk, name) for name in ("Übersicht.csv", "Tür 게.svg.txt", "résumé.gif")]
    (content / "reports/2020" / folder).mkdir()
    for name in names:
        (content / "reports/2020" / folder / name).write_bytes(gif() if name.endswith(".gif") else b"a,b\n")
    table, text, image = (quote(unicodedata.normalize(linked, name)) for name in names)
    heading = unicodedata.normalize(linked, "한국-제")
    body = f"\n\n## 한국 제\n\n[a]({folder}/{table}) [b]({folder}/{text}) ![c]({folder}/{image}) [d](#{heading})\n"
    report = content / f"reports/2020/{folder}.md"
    report.write_text(report.read_text("utf-8") + body, "utf-8")
    archive = load_archive(content, Urls())
    assert [problem for problem in archive.warnings if problem.path.startswith(f"reports/2020/{folder}/")] == []
    found = next(report for report in archive.catalogue.reports if report.stem == folder)
    assert list(archive.images_of(found)) == ["résumé.gif"]
    outputs = {output.path: output for output in attachments(found, archive)}
    assert sorted(path.rpartition("/")[2] for path in outputs) == ["Tür 게.svg.txt", "résumé.gif", "Übersicht.csv"]
    assert all(output.file.is_file() for output in outputs.values() if isinstance(output, Copy))
    for name in ("Übersicht.csv", "Tür 게.svg.txt", "résumé.gif"):
        assert archive.folder.has_file(f"reports/2020/{folder}/{name}")
        assert quote(unicodedata.normalize("NFC", name)) in archive.html(found)
    result = check(
        content, [f"{content}/reports/2020/{folder}/{unicodedata.normalize(linked, names[0])}"], "text", fix=False
    )
    assert (result.selected_files, result.errors) == (1, ())
