"""Cautions: what is hardly meant is told and ends nothing; what may well be meant is let be."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.archive.archive import load_archive
from plugins.archive.checks.warnings import report_warnings
from plugins.archive.files.folder import Folder
from plugins.archive.urls import Urls
from tests.samples import event, report

Copy = Callable[[str], Path]
NOTHING = Folder(Path("nowhere"), (), (), frozenset())
LIT = "reports/2020/2020-01-01-first-light"


def warnings_of(content: Path) -> list[str]:
    """Return the warnings about a valid archive, as they are printed."""
    return [str(problem) for problem in load_archive(content, Urls(), drafts=True).warnings]


@pytest.mark.parametrize("name", ["minimal", "small", "lighthouses"])
def test_valid_sites_give_no_warning(name: str, root: Path) -> None:
    """What an archive has every right to do is not warned of: linked attachments, undated events, withdrawn reports."""
    assert warnings_of(root / "tests/sites/valid" / name) == []


def test_an_attachment_that_nothing_links(small_site: Copy) -> None:
    """A file beside a report that no link leads to would silently stay unpublished; once linked, it does not."""
    content = small_site("small")
    (content / LIT).mkdir()
    (content / LIT / "log.csv").write_text("a,b\n", "utf-8")
    remedy = "nothing links to it, so it is not published — link to it in the report, or take it away"
    assert warnings_of(content) == [f"{LIT}/log.csv:1:1: warning: file: {remedy}"]
    with (content / f"{LIT}.md").open("a", encoding="utf-8") as file:
        file.write("\n[The log](2020-01-01-first-light/log.csv)\n")
    assert warnings_of(content) == []


def test_an_event_after_its_report(small_site: Copy) -> None:
    """An event that begins after the report's own date is told where its date stands."""
    content = small_site("small")
    file = content / f"{LIT}.md"
    file.write_text(file.read_text("utf-8").replace("    date: 2020-01-01", "    date: 2021-01-01"), "utf-8")
    what = "2021-01-01 is after the report's own date, 2020-01-01"
    assert warnings_of(content) == [f"{LIT}.md:14:11: warning: events[1].date: {what} — correct it if it is a slip"]


@pytest.mark.parametrize("when", ["2020-01-02", "2020-01", "2020", "2019-12-31/2020-02-01", "1999~"])
def test_an_event_that_may_be_before_its_report(when: str) -> None:
    """A span that begins on the report's day or before is no slip, however long it lasts."""
    assert report_warnings(report("2020-01-02-sample", event("one", when)), NOTHING) == []
