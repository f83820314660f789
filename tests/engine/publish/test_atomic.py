"""All or nothing: whatever ends a build, the site is the old or the new one, and the next build succeeds."""

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from plugins.commands.build import build_site
from plugins.engine.cache import file_stamps
from tests.archive_builder import MANIFEST
from tests.engine.incremental.random_edits import RandomEdits, add, edit, rename
from tests.site_pages import file_contents, neighbour_names

ROOT = Path(__file__).resolve().parents[3]
FILE_EVENTS = {"open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.scandir"}
"""Audit events of Python for file operations, whose first argument is the path."""
SHARES = [n / 18 for n in range(19)]
"""Shares of the file operations of a build after which it ends."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="builds are ended in forked processes")


_new_site: dict[str, bytes] = {}


def new_site(archive: RandomEdits) -> dict[str, bytes]:
    """Return the files of a clean build of the edited archive, which are the same in any folder, so built once."""
    if not _new_site:
        _new_site.update(archive.build_clean())
    return _new_site


class EditedSite:
    """An archive that was built and then edited, with the files of its site before and after."""

    def __init__(self, folder: Path) -> None:
        chance = Random(5)
        self.archive = RandomEdits(folder)
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
        self.new = new_site(self.archive)
        assert self.old != self.new

    def is_complete(self) -> bool:
        """Return whether the site is the old or the new one, and each file matches the manifest."""
        files = file_contents(self.archive.output)
        listed = json.loads(files[MANIFEST])["files"]
        assert listed == {path: hashlib.sha256(data).hexdigest() for path, data in files.items() if path != MANIFEST}
        return files in (self.old, self.new)

    def is_repaired(self) -> bool:
        """Build again; return whether the site is the new one and no other files are left."""
        self.archive.build()
        return file_contents(self.archive.output) == self.new and neighbour_names(self.archive.output) == [
            "cache",
            "content",
            "output",
        ]


@pytest.fixture(autouse=True, scope="module")
def no_file_is_recent() -> Iterator[None]:
    """Let builds do the same file operations however slow the run is: recent files would be read once more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file_stamps, "RECENT", 0.0)
        yield


@pytest.fixture
def site(tmp_path: Path) -> EditedSite:
    return EditedSite(tmp_path)


def build_in_child(site: EditedSite, event: Callable[[int], None]) -> int:
    """Build in a fork that calls `event(number)` at each file operation; return the exit status of the fork."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code, count = 3, 0
    try:
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 1)
        os.dup2(devnull, 2)
        folder = str(site.archive.folder)

        def count_event(name: str, values: tuple[object, ...]) -> None:
            nonlocal count
            if name == "ctypes.dlsym" or (name in FILE_EVENTS and str(values[0]).startswith(folder)):
                count += 1
                event(count)

        sys.addaudithook(count_event)
        build_site(site.archive.options)
        code = 0
    finally:
        os._exit(code)


def count_operations(site: EditedSite) -> int:
    """Return the number of file operations of a build, and build the site again."""
    reading, writing = os.pipe()

    def event(count: int) -> None:
        os.write(writing, b".")

    assert build_in_child(site, event) == 0
    os.close(writing)
    with open(reading, "rb") as pipe:
        return len(pipe.read())


@pytest.fixture(scope="module")
def operations(tmp_path_factory: pytest.TempPathFactory) -> int:
    """Return the number of file operations of the build that is to be ended."""
    return count_operations(EditedSite(tmp_path_factory.mktemp("counted")))


@pytest.mark.parametrize("share", SHARES)
def test_killed_build_leaves_a_complete_site(share: float, operations: int, site: EditedSite) -> None:
    """A build that is killed before any file operation leaves the old or the new site, and the next build succeeds."""
    last = max(1, round(share * operations))

    def event(count: int) -> None:
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    assert build_in_child(site, event) == -signal.SIGKILL
    assert site.is_complete()
    assert site.is_repaired()
    site.archive.random_report(Random(7))[1]["title"] = "later"
    site.archive.save()
    site.archive.build()
    assert site.archive.differences() == []


@pytest.mark.parametrize("share", SHARES[::3])
def test_full_disk_leaves_a_complete_site(share: float, operations: int, site: EditedSite) -> None:
    """If writing fails from some operation on, the site is complete, and the next build succeeds."""
    last = max(1, round(share * operations))

    def event(count: int) -> None:
        if count >= last:
            raise OSError(errno.ENOSPC, "No space left on device")

    build_in_child(site, event)
    assert site.is_complete()
    assert site.is_repaired()


def build_command(site: EditedSite, jobs: int) -> list[str]:
    """Return a command that builds the site."""
    options = site.archive.options._replace(jobs=jobs)
    arguments = ", ".join(f"{name}={value!r}" for name, value in options._asdict().items())
    program = (
        "from pathlib import Path, PosixPath\n"
        "from plugins.commands.build import build_site, report_errors\nfrom plugins.engine import workers\n"
        f"from plugins.engine.options import Options\nworkers.MIN_TASKS = 5\noptions = Options({arguments})\n"
        "raise SystemExit(report_errors(build_site)(options))\n"
    )
    return [sys.executable, "-c", program]


@pytest.mark.parametrize("seed", range(5))
def test_killed_build_with_workers_leaves_a_complete_site(
    seed: int, site: EditedSite, capsys: pytest.CaptureFixture[str]
) -> None:
    """Killed at any time, it leaves a complete site. Its workers end too, so that the next build need not wait."""
    command = build_command(site, 2)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        time.sleep(Random(seed).uniform(0.4, 1.6))
        process.kill()
        process.communicate(timeout=120)  # the pipe closes when the last worker has ended
    assert site.is_complete()
    capsys.readouterr()
    assert site.is_repaired()
    assert "waiting for it" not in " ".join(capsys.readouterr().err.split())


def test_two_builds_at_the_same_time(site: EditedSite) -> None:
    """Two builds of one output both succeed, one after the other."""
    processes = [subprocess.Popen(build_command(site, jobs), cwd=ROOT, stderr=subprocess.PIPE) for jobs in (1, 2, 1)]
    for process in processes:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors.decode()
    assert site.is_complete()
    assert file_contents(site.archive.output) == site.new
    assert site.is_repaired()


def test_readers_always_find_a_home_page(site: EditedSite) -> None:
    """The home page exists at every moment during builds."""

    def event(count: int) -> None:
        if not (site.archive.output / "index.html").exists():
            os._exit(7)

    assert build_in_child(site, event) == 0
    assert site.is_complete()
