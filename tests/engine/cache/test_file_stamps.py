"""Stamps: every change of a file is noticed, and unchanged files are not read."""

import os
import time
from pathlib import Path

import pytest

from plugins.engine.cache import file_stamps
from plugins.engine.cache.content_stamps import is_content_unchanged, stamp_content
from plugins.engine.cache.file_stamps import is_unchanged, stamp


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file that does not count as recent."""
    monkeypatch.setattr(file_stamps, "RECENT", 0.0)
    path = tmp_path / "a.md"
    path.write_text("one", "utf-8")
    time.sleep(0.02)
    return path


def test_unchanged_file_is_not_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Size, times and inode identify it."""
    known = stamp(file)
    monkeypatch.setattr(file_stamps, "content_digest", lambda _: pytest.fail("the file was read"))
    assert is_unchanged(file, known)


def test_change_with_the_old_mtime_is_noticed(file: Path) -> None:
    """A change of the same size whose mtime was reset has another ctime."""
    before, known = file.stat(), stamp(file)
    file.write_text("two", "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert file.stat().st_size == before.st_size
    assert not is_unchanged(file, known)


def test_replaced_file_is_noticed(file: Path) -> None:
    """A file that replaces another has another inode, whatever its times."""
    before, known = file.stat(), stamp(file)
    other = file.with_name("b.md")
    other.write_text("two", "utf-8")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)
    assert not is_unchanged(file, known)


def test_change_within_the_resolution_of_the_clock_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was stamped right after it was written is compared by content."""
    file = tmp_path / "a.md"
    file.write_text("one", "utf-8")
    known, status = stamp(file), os.stat(file)
    assert is_unchanged(file, known)
    file.write_text("two", "utf-8")
    monkeypatch.setattr("os.stat", lambda _: status)
    assert not is_unchanged(file, known)


@pytest.mark.parametrize("days", [-400, 400])
def test_moved_clock_hides_no_change(days: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the clock was set back, files seem to be from the future; they are compared by content."""
    file = tmp_path / "a.md"
    file.write_text("one", "utf-8")
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + days * 86400)
    known = stamp(file)
    assert is_unchanged(file, known)
    assert (len(known.split()) == 5) == (days < 0)
    time.sleep(0.02)
    file.write_text("two", "utf-8")
    assert not is_unchanged(file, known)


def test_deleted_file_is_changed(file: Path) -> None:
    """It can't be stamped either."""
    known = stamp(file)
    file.unlink()
    assert not is_unchanged(file, known)
    with pytest.raises(OSError, match="No such file"):
        stamp(file)


def test_added_removed_moved_or_touched_file_changes_the_content(file: Path) -> None:
    """Content is unchanged only if it has the same files at the same paths with the same stamps."""
    folder = file.parent
    (folder / "reports").mkdir()
    (folder / "reports/b.md").write_text("b", "utf-8")
    time.sleep(0.02)
    known = stamp_content(folder)
    assert set(known) == {"a.md", "reports/b.md"}
    assert is_content_unchanged(folder, known)
    (folder / "reports/b.md").rename(folder / "b.md")
    assert not is_content_unchanged(folder, known)
    (folder / "b.md").rename(folder / "reports/b.md")
    (folder / "c.md").touch()
    assert not is_content_unchanged(folder, known)
    (folder / "c.md").unlink()
    assert is_content_unchanged(folder, stamp_content(folder))
    os.utime(file)
    assert not is_content_unchanged(folder, stamp_content(folder) | {"a.md": known["a.md"]})


def test_broken_symbolic_link_has_an_empty_stamp(file: Path) -> None:
    """It never counts as unchanged, so reading the content reports it."""
    (file.parent / "broken.md").symlink_to("nowhere")
    known = stamp_content(file.parent)
    assert known["broken.md"] == ""
    assert not is_content_unchanged(file.parent, known)


def test_only_regular_files_have_a_stamp(tmp_path: Path) -> None:
    """A pipe is never read, because reading it would block; a symbolic link is not followed."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_text("1")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    for name in ("pipe", "link"):
        with pytest.raises(OSError, match="is not a regular file"):
            stamp(tmp_path / name)
        assert not is_unchanged(tmp_path / name, "")
    stamps = stamp_content(tmp_path)
    assert {name: bool(known) for name, known in stamps.items()} == {"pipe": False, "link": False, "file": True}


def test_hidden_folders_are_not_content(tmp_path: Path) -> None:
    """Files of Git or of an editor do not change an archive."""
    (tmp_path / ".git/objects").mkdir(parents=True)
    (tmp_path / ".git/objects/1").write_text("1")
    (tmp_path / "site.yaml").write_text("1")
    assert list(stamp_content(tmp_path)) == ["site.yaml"]
