"""All or nothing: whatever ends a build, the site is the old one or the new one, and the next build makes good."""

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from plugins.commands.build import build_site
from tests.archive_builder import MANIFEST
from tests.engine.incremental.random_edits import RandomEdits, add, edit, rename
from tests.site_pages import file_contents, neighbour_names

ROOT = Path(__file__).resolve().parents[3]
TOUCHING = {"open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.scandir"}
"""What Python tells of work on files (its audit events), the path first."""
SHARES = [n / 18 for n in range(19)]
"""How far a build gets, of the work on files that it does."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="builds are ended in forked processes")


class Site:
    """An archive that was built and then edited: the site as it stands, and as the next build will make it."""

    def __init__(self, room: Path) -> None:
        chance = Random(5)
        self.archive = RandomEdits(room)
        self.archive.generate(chance, 25)
        for _ in range(2):
            self.archive.build()
            self.archive.random_report(chance)[1]["title"] = "again"
            self.archive.save()
        self.archive.build()
        for change in (edit, add, rename, edit):
            change(self.archive, chance)
        self.archive.save()
        self.old = file_contents(self.archive.output)
        self.new = self.archive.build_clean()
        assert self.old != self.new

    def whole(self) -> bool:
        """Tell whether the site is the old one or the new one, and each file what the manifest says."""
        there = file_contents(self.archive.output)
        said = json.loads(there[MANIFEST])["files"]
        assert said == {path: hashlib.sha256(data).hexdigest() for path, data in there.items() if path != MANIFEST}
        return there in (self.old, self.new)

    def made_good(self) -> bool:
        """Build again, and tell whether the site is the new one and nothing is left beside it."""
        self.archive.build()
        return file_contents(self.archive.output) == self.new and neighbour_names(self.archive.output) == [
            "cache",
            "content",
            "output",
        ]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def forked(site: Site, event: Callable[[int], None]) -> int:
    """Build in a forked process that calls `event` with a number at each work on a file; return how that ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code, count = 3, 0
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        room = str(site.archive.folder)

        def heard(name: str, values: tuple[object, ...]) -> None:
            nonlocal count
            if name == "ctypes.dlsym" or (name in TOUCHING and str(values[0]).startswith(room)):
                count += 1
                event(count)

        sys.addaudithook(heard)
        build_site(site.archive.options)
        code = 0
    finally:
        os._exit(code)


def counted(site: Site) -> int:
    """Return how often a build of the site works on a file; the site is built anew by that."""
    reading, writing = os.pipe()

    def event(count: int) -> None:
        os.write(writing, b".")

    assert forked(site, event) == 0
    os.close(writing)
    with open(reading, "rb") as told:
        return len(told.read())


@pytest.fixture(scope="module")
def length(tmp_path_factory: pytest.TempPathFactory) -> int:
    """Return how often the build that is to be ended works on a file."""
    return counted(Site(tmp_path_factory.mktemp("counted")))


@pytest.mark.parametrize("share", SHARES)
def test_a_build_that_is_killed_leaves_a_whole_site(share: float, length: int, site: Site) -> None:
    """Killed before whichever work on a file, a build leaves the old or the new site, and the next one makes good."""
    last = max(1, round(share * length))

    def event(count: int) -> None:
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    assert forked(site, event) == -signal.SIGKILL
    assert site.whole()
    assert site.made_good()
    site.archive.random_report(Random(7))[1]["title"] = "later"
    site.archive.save()
    site.archive.build()
    assert site.archive.differences() == []


@pytest.mark.parametrize("share", SHARES[::3])
def test_a_disk_that_is_full_leaves_a_whole_site(share: float, length: int, site: Site) -> None:
    """When from some moment on nothing can be written, the site stays whole, and the next build makes good."""
    last = max(1, round(share * length))

    def event(count: int) -> None:
        if count >= last:
            raise OSError(errno.ENOSPC, "No space left on device")

    forked(site, event)
    assert site.whole()
    assert site.made_good()


def command(site: Site, jobs: int) -> list[str]:
    """Return a command that builds the site."""
    options = site.archive.options._replace(jobs=jobs)
    words = ", ".join(f"{name}={value!r}" for name, value in options._asdict().items())
    program = (
        "from pathlib import Path, PosixPath\n"
        "from plugins.commands.build import build_site, report_errors\nfrom plugins.engine import workers\n"
        f"from plugins.engine.options import Options\nworkers.MIN_TASKS = 5\noptions = Options({words})\n"
        "raise SystemExit(report_errors(lambda: build_site(options)))\n"
    )
    return [sys.executable, "-c", program]


@pytest.mark.parametrize("seed", range(5))
def test_a_build_with_workers_that_is_killed_leaves_a_whole_site(seed: int, site: Site) -> None:
    """Killed at any time, a build with workers leaves a whole site, and nothing that the next one has to wait for."""
    with subprocess.Popen(command(site, 2), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        time.sleep(Random(seed).uniform(0.4, 1.6))
        running.kill()
    assert site.whole()
    began = time.monotonic()
    assert site.made_good()
    assert time.monotonic() - began < 20


def test_two_builds_at_once(site: Site) -> None:
    """Two builds of one target both end well, one after the other, and the site is the new one."""
    running = [subprocess.Popen(command(site, jobs), cwd=ROOT, stderr=subprocess.PIPE) for jobs in (1, 2, 1)]
    for process in running:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said.decode()
    assert site.whole()
    assert file_contents(site.archive.output) == site.new
    assert site.made_good()


def test_a_reader_never_finds_nothing(site: Site) -> None:
    """While builds go on, the home page is there at every look."""

    def event(count: int) -> None:
        if not (site.archive.output / "index.html").exists():
            os._exit(7)

    assert forked(site, event) == 0
    assert site.whole()
