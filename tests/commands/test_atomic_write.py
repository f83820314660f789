"""Several files are replaced together or not at all, without leaving temporary files."""

import os
import stat
from pathlib import Path

import pytest

from plugins.commands.atomic_write import replace_files


def test_new_and_existing_files(tmp_path: Path) -> None:
    """Folders are created as needed; existing files keep their permissions."""
    existing, new = tmp_path / "old.md", tmp_path / "a/b/new.md"
    existing.write_bytes(b"old")
    existing.chmod(0o604)
    replace_files({existing: b"changed", new: b"new"})
    assert (existing.read_bytes(), new.read_bytes()) == (b"changed", b"new")
    assert stat.S_IMODE(existing.stat().st_mode) == 0o604
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["new.md", "old.md"]


def test_all_or_nothing(tmp_path: Path) -> None:
    """If one file cannot be written, no file changes."""
    first, last = tmp_path / "first.md", tmp_path / "file/last.md"
    first.write_bytes(b"first")
    (tmp_path / "file").write_bytes(b"not a folder")
    with pytest.raises(OSError, match="file"):
        replace_files({first: b"changed", last: b"last"})
    assert first.read_bytes() == b"first"
    assert sorted(os.listdir(tmp_path)) == ["file", "first.md"]
