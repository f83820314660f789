"""The swap: one folder replaces another in one step, and one build at a time uses an output."""

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.engine.progress import console
from plugins.engine.publish import swap
from plugins.engine.publish.staging import Staging
from plugins.engine.publish.swap import REPLACED_DIR, exchange, lock_output, replace_dir
from tests.site_pages import file_contents, neighbour_names

ROOT = Path(__file__).resolve().parents[3]
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has renameat2")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a new site in a workspace."""
    return folder(tmp_path / "workspace/site", "new")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return an output folder with an old site."""
    return folder(tmp_path / "output", "old")


def folder(path: Path, text: str) -> Path:
    """Create a folder with one file."""
    path.mkdir(parents=True)
    (path / "index.html").write_text(text, "utf-8")
    return path


def text(path: Path) -> str:
    """Return the text of the file in a folder."""
    return (path / "index.html").read_text("utf-8")


@linux
def test_exchange_swaps_two_folders(site: Path, output: Path) -> None:
    """Each has the path of the other, and at no time is a path missing."""
    assert exchange(site, output)
    assert (text(site), text(output)) == ("old", "new")


def test_failed_exchange_changes_nothing(site: Path, output: Path) -> None:
    """If one of the two is missing, nothing is moved."""
    assert not exchange(site.with_name("gone"), output)
    assert (text(site), text(output)) == ("new", "old")


class NoSuchCall:
    """A system library without renameat2."""


@pytest.mark.parametrize("system", ["with", "without", "refusing"])
def test_site_is_published_on_every_system(
    system: str, site: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With and without the system call, and on a file system that does not support it."""
    if system == "without":
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: NoSuchCall())
    elif system == "refusing":
        monkeypatch.setattr(swap, "RENAME_EXCHANGE", 1 << 30)
    replace_dir(site, output)
    assert text(output) == "new"
    left = site if site.exists() else site.with_name(REPLACED_DIR)
    assert text(left) == "old"


def test_first_site_is_moved(site: Path, tmp_path: Path) -> None:
    """It needs no exchange."""
    replace_dir(site, tmp_path / "first")
    assert text(tmp_path / "first") == "new"
    assert not site.exists()


def test_failed_second_step_reverts_the_first(site: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the system call, the old site is restored if the new one can't be moved."""
    monkeypatch.setattr(swap, "exchange", lambda *_: False)
    with pytest.raises(OSError, match="No such file"):
        replace_dir(site.with_name("gone"), output)
    assert text(output) == "old"


def test_site_between_two_steps_is_restored(output: Path) -> None:
    """If a build was killed after the first step, the next one restores the old site before it starts."""
    workspace = output.parent / f".sitrep-{output.name}-k1lled"
    workspace.mkdir()
    output.rename(workspace / REPLACED_DIR)
    manifest = '{"format": "sitrep-1", "siteurl": "", "drafts": false, "files": {}}'
    (workspace / REPLACED_DIR / ".sitrep-manifest.json").write_text(manifest, "utf-8")
    Staging(output).discard()
    assert text(output) == "old"
    assert neighbour_names(output) == [output.name]


@pytest.mark.parametrize("other", ["output-2", "output-twelve", "outpu", "output.lock", "output-a-b"])
def test_workspaces_of_other_outputs_are_not_removed(other: str, tmp_path: Path) -> None:
    """A build removes only leftovers of its own output, whatever other outputs are called."""
    other_staging = Staging(tmp_path / other)
    Staging(tmp_path / "output").discard()
    assert other_staging.plugin_output.is_dir()
    other_staging.discard()


def hold_lock(output: Path) -> subprocess.Popen[str]:
    """Start a process that holds the lock of an output folder until its standard input ends, and then prints "done"."""
    program = (
        "import sys; from pathlib import Path; from plugins.engine.publish.swap import lock_output\n"
        f"with lock_output(Path({str(output)!r}), '.sitrep-'):\n"
        "    print('locked', flush=True)\n    sys.stdin.read()\n    print('done', flush=True)\n"
    )
    command = [sys.executable, "-c", program]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "locked\n"
    return process


def test_second_build_waits(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It prints a message and waits until the lock is released."""
    messages: list[str] = []
    with hold_lock(output) as process:
        assert process.stdin
        assert process.stdout
        end_first_build = process.stdin.close

        def print_message(message: str, **_: object) -> None:
            messages.append(message)
            end_first_build()

        monkeypatch.setattr(console, "print", print_message)
        with lock_output(output, ".sitrep-"):
            assert process.stdout.readline() == "done\n"
    assert messages == [f"Another build of {output} is running; waiting for it."]


def test_lock_is_released_when_its_process_dies(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The next build does not wait for a killed one."""
    with hold_lock(output) as process:
        process.kill()
    with lock_output(output, ".sitrep-"):
        assert capsys.readouterr().err == ""


def test_outputs_have_separate_locks(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Builds of different outputs do not wait for each other."""
    for _ in range(2):
        with lock_output(output, ".sitrep-"), lock_output(output.with_name("other"), ".sitrep-"):
            assert file_contents(output) == {"index.html": b"old"}
    assert capsys.readouterr().err == ""
