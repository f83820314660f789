"""The `serve` command: a saved report is shown before the build that follows, and then as the build renders it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from plugins.commands.build import CACHE_ROOT, make_options
from plugins.commands.environment import ROOT
from plugins.commands.serve.live_report import LiveArchive
from plugins.engine.cache.build_state import cache_dir_of

REPORT = "reports/2020/2020-01-15-migdalor.md"
PAGE = "reports/2020-01-15-migdalor/"
TIMEOUT = 60.0
"""Seconds to wait for something that usually takes one; a busy machine may need more."""


@dataclass
class ServedArchive:
    """An archive that is being served: its content, its output, and the address of the site."""

    content: Path
    output: Path
    address: str

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace `old`, which must exist, in a content file."""
        file = self.content / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    def fetch(self, path: str) -> str:
        """Return the page that the server sends."""
        try:
            with urlopen(self.address + path) as response:
                return str(response.read().decode())
        except HTTPError as error:
            return error.read().decode()

    def built(self, path: str) -> str:
        """Return the page in the output folder; empty if it does not exist."""
        file = self.output / path / "index.html"
        return file.read_text("utf-8") if file.is_file() else ""


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until a condition is true; fail after TIMEOUT."""
    end = time.monotonic() + TIMEOUT
    while not condition():
        assert time.monotonic() < end, "timed out"
        time.sleep(0.02)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedArchive]:
    """Yield a served copy of an archive; stop the server afterwards."""
    content, output = tmp_path / "content", tmp_path / "output"
    shutil.copytree(ROOT / "tests/sites/valid/lighthouses", content)
    options = ["--content", str(content), "--output", str(output), "--port", "0"]
    command = [sys.executable, "-m", "invoke", "serve", *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "CI": "1"})
    try:
        assert process.stdout
        address = next(match[0] for line in process.stdout if (match := re.search(r"http://\S+", line)))
        yield ServedArchive(content, output, address)
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(cache_dir_of(CACHE_ROOT, content, output), ignore_errors=True)


def test_a_saved_report_is_shown_and_then_built(served: ServedArchive) -> None:
    """Saving a report shows it at once; the build then renders the same page and the lists."""
    assert "SAVED" not in served.fetch(PAGE)
    time.sleep(3)  # until the live archive is loaded, so that the save is shown before the build
    served.edit(REPORT, "summary: ", "summary: SAVED ")
    wait_until(lambda: "SAVED" in served.fetch(PAGE))
    page = served.fetch(PAGE)
    wait_until(lambda: "SAVED" in served.built(PAGE))
    wait_until(lambda: "SAVED" in served.built("reports/"))
    assert served.fetch(PAGE) == page


def test_a_new_report_and_a_problem(served: ServedArchive) -> None:
    """A new report appears after a build; while a report has a problem, the site does not change."""
    text = (served.content / REPORT).read_text("utf-8")
    other = served.content / "reports/2020/2020-01-15-zwilling.md"
    other.write_text(re.sub(r"(?m)^formerly:.*\n", "", text), "utf-8")
    wait_until(lambda: bool(served.built("reports/2020-01-15-zwilling/")))
    served.edit(REPORT, "summary: ", "sumary: ")
    time.sleep(1)
    served.edit(REPORT, "sumary: ", "summary: FIXED ")
    wait_until(lambda: "FIXED" in served.fetch(PAGE))


@pytest.fixture
def live(tmp_path: Path) -> LiveArchive:
    """Return the live archive of a copy."""
    content = tmp_path / "content"
    shutil.copytree(ROOT / "tests/sites/valid/lighthouses", content)
    return LiveArchive(
        make_options(content, tmp_path / "output", "", drafts=True)._replace(cache_root=tmp_path / "cache")
    )


def test_live_pages_show_the_last_save(live: LiveArchive) -> None:
    """Each save renders the whole report again, including its events."""
    file = live.archive.folder.root / REPORT
    for summary in ("ERSTENS", "ZWEITENS"):
        text = file.read_text("utf-8")
        file.write_text(re.sub("(    summary: ).*", rf"\1{summary}", text), "utf-8")
        assert summary in live.render_reports([REPORT])[PAGE]


def test_live_pages_skip_reports_that_need_a_build(live: LiveArchive) -> None:
    """A report that moved to another series or lost its body is not rendered."""
    file = live.archive.folder.root / REPORT
    text = file.read_text("utf-8")
    file.write_text(text.replace("series: sturmwinter\n", ""), "utf-8")
    assert live.render_reports([REPORT]) == {}
    file.write_text(text[: text.index("## ")], "utf-8")
    assert live.render_reports([REPORT]) == {}


def test_live_pages_skip_invalid_reports(live: LiveArchive) -> None:
    """Files that are not reports, reports with problems and removed reports are not rendered."""
    file = live.archive.folder.root / REPORT
    assert list(live.render_reports([REPORT, "site.yaml", "../secret.md", "reports/2020/none.md"])) == [PAGE]
    text = file.read_text("utf-8")
    file.write_text(text.replace("actors: [", "actors: [nobody-known, "), "utf-8")
    assert "nobody-known" in file.read_text("utf-8")
    assert live.render_reports([REPORT]) == {}
    file.unlink()
    assert live.render_reports([REPORT]) == {}
    file.symlink_to(live.archive.folder.root / "site.yaml")
    assert live.render_reports([REPORT]) == {}


def test_no_process_outlives_the_server(served: ServedArchive) -> None:
    """Stopping the server also stops all background processes."""

    def background_processes() -> list[str]:
        lines = (command_line(path) for path in Path("/proc").glob("[0-9]*"))
        return [line for line in lines if str(served.output) in line and "invoke" not in line]

    wait_until(lambda: bool(background_processes()))
    server = next(path for path in Path("/proc").glob("[0-9]*") if is_server(path, served))
    os.kill(int(server.name), signal.SIGTERM)
    wait_until(lambda: not background_processes())


def command_line(process: Path) -> str:
    """Return the command line of a process; empty if it has ended."""
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def is_server(process: Path, served: ServedArchive) -> bool:
    return "invoke serve" in (line := command_line(process)) and str(served.output) in line
