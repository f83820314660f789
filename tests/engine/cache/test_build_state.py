"""The build state: a saved state is loaded again, and anything else counts as no state."""

import os
from pathlib import Path

import msgspec
import pytest

from plugins.engine.cache import build_state
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


def test_saved_state_is_loaded(tmp_path: Path) -> None:
    """A state is equal after saving and loading, also if it replaces an older one."""
    save_state(tmp_path / "cache", msgspec.structs.replace(SAMPLE, summary="before"))
    save_state(tmp_path / "cache", SAMPLE)
    assert load_state(tmp_path / "cache") == SAMPLE
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["state"]


def test_first_build_has_no_state(tmp_path: Path) -> None:
    """A missing file counts as no state, and so does a folder with its name."""
    assert load_state(tmp_path / "cache") is None
    (tmp_path / "cache/state").mkdir(parents=True)
    assert load_state(tmp_path / "cache") is None


def test_all_damage_is_noticed(tmp_path: Path) -> None:
    """A file with any changed byte, or truncated at any byte, is rejected."""
    save_state(tmp_path, SAMPLE)
    whole = (tmp_path / "state").read_bytes()
    for offset in range(len(whole)):
        for damaged in (whole[:offset], whole[:offset] + bytes([whole[offset] ^ 1]) + whole[offset + 1 :]):
            (tmp_path / "state").write_bytes(damaged)
            assert load_state(tmp_path) is None, offset
    (tmp_path / "state").write_bytes(whole)
    assert load_state(tmp_path) == SAMPLE


def test_state_of_another_format_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is one with other fields but a valid checksum."""
    save_state(tmp_path, SAMPLE)
    with monkeypatch.context() as patch:
        patch.setattr(build_state, "FORMAT", "sitrep-state-0")
        os.utime(tmp_path / "state")  # otherwise the decoded state is reused
        assert load_state(tmp_path) is None
    monkeypatch.setattr(msgspec.msgpack, "encode", lambda _: b"\x81\xa3key\x01")
    save_state(tmp_path, SAMPLE)
    assert load_state(tmp_path) is None


def test_unwritable_cache_gives_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """If the state can't be saved, the build succeeds, and a warning states the consequence."""
    (tmp_path / "cache").write_text("a file", "utf-8")
    save_state(tmp_path / "cache", SAMPLE)
    assert "the next build will repeat some work" in " ".join(capsys.readouterr().err.split())
    assert load_state(tmp_path / "cache") is None


def test_each_pair_of_content_and_output_has_its_own_cache(tmp_path: Path) -> None:
    """Two outputs of one content, and two contents of one output, have different folders, always the same ones."""
    pairs = [(tmp_path / "a", tmp_path / "b"), (tmp_path / "a", tmp_path / "c"), (tmp_path / "ab", tmp_path / "b")]
    folders = [cache_dir_of(tmp_path, *pair) for pair in pairs]
    assert len(set(folders)) == 3
    assert folders == [cache_dir_of(tmp_path, *pair) for pair in pairs]


def test_modified_published_file_is_noticed(tmp_path: Path) -> None:
    """A file that was written to, replaced, linked or deleted is not the one that was described."""
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


def test_state_file_is_a_checksum_and_data(tmp_path: Path) -> None:
    """The data after the checksum is MessagePack, so loading runs no code."""
    save_state(tmp_path, SAMPLE)
    data = (tmp_path / "state").read_bytes()
    assert msgspec.msgpack.decode(data[CHECKSUM_SIZE:])["summary"] == "2 reports"
