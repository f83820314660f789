"""Warnings: probable mistakes are reported, valid content is not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.archive.archive import load_archive
from plugins.archive.checks.warnings.front_matter import event_after_report
from plugins.archive.urls import Urls
from tests.samples import event, report

Copy = Callable[[str], Path]
REPORT = "reports/2020/2020-01-01-first-light"


def warnings_of(content: Path) -> list[str]:
    """Return the warnings about a valid archive, as they are printed."""
    return [str(problem) for problem in load_archive(content, Urls(), drafts=True).warnings]


@pytest.mark.parametrize("name", ["minimal", "small", "lighthouses"])
def test_valid_sites_have_no_warnings(name: str, root: Path) -> None:
    """Linked attachments, imprecise dates and withdrawn reports give no warnings."""
    assert warnings_of(root / "tests/sites/valid" / name) == []


def test_warning_for_an_unlinked_attachment(small_site: Copy) -> None:
    """An attachment gives a warning until the report links to it."""
    content = small_site("small")
    (content / REPORT).mkdir()
    (content / REPORT / "log.csv").write_text("a,b\n", "utf-8")
    message = "nothing links to it, so it is not published — link to it in the report, or remove it"
    assert warnings_of(content) == [f"{REPORT}/log.csv:1:1: warning: file: {message}"]
    with (content / f"{REPORT}.md").open("a", encoding="utf-8") as file:
        file.write("\n[The log](2020-01-01-first-light/log.csv)\n")
    assert warnings_of(content) == []


def test_warning_for_an_event_after_its_report(small_site: Copy) -> None:
    """The warning has the position of the event's date."""
    content = small_site("small")
    file = content / f"{REPORT}.md"
    file.write_text(file.read_text("utf-8").replace("    date: 2020-01-01", "    date: 2021-01-01"), "utf-8")
    message = "2021-01-01 is after the report's own date, 2020-01-01 — correct it if it is a typo"
    assert warnings_of(content) == [f"{REPORT}.md:14:11: warning: events[1].date: {message}"]


def test_warning_for_a_misplaced_key(small_site: Copy) -> None:
    """Loading an archive warns about the order of keys, as a check does."""
    content = small_site("small")
    file = content / f"{REPORT}.md"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join([lines[0], lines[2], lines[1], *lines[3:]]), "utf-8")
    (warning,) = warnings_of(content)
    assert warning.startswith(f"{REPORT}.md:3:1: warning: title: belongs above 'date' — the order is title, date, ")


@pytest.mark.parametrize("when", ["2020-01-02", "2020-01", "2020", "2019-12-31/2020-02-01", "1999~"])
def test_no_warning_for_an_event_that_begins_before_its_report(when: str) -> None:
    """An event can begin on the report's day or before, whatever its duration."""
    assert list(event_after_report(report("2020-01-02-sample", event("one", when)))) == []
