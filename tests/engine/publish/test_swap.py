"""The swap: one site takes the place of another in one step, and one build at a time."""

import ctypes
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plugins.engine.publish import swap
from plugins.engine.publish.staging import Staging
from plugins.engine.publish.swap import REPLACED_DIR, exchange, lock_output, replace_dir
from tests.site_pages import file_contents, neighbour_names

ROOT = Path(__file__).resolve().parents[3]
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has renameat2")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a new site in a room of its own."""
    return folder(tmp_path / "room/site", "new")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return where an old site stands."""
    return folder(tmp_path / "output", "old")


def folder(path: Path, text: str) -> Path:
    """Make a folder of one file."""
    path.mkdir(parents=True)
    (path / "index.html").write_text(text, "utf-8")
    return path


def text(path: Path) -> str:
    """Return what the one file of a folder says."""
    return (path / "index.html").read_text("utf-8")


@linux
def test_two_folders_change_places_in_one_step(site: Path, target: Path) -> None:
    """Each stands where the other stood; at no time is there none."""
    assert exchange(site, target)
    assert (text(site), text(target)) == ("old", "new")


def test_an_exchange_that_cannot_be_changes_nothing(site: Path, target: Path) -> None:
    """Where one of the two is missing, nothing is moved."""
    assert not exchange(site.with_name("gone"), target)
    assert (text(site), text(target)) == ("new", "old")


class NoSuchCall:
    """A system library without renameat2."""


@pytest.mark.parametrize("system", ["with", "without", "refusing"])
def test_a_site_is_put_in_place_on_every_system(
    system: str, site: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the step of Linux and without it, and on a file system that knows none, the new site is in place."""
    if system == "without":
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: NoSuchCall())
    elif system == "refusing":
        monkeypatch.setattr(swap, "RENAME_EXCHANGE", 1 << 30)
    replace_dir(site, target)
    assert text(target) == "new"
    left = site if site.exists() else site.with_name(REPLACED_DIR)
    assert text(left) == "old"


def test_where_nothing_stood_the_site_is_moved(site: Path, tmp_path: Path) -> None:
    """The first site needs no exchange."""
    replace_dir(site, tmp_path / "first")
    assert text(tmp_path / "first") == "new"
    assert not site.exists()


def test_a_second_step_that_fails_takes_the_first_back(
    site: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where two steps are needed and the second fails, the old site is put back."""
    monkeypatch.setattr(swap, "exchange", lambda *_: False)
    with pytest.raises(OSError, match="No such file"):
        replace_dir(site.with_name("gone"), target)
    assert text(target) == "old"


def test_a_site_caught_between_two_steps_is_put_back(target: Path) -> None:
    """A build that was killed after the first of two steps is made good by the next one, before it does anything."""
    room = target.parent / f".sitrep-{target.name}-k1lled"
    room.mkdir()
    target.rename(room / REPLACED_DIR)
    manifest = '{"format": "sitrep-1", "siteurl": "", "drafts": false, "files": {}}'
    (room / REPLACED_DIR / ".sitrep-manifest.json").write_text(manifest, "utf-8")
    Staging(target).discard()
    assert text(target) == "old"
    assert neighbour_names(target) == [target.name]


@pytest.mark.parametrize("other", ["output-2", "output-twelve", "outpu", "output.lock", "output-a-b"])
def test_rooms_of_other_targets_are_let_be(other: str, tmp_path: Path) -> None:
    """A build sweeps what builds of its own target left, never the room of a build beside it, however it is named."""
    beside_it = Staging(tmp_path / other)
    Staging(tmp_path / "output").discard()
    assert beside_it.plugin_output.is_dir()
    beside_it.discard()


def holding(target: Path, then: str) -> subprocess.Popen[str]:
    """Start a process that holds a target's lock and says so; `then` is what it does next."""
    program = (
        "import time; from pathlib import Path; from plugins.engine.publish.swap import lock_output\n"
        f"with lock_output(Path({str(target)!r}), '.sitrep-'):\n    print('held', flush=True)\n    {then}\n"
        "print('let go', flush=True)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_build_waits(target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who finds the lock held says so and waits until it is let go."""
    with holding(target, "time.sleep(0.5); print('done', flush=True)") as process, lock_output(target, ".sitrep-"):
        assert process.stdout
        assert process.stdout.readline() == "done\n"
    said = " ".join(capsys.readouterr().err.split())
    assert said.endswith("is running; waiting for it.")


def test_a_lock_goes_with_its_process(target: Path) -> None:
    """A build that is killed holds nothing any more."""
    with holding(target, "time.sleep(600)") as process:
        process.kill()
    began = time.monotonic()
    with lock_output(target, ".sitrep-"):
        assert time.monotonic() - began < 5


def test_locks_of_two_targets_are_two(target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Builds of different targets do not wait for each other; a lock is let go at its end."""
    for _ in range(2):
        with lock_output(target, ".sitrep-"), lock_output(target.with_name("other"), ".sitrep-"):
            assert file_contents(target) == {"index.html": b"old"}
    assert capsys.readouterr().err == ""
