"""Serve: a saved report is in the browser before the build that follows, and then as that build made it."""

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

from plugins.commands.build import CACHE_ROOT, ROOT, make_options
from plugins.commands.serve.live_report import LiveArchive
from plugins.engine.cache.build_state import cache_dir_of

LIGHT = "reports/2020/2020-01-15-migdalor.md"
PAGE = "reports/2020-01-15-migdalor/"
PATIENCE = 60.0
"""Seconds for what takes about one; a busy machine may need more."""


@dataclass
class Served:
    """An archive that is being served: its content, its output, and its address."""

    content: Path
    output: Path
    address: str

    def change(self, path: str, old: str, new: str) -> None:
        """Change a file of the content, which must hold `old`."""
        file = self.content / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    def page(self, path: str) -> str:
        """Return what the browser gets."""
        try:
            with urlopen(self.address + path) as answer:
                return str(answer.read().decode())
        except HTTPError as error:
            return error.read().decode()

    def site(self, path: str) -> str:
        """Return what the build made."""
        file = self.output / path / "index.html"
        return file.read_text("utf-8") if file.is_file() else ""


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        time.sleep(0.02)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Yield a served copy of an archive; end the server after it."""
    content, output = tmp_path / "content", tmp_path / "output"
    shutil.copytree(ROOT / "tests/sites/valid/lighthouses", content)
    words = ["--content", str(content), "--output", str(output), "--port", "0"]
    command = [sys.executable, "-m", "invoke", "serve", *words]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "CI": "1"})
    try:
        assert process.stdout
        address = next(found[0] for line in process.stdout if (found := re.search(r"http://\S+", line)))
        yield Served(content, output, address)
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(cache_dir_of(CACHE_ROOT, content, output), ignore_errors=True)


def test_what_is_saved_is_shown_and_then_built(served: Served) -> None:
    """Saving a report shows it; the page is then built just so, and lists are built with it."""
    assert "SAVED" not in served.page(PAGE)
    time.sleep(3)  # until the archive is held ready, so that the first save is shown before it is built
    served.change(LIGHT, "summary: ", "summary: SAVED ")
    until(lambda: "SAVED" in served.page(PAGE))
    shown = served.page(PAGE)
    until(lambda: "SAVED" in served.site(PAGE))
    until(lambda: "SAVED" in served.site("reports/"))
    assert served.page(PAGE) == shown


def test_a_new_report_and_a_problem(served: Served) -> None:
    """A new report is there after a build; while a report has a problem the site stays as it was."""
    text = (served.content / LIGHT).read_text("utf-8")
    other = served.content / "reports/2020/2020-01-15-zwilling.md"
    other.write_text(re.sub(r"(?m)^formerly:.*\n", "", text), "utf-8")
    until(lambda: bool(served.site("reports/2020-01-15-zwilling/")))
    served.change(LIGHT, "summary: ", "sumary: ")
    time.sleep(1)
    served.change(LIGHT, "sumary: ", "summary: MENDED ")
    until(lambda: "MENDED" in served.page(PAGE))


@pytest.fixture
def live(tmp_path: Path) -> LiveArchive:
    """Return a copy of an archive, held ready."""
    content = tmp_path / "content"
    shutil.copytree(ROOT / "tests/sites/valid/lighthouses", content)
    return LiveArchive(
        make_options(content, tmp_path / "output", "", drafts=True)._replace(cache_root=tmp_path / "cache")
    )


def test_a_live_page_is_what_was_saved_last(live: LiveArchive) -> None:
    """Each time all of a report is shown as it is now, its events too, and not what was shown before."""
    file = live.archive.folder.root / LIGHT
    for words in ("ERSTENS", "ZWEITENS"):
        text = file.read_text("utf-8")
        file.write_text(re.sub("(    summary: ).*", rf"\1{words}", text), "utf-8")
        assert words in live.render_reports([LIGHT])[PAGE]


def test_a_live_page_does_not_guess(live: LiveArchive) -> None:
    """A report that went to another series, or lost its body, is left to the build."""
    file = live.archive.folder.root / LIGHT
    text = file.read_text("utf-8")
    file.write_text(text.replace("series: sturmwinter\n", ""), "utf-8")
    assert live.render_reports([LIGHT]) == {}
    file.write_text(text[: text.index("## ")], "utf-8")
    assert live.render_reports([LIGHT]) == {}


def test_a_live_page_needs_a_sound_report(live: LiveArchive) -> None:
    """What is no report of the archive, or none any more, or has a problem, is not shown."""
    file = live.archive.folder.root / LIGHT
    assert list(live.render_reports([LIGHT, "site.yaml", "../secret.md", "reports/2020/none.md"])) == [PAGE]
    text = file.read_text("utf-8")
    file.write_text(text.replace("actors: [", "actors: [nobody-known, "), "utf-8")
    assert "nobody-known" in file.read_text("utf-8")
    assert live.render_reports([LIGHT]) == {}
    file.unlink()
    assert live.render_reports([LIGHT]) == {}
    file.symlink_to(live.archive.folder.root / "site.yaml")
    assert live.render_reports([LIGHT]) == {}


def test_nothing_outlives_the_server(served: Served) -> None:
    """When the server is ended, so is all that goes on in the background."""

    def ours() -> list[str]:
        lines = (path / "cmdline" for path in Path("/proc").glob("[0-9]*"))
        return [line for file in lines if str(served.output) in (line := read(file)) and "invoke" not in line]

    until(lambda: bool(ours()))
    server = next(path for path in Path("/proc").glob("[0-9]*") if is_server(path, served))
    os.kill(int(server.name), signal.SIGTERM)
    until(lambda: not ours())


def read(file: Path) -> str:
    """Return the words of a process; nothing when it is gone."""
    try:
        return file.read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def is_server(process: Path, served: Served) -> bool:
    return "invoke serve" in (line := read(process / "cmdline")) and str(served.output) in line
