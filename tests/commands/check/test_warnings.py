"""Warnings in a build: it prints them and continues."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.commands.build import build, make_options
from plugins.commands.check.check import check_archive
from plugins.reports import MAX_WARNINGS

Copy = Callable[[str], Path]
OWN = "reports/2020/2020-01-01-first-light"


@pytest.mark.parametrize(
    ("files", "more"), [(1, ""), (MAX_WARNINGS + 2, "… and 2 more warnings; `inv check` lists them all.")]
)
def test_build_prints_warnings(
    files: int, more: str, small_site: Copy, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Warnings do not fail a build, are one line each, and their number is limited."""
    content = small_site("small")
    (content / OWN).mkdir()
    for number in range(files):
        (content / OWN / f"{number}.csv").write_text("a,b\n", "utf-8")
    assert build(make_options(content, tmp_path / "output", "", search=False)) == 0
    output = capsys.readouterr().err
    lines = [line for line in output.splitlines() if " warning: " in line]
    assert len(lines) == min(files, MAX_WARNINGS)
    assert lines[0].startswith(f"{OWN}/0.csv:1:1: warning: file: nothing links to it")
    assert more in output
    assert ("more warnings" in output) == bool(more)


def test_build_prints_every_warning_of_a_check(
    small_site: Copy, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also those about the order of keys, and those about drafts."""
    content = small_site("small")
    text = (content / f"{OWN}.md").read_text("utf-8").replace("    date: 2020-01-01", "    date: 2020-02-01")
    text = text.replace("series: logbook\n", "").replace("title: F", "series: logbook\ntitle: F")
    (content / f"{OWN}.md").write_text(text, "utf-8")
    draft = text.replace("title: F", "status: draft\ntitle: F")
    (content / "reports/2020/2020-01-01-draft.md").write_text(draft, "utf-8")
    warnings = [str(problem) for problem in check_archive(content).problems]
    assert len(warnings) == 4
    assert build(make_options(content, tmp_path / "output", "", search=False)) == 0
    printed = [line for line in capsys.readouterr().err.splitlines() if " warning: " in line]
    assert sorted(printed) == sorted(warnings)
