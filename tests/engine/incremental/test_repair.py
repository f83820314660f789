"""Repair: after any damage of the site, the cache or the previous output, builds give the site of a clean build."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archive_builder import MANIFEST, ArchiveBuilder, matches_clean_build

BANK = "reports/2019/2019-12-05-sued-bank-dunkel.md"
LIGHT = "reports/2020/2020-01-15-migdalor.md"


def delete(output: Path) -> None:
    (output / "reports/2020-01-15-migdalor/index.html").unlink()


def empty(output: Path) -> None:
    (output / "index.html").write_bytes(b"")


def remove(output: Path) -> None:
    shutil.rmtree(output)


def clear(output: Path) -> None:
    shutil.rmtree(output)
    output.mkdir()


def add(output: Path) -> None:
    (output / "reports/strange.html").write_text("strange", "utf-8")


def move(output: Path) -> None:
    (output / "actors").rename(output / "persons")


@pytest.mark.parametrize("damage", [delete, empty, remove, clear, add, move])
def test_damaged_site_is_repaired(damage: Callable[[Path], None], archive: ArchiveBuilder) -> None:
    """Files that were deleted, changed, added or moved are correct after the next build, and stay correct."""
    damage(archive.output)
    assert archive.up_to_date_state() is None
    archive.build()
    assert matches_clean_build(archive)
    for text in ("eins", "zwei"):
        archive.change(LIGHT, "וחזר", f"{text} וחזר")
        archive.build()
        assert matches_clean_build(archive)


def test_changed_manifest_is_repaired(archive: ArchiveBuilder) -> None:
    """A manifest that was changed by hand, but is valid, is restored."""
    manifest = archive.output / MANIFEST
    manifest.write_text(manifest.read_text("utf-8").replace('"drafts": false', '"drafts": true '), "utf-8")
    assert archive.up_to_date_state() is None
    archive.build()
    assert matches_clean_build(archive)


def cache_files(archive: ArchiveBuilder) -> list[Path]:
    """Return every file of the cache."""
    return sorted(path for path in archive.cache.rglob("*") if path.is_file())


@pytest.mark.parametrize("damage", ["garbage", "half", "empty", "gone", "folder", "flipped"])
@pytest.mark.parametrize("number", range(3))
def test_damaged_cache_is_replaced(number: int, damage: str, archive: ArchiveBuilder) -> None:
    """However a file of the cache is damaged, the next builds give the same site."""
    file = cache_files(archive)[number]
    data = bytearray(file.read_bytes())
    if damage == "flipped":
        for offset in range(len(data) // 3, len(data), 997):
            data[offset] ^= 0x55
    if damage in ("gone", "folder"):
        file.unlink()
    if damage == "folder":
        file.mkdir()
        (file / "x").touch()
    if damage in ("garbage", "half", "empty", "flipped"):
        damaged = {"garbage": os.urandom(500), "half": bytes(data[: len(data) // 2]), "flipped": bytes(data)}
        file.write_bytes(damaged.get(damage, b""))
    archive.change(BANK, "Schiffe meiden", "Alle Schiffe meiden")
    for text in ("eins", "zwei"):
        archive.change(LIGHT, "וחזר", f"{text} וחזר")
        archive.build()
        assert matches_clean_build(archive)


def test_build_without_a_usable_cache(archive: ArchiveBuilder) -> None:
    """With a file at the path of the cache, a build gives the same site, and caches nothing."""
    shutil.rmtree(archive.cache)
    archive.cache.write_text("in the way", "utf-8")
    for text in ("eins", "zwei"):
        archive.change(LIGHT, "וחזר", f"{text} וחזר")
        archive.build()
        assert matches_clean_build(archive)
    assert archive.cache.read_text("utf-8") == "in the way"


def test_damaged_previous_output(archive: ArchiveBuilder) -> None:
    """The previous output may be changed or deleted; the site stays correct."""
    (previous,) = archive.folder.glob(".sitrep-previous.*")
    (previous / "index.html").write_text("changed", "utf-8")
    (previous / "strange.html").write_text("strange", "utf-8")
    archive.change(LIGHT, "וחזר", "eins וחזר")
    archive.build()
    assert matches_clean_build(archive)
    shutil.rmtree(previous)
    archive.change(LIGHT, "וחזר", "zwei וחזר")
    archive.build()
    assert matches_clean_build(archive)
