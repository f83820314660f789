"""Temporary folders: removed at the end, and after a kill by the next command."""

import os
import shutil
import tempfile
import time
from pathlib import Path

import pytest

from plugins.engine.temporary_folder import LOCK, MIN_AGE, temporary_folder


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that is the system's folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_the_folder_is_empty_and_removed(temporary: Path) -> None:
    with temporary_folder("one") as folder:
        assert folder.is_relative_to(temporary)
        assert list(folder.iterdir()) == []
        (folder / "file").touch()
    assert list(temporary.iterdir()) == []


def age(folder: Path) -> None:
    """Make a folder seem old."""
    then = time.time() - MIN_AGE - 60
    os.utime(folder, (then, then))


def test_only_old_folders_of_ended_processes_are_removed(temporary: Path) -> None:
    """A folder that is used, new, another program's or a link stays."""
    ended, new, foreign, link = (temporary / f"sitrep-{name}" for name in ("ended", "new", "foreign", "link"))
    for folder in (ended, new, foreign):
        (folder / "work").mkdir(parents=True)
    for folder in (ended, new):
        (folder / LOCK).touch()
    shutil.copytree(ended, temporary / "target")
    link.symlink_to(temporary / "target")
    with temporary_folder("used") as used:
        for folder in (ended, foreign, used.parent, temporary / "target"):
            age(folder)
        with temporary_folder("next"):
            assert not ended.exists()
            assert all(folder.exists() for folder in (new, foreign, used, temporary / "target/work"))
