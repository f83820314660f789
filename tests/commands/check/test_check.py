"""The check command: its messages and its exit codes."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.commands.check.check import run

Copy = Callable[[str], Path]


def test_valid_archive(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """The output has the size of the archive including drafts, and the exit code is 0."""
    assert run(content=small_site("lighthouses")) == 0
    assert capsys.readouterr().out == "4 reports with 8 events: no problems.\n"


def test_invalid_archive(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """Every problem is one line on standard output, followed by their number; the exit code is 1."""
    content = small_site("small")
    report = content / "reports/2020/2020-01-01-first-light.md"
    report.write_text(report.read_text("utf-8").replace("fog", "frog").replace("type: outage", "type: fog"), "utf-8")
    before = sorted((path, path.read_bytes()) for path in content.rglob("*") if path.is_file())
    assert run(content=content) == 1
    output = capsys.readouterr()
    assert [line.split(": ")[1] for line in output.out.splitlines()] == ["tags[1]", "events[1].type"]
    assert output.err == "2 problems.\n"
    assert before == sorted((path, path.read_bytes()) for path in content.rglob("*") if path.is_file())


def test_missing_folder_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is reported without a traceback."""
    assert run(content=tmp_path / "nowhere") == 1
    assert "site.yaml:1:1: site: is missing" in capsys.readouterr().out


def test_warnings_do_not_fail_a_check(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """They are listed after all errors and counted separately."""
    content = small_site("small")
    report = content / "reports/2020/2020-01-01-first-light.md"
    text = report.read_text("utf-8").replace("    date: 2020-01-01", "    date: 2020-02-01")
    report.write_text(text.replace("series: logbook\n", "").replace("title: F", "series: logbook\ntitle: F"), "utf-8")
    assert run(content=content) == 0
    output = capsys.readouterr()
    assert [line.split(": ")[1:3] for line in output.out.splitlines()] == [
        ["warning", "title"],
        ["warning", "events[1].date"],
    ]
    assert output.err == "2 warnings. 1 can be fixed: inv check --fix.\n"
    report.with_name("2020-01-02-later.md").write_text("no head", "utf-8")
    assert run(content=content) == 1
    output = capsys.readouterr()
    assert [": warning: " in line for line in output.out.splitlines()] == [False, True, True]
    assert output.err.startswith("1 problem, 2 warnings.")


def test_check_imports_no_slow_module(root: Path, tmp_path: Path) -> None:
    """A check of a few files takes less than a second."""
    slow = ("pelican", "jinja2", "rich", "pagefind_bin", "invoke", "multiprocessing", "asyncio", "hypothesis")
    code = (
        "import sys, pathlib; from plugins.commands import build; from plugins.commands.check import check;"
        f"build.CACHE_ROOT = pathlib.Path({str(tmp_path)!r});"
        "code = check.run(content=pathlib.Path('tests/sites/valid/lighthouses'));"
        f"print(code, *(name for name in {slow!r} if name in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, check=False, capture_output=True, text=True)
    assert done.stderr == "0\n"


def test_task(root: Path, small_site: Copy) -> None:
    """`inv check` takes several files, a format and `--fix`, and has the exit codes 0, 1 and 2."""
    content = small_site("small")
    report = content / "reports/2020/2020-01-01-first-light.md"
    report.write_text(report.read_text("utf-8").replace("[fog]", "[Fog]"), "utf-8")

    def inv(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "invoke", "check", "--content", str(content), *arguments]
        return subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)

    files = ("--file", str(content / "site.yaml"), "--file", str(content / "pages/about.md"))
    assert inv(*files).returncode == 0
    assert inv(*files, "--file", str(report), "--format", "github").stdout.startswith("::error file=")
    assert inv("--file", "nothing.md").returncode == 2
    assert inv().returncode == 1
    assert inv("--fix").returncode == 0
    assert inv().stdout == "1 report with 1 event: no problems.\n"
