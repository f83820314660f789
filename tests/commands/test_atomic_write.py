"""Replacing: several files change together or not at all, and nothing is left beside them."""

import os
import stat
from pathlib import Path

import pytest

from plugins.commands.atomic_write import replace_files


def test_new_and_old(tmp_path: Path) -> None:
    """Files are made with their folders, or replaced with the mode that they have."""
    old, new = tmp_path / "old.md", tmp_path / "a/b/new.md"
    old.write_bytes(b"old")
    old.chmod(0o604)
    replace_files({old: b"changed", new: b"new"})
    assert (old.read_bytes(), new.read_bytes()) == (b"changed", b"new")
    assert stat.S_IMODE(old.stat().st_mode) == 0o604
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["new.md", "old.md"]


def test_all_or_nothing(tmp_path: Path) -> None:
    """When the last can't be written, the first stays what it was."""
    first, last = tmp_path / "first.md", tmp_path / "file/last.md"
    first.write_bytes(b"first")
    (tmp_path / "file").write_bytes(b"no folder")
    with pytest.raises(OSError, match="file"):
        replace_files({first: b"changed", last: b"last"})
    assert first.read_bytes() == b"first"
    assert sorted(os.listdir(tmp_path)) == ["file", "first.md"]
