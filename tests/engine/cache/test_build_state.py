"""The state: what was kept comes back; anything else counts as nothing."""

import os
from pathlib import Path

import msgspec
import pytest

from plugins.engine.cache.build_state import (
    BuildState,
    OutputFile,
    cache_dir_of,
    describe,
    is_unmodified,
    load_state,
    save_state,
)
from plugins.engine.cache.store import CHECKSUM_SIZE

SAMPLE = BuildState(
    build_key="k",
    shared_inputs="f",
    files={"index.html": OutputFile(b"inputs", "00" * 32, 3, 4, 5), "دير.html": OutputFile(b"", "11" * 32, 6, 7, 8)},
    content_stamps={"site.yaml": "1 2 3 4"},
    search_digest=b"documents",
    summary="2 reports",
)


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    """A state is read as it was written, also over an older one."""
    save_state(tmp_path / "room", msgspec.structs.replace(SAMPLE, summary="before"))
    save_state(tmp_path / "room", SAMPLE)
    assert load_state(tmp_path / "room") == SAMPLE
    assert [path.name for path in (tmp_path / "room").iterdir()] == ["state"]


def test_where_nothing_was_kept_there_is_no_state(tmp_path: Path) -> None:
    """The first build has no state, and a folder in its place is none."""
    assert load_state(tmp_path / "room") is None
    (tmp_path / "room/state").mkdir(parents=True)
    assert load_state(tmp_path / "room") is None


def test_no_damage_goes_unnoticed(tmp_path: Path) -> None:
    """Whichever byte is changed, and wherever the file ends too early, it counts as no state."""
    save_state(tmp_path, SAMPLE)
    whole = (tmp_path / "state").read_bytes()
    for place in range(len(whole)):
        for damaged in (whole[:place], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]):
            (tmp_path / "state").write_bytes(damaged)
            assert load_state(tmp_path) is None, place
    (tmp_path / "state").write_bytes(whole)
    assert load_state(tmp_path) == SAMPLE


def test_another_version_s_state_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A state of another format, or of another shape under the same seal, is not used."""
    save_state(tmp_path, msgspec.structs.replace(SAMPLE, format="sitrep-state-0"))
    assert load_state(tmp_path) is None
    monkeypatch.setattr(msgspec.msgpack, "encode", lambda _: b"\x81\xa3key\x01")
    save_state(tmp_path, SAMPLE)
    assert load_state(tmp_path) is None


def test_what_cannot_be_kept_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing can be written, the build that is done stays done, and a warning says what it means."""
    (tmp_path / "room").write_text("a file", "utf-8")
    save_state(tmp_path / "room", SAMPLE)
    assert "the next build will make more anew" in " ".join(capsys.readouterr().err.split())
    assert load_state(tmp_path / "room") is None


def test_each_pair_of_content_and_output_has_its_room(tmp_path: Path) -> None:
    """Two outputs of one content, and two contents of one output, are kept apart; one pair always has the same."""
    pairs = [(tmp_path / "a", tmp_path / "b"), (tmp_path / "a", tmp_path / "c"), (tmp_path / "ab", tmp_path / "b")]
    rooms = [cache_dir_of(tmp_path, *pair) for pair in pairs]
    assert len(set(rooms)) == 3
    assert rooms == [cache_dir_of(tmp_path, *pair) for pair in pairs]


def test_a_published_file_that_somebody_touched_is_noticed(tmp_path: Path) -> None:
    """A file that was written to, replaced, linked or deleted is not the one that was made."""
    file = tmp_path / "index.html"
    file.write_text("home", "utf-8")
    known = describe(file, b"inputs", "sha")
    assert (known.inputs, known.sha256, known.size) == (b"inputs", "sha", 4)
    assert is_unmodified(file, known)
    os.utime(file, ns=(known.modified + 1, known.modified + 1))
    assert not is_unmodified(file, known)
    os.utime(file, ns=(known.modified, known.modified))
    assert is_unmodified(file, known)
    copy = tmp_path / "copy.html"
    copy.write_text("HOME", "utf-8")
    os.utime(copy, ns=(known.modified, known.modified))
    file.unlink()
    assert not is_unmodified(file, known)
    file.symlink_to(copy)
    assert not is_unmodified(file, known)
    copy.replace(file)
    assert not is_unmodified(file, known)


def test_the_seal_stands_before_the_state(tmp_path: Path) -> None:
    """The file is data: a seal and then MessagePack."""
    save_state(tmp_path, SAMPLE)
    data = (tmp_path / "state").read_bytes()
    assert msgspec.msgpack.decode(data[CHECKSUM_SIZE:])["summary"] == "2 reports"
