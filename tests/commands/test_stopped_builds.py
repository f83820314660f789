"""A build that is told to stop, through the real commands: exit code 130 or 143, a message, and nothing left behind."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from benchmarks.corpus import Corpus
from benchmarks.formats import write_all
from plugins.commands.build import CACHE_ROOT, build_site, make_options
from plugins.commands.environment import ROOT
from plugins.engine.cache.build_state import cache_dir_of
from tests.site_pages import file_contents, neighbour_names

REPORTS = 70
"""Reports of the archive: enough for worker processes."""
HOOK = """
import os, signal, sys

target = int(os.environ.setdefault("STOP_TARGET", str(os.getpid())))
event, part, number = os.environ["STOP_WHEN"].split(" ")
sent = []

def stop(name, values):
    if name == event and part in " ".join(map(str, values)) and not sent:
        sent.append(True)
        os.kill(target, int(number))

sys.addaudithook(stop)
"""
"""A `sitecustomize` module that signals the command at its first audit event of a kind, in any of its processes."""
HANGING_PAGEFIND = """
import os, sys, time

os.kill(int(os.environ["STOP_TARGET"]), int(os.environ["STOP_WHEN"].split(" ")[2]))
time.sleep(600)
"""
MOMENTS = {
    "loading": "import plugins.engine.build",
    "reading": "open /content/reports/",
    "writing": "open /site/reports/",
    "indexing": "never .",
    "publishing": "ctypes.dlsym renameat2",
}
"""For each moment of a build, the audit event at which the signal is sent; while indexing, Pagefind sends it."""
INVOKE = [sys.executable, "-m", "invoke"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the moments are those of Linux")


class Archive:
    """A generated archive with a built site that is out of date."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        write_all(Corpus(REPORTS), folder, ["sitrep"])
        self.content, self.output = folder / "content", folder / "output"
        (folder / "sitrep").rename(self.content)
        build_site(make_options(self.content, self.output, "", cache=False))
        shutil.move(sorted(self.content.rglob("reports/*/*.md"))[0], folder / "removed.md")
        self.old = file_contents(self.output)
        (folder / "temporary").mkdir()

    def run(self, command: Sequence[str], moment: str, number: signal.Signals) -> subprocess.CompletedProcess[str]:
        """Run a command that receives the signal `number` at a moment, and wait for its end."""
        hook = self.folder / "hook"
        (hook / "pagefind_bin").mkdir(parents=True, exist_ok=True)
        (hook / "sitecustomize.py").write_text(HOOK, "utf-8")
        if moment == "indexing":
            (hook / "pagefind_bin/__init__.py").touch()
            (hook / "pagefind_bin/__main__.py").write_text(HANGING_PAGEFIND, "utf-8")
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(hook), str(ROOT)]),
            "STOP_WHEN": f"{MOMENTS[moment]} {number.value}",
            "TMPDIR": str(self.folder / "temporary"),
        }
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120,
            # A test run in the background ignores Ctrl+C, and so would the command.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )  # fmt: skip

    def processes(self) -> list[str]:
        """Return the command lines of the processes that were started with this archive's folder."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if str(self.folder).encode() in (process / "environ").read_bytes():
                    found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue
        return [line for line in found if line]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return Archive(tmp_path_factory.mktemp("stopped"))


@pytest.fixture
def archive(prepared: Archive) -> Iterator[Archive]:
    """Yield the archive, and remove the cache of its builds."""
    yield prepared
    shutil.rmtree(prepared.folder / "hook", ignore_errors=True)
    shutil.rmtree(cache_dir_of(CACHE_ROOT, prepared.content, prepared.output), ignore_errors=True)


def command_line(name: str, archive: Archive) -> list[str]:
    """Return the command that builds the archive: one of Invoke, or Pelican's own."""
    paths = ["--content", str(archive.content), "--output", str(archive.output)]
    if name == "pelican":
        cache = ["-e", "SITREP_CACHE=false", "SITREP_JOBS=2"]
        return [sys.executable, "-m", "pelican", "-s", "pelican.conf.py", paths[1], "-o", paths[3], *cache]
    extra = {"build": ["--no-cache", "--jobs=2"], "publish": ["--siteurl=https://example.org"], "serve": ["--port=0"]}
    return [*INVOKE, name, *paths, *extra[name]]


CASES = [
    *(("build", moment, signal.SIGINT) for moment in MOMENTS),
    *(("pelican", moment, signal.SIGINT) for moment in MOMENTS),
    *(("build", moment, signal.SIGTERM) for moment in ("writing", "indexing")),
    ("pelican", "writing", signal.SIGTERM),
    ("publish", "indexing", signal.SIGINT),
    ("publish", "reading", signal.SIGTERM),
    ("serve", "writing", signal.SIGINT),
    ("serve", "reading", signal.SIGTERM),
]


@pytest.mark.parametrize(("name", "moment", "number"), CASES)
def test_a_stopped_build_fails_and_leaves_the_old_site(
    name: str, moment: str, number: signal.Signals, archive: Archive
) -> None:
    """Its processes have ended, its temporary files are removed, and the site is unchanged."""
    done = archive.run(command_line(name, archive), moment, number)
    assert done.returncode == 128 + number, done.stderr
    assert f"Stopped by {'Ctrl+C' if number == signal.SIGINT else 'SIGTERM'}" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Warning" not in done.stderr
    assert file_contents(archive.output) == archive.old
    assert neighbour_names(archive.output) == ["content", "hook", "output", "removed.md", "temporary"]
    assert list((archive.folder / "temporary").iterdir()) == []
    assert ended(archive)


def ended(archive: Archive) -> bool:
    """Return whether all processes of the archive end; a killed one may take a moment."""
    for _ in range(200):
        if not archive.processes():
            return True
        time.sleep(0.05)
    return False


def test_ignored_signals_stay_ignored(archive: Archive) -> None:
    """Under `nohup`, SIGHUP does not stop a build."""
    command = command_line("build", archive)
    done = archive.run(["nohup", *command, "--no-search"], "reading", signal.SIGHUP)
    assert done.returncode == 0, done.stderr
