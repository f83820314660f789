"""Stamps: a file that changed is noticed, however little shows; one that did not is not read."""

import os
import time
from pathlib import Path

import pytest

from plugins.engine.cache import file_stamps
from plugins.engine.cache.content_stamps import is_content_unchanged, stamp_content
from plugins.engine.cache.file_stamps import is_unchanged, stamp


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file that counts as written long ago."""
    monkeypatch.setattr(file_stamps, "RECENT", 0.0)
    path = tmp_path / "a.md"
    path.write_text("one", "utf-8")
    time.sleep(0.02)
    return path


def test_what_nobody_touched_is_unchanged(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is known by its size, times and inode, and its content is not asked for."""
    kept = stamp(file)
    monkeypatch.setattr(file_stamps, "content_digest", lambda _: pytest.fail("the file was read"))
    assert is_unchanged(file, kept)


def test_an_old_time_put_back_is_noticed(file: Path) -> None:
    """A change of the same size whose time of modification was set back shows by its time of change."""
    before, kept = file.stat(), stamp(file)
    file.write_text("two", "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert file.stat().st_size == before.st_size
    assert not is_unchanged(file, kept)


def test_another_file_in_its_place_is_noticed(file: Path) -> None:
    """A file moved to the place of another is not taken for it, whatever its times."""
    before, kept = file.stat(), stamp(file)
    other = file.with_name("b.md")
    other.write_text("two", "utf-8")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)
    assert not is_unchanged(file, kept)


def test_a_change_within_the_clock_s_grain_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file stamped right after it was written is compared by content: its times may not show the next change."""
    file = tmp_path / "a.md"
    file.write_text("one", "utf-8")
    kept, status = stamp(file), os.stat(file)
    assert is_unchanged(file, kept)
    file.write_text("two", "utf-8")
    monkeypatch.setattr("os.stat", lambda _: status)
    assert not is_unchanged(file, kept)


@pytest.mark.parametrize("days", [-400, 400])
def test_a_clock_that_was_moved_hides_no_change(days: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files from the future, as they seem when the clock was set back, are read; and a change shows all the same."""
    file = tmp_path / "a.md"
    file.write_text("one", "utf-8")
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + days * 86400)
    kept = stamp(file)
    assert is_unchanged(file, kept)
    assert (len(kept.split()) == 5) == (days < 0)
    time.sleep(0.02)
    file.write_text("two", "utf-8")
    assert not is_unchanged(file, kept)


def test_a_file_that_is_gone_has_changed(file: Path) -> None:
    """A file that can't be asked any more is not what it was."""
    kept = stamp(file)
    file.unlink()
    assert not is_unchanged(file, kept)
    with pytest.raises(OSError, match="No such file"):
        stamp(file)


def test_sources_are_the_same_files_in_the_same_places(file: Path) -> None:
    """A file that comes, goes, moves or changes makes another folder of it; what is touched and is the same too."""
    folder = file.parent
    (folder / "reports").mkdir()
    (folder / "reports/b.md").write_text("b", "utf-8")
    time.sleep(0.02)
    kept = stamp_content(folder)
    assert set(kept) == {"a.md", "reports/b.md"}
    assert is_content_unchanged(folder, kept)
    (folder / "reports/b.md").rename(folder / "b.md")
    assert not is_content_unchanged(folder, kept)
    (folder / "b.md").rename(folder / "reports/b.md")
    (folder / "c.md").touch()
    assert not is_content_unchanged(folder, kept)
    (folder / "c.md").unlink()
    assert is_content_unchanged(folder, stamp_content(folder))
    os.utime(file)
    assert not is_content_unchanged(folder, stamp_content(folder) | {"a.md": kept["a.md"]})


def test_a_link_that_leads_nowhere_is_no_obstacle(file: Path) -> None:
    """What can't be asked is listed with an empty stamp, and never counts as unchanged; reading will say what it is."""
    (file.parent / "broken.md").symlink_to("nowhere")
    kept = stamp_content(file.parent)
    assert kept["broken.md"] == ""
    assert not is_content_unchanged(file.parent, kept)


def test_what_is_no_plain_file_has_no_stamp(tmp_path: Path) -> None:
    """A pipe is never read, which would wait for ever; nor is what a link leads to."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_text("1")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    for name in ("pipe", "link"):
        with pytest.raises(OSError, match="no plain file"):
            stamp(tmp_path / name)
        assert not is_unchanged(tmp_path / name, "")
    assert {name: bool(mark) for name, mark in stamp_content(tmp_path).items()} == {
        "pipe": False,
        "link": False,
        "file": True,
    }


def test_hidden_folders_are_no_sources(tmp_path: Path) -> None:
    """What a version control or an editor keeps beside the files changes no archive."""
    (tmp_path / ".git/objects").mkdir(parents=True)
    (tmp_path / ".git/objects/1").write_text("1")
    (tmp_path / "site.yaml").write_text("1")
    assert list(stamp_content(tmp_path)) == ["site.yaml"]
