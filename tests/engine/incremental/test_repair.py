"""Repair: whatever befalls the site, the cache or the twin, the next builds make what a clean build makes."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archive_builder import MANIFEST, TestArchive, matches_clean_build

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


@pytest.mark.parametrize("harm", [delete, empty, remove, clear, add, move])
def test_a_site_that_was_harmed_is_repaired(harm: Callable[[Path], None], living: TestArchive) -> None:
    """What was deleted, changed, added or moved by hand is right after the next build, and after those that follow."""
    harm(living.output)
    assert living.up_to_date_state() is None
    living.build()
    assert matches_clean_build(living)
    for words in ("eins", "zwei"):
        living.change(LIGHT, "וחזר", f"{words} וחזר")
        living.build()
        assert matches_clean_build(living)


def test_the_manifest_was_harmed(living: TestArchive) -> None:
    """A manifest that was changed by hand, but is one still, is put right."""
    manifest = living.output / MANIFEST
    manifest.write_text(manifest.read_text("utf-8").replace('"drafts": false', '"drafts": true '), "utf-8")
    assert living.up_to_date_state() is None
    living.build()
    assert matches_clean_build(living)


def kept_files(living: TestArchive) -> list[Path]:
    """Return every file that builds keep."""
    return sorted(path for path in living.cache.rglob("*") if path.is_file())


@pytest.mark.parametrize("harm", ["garbage", "half", "empty", "gone", "folder", "flipped"])
@pytest.mark.parametrize("number", range(3))
def test_a_cache_that_was_harmed_is_made_anew(number: int, harm: str, living: TestArchive) -> None:
    """Whichever file of the cache is damaged, and however, the next build and those after it make the same site."""
    file = kept_files(living)[number]
    data = bytearray(file.read_bytes())
    if harm == "flipped":
        for place in range(len(data) // 3, len(data), 997):
            data[place] ^= 0x55
    if harm in ("gone", "folder"):
        file.unlink()
    if harm == "folder":
        file.mkdir()
        (file / "x").touch()
    if harm in ("garbage", "half", "empty", "flipped"):
        harmed = {"garbage": os.urandom(500), "half": bytes(data[: len(data) // 2]), "flipped": bytes(data)}
        file.write_bytes(harmed.get(harm, b""))
    living.change(BANK, "Schiffe meiden", "Alle Schiffe meiden")
    for words in ("eins", "zwei"):
        living.change(LIGHT, "וחזר", f"{words} וחזר")
        living.build()
        assert matches_clean_build(living)


def test_a_cache_that_can_not_be_used(living: TestArchive) -> None:
    """With a file where the cache should be, a build makes the same site, and keeps nothing."""
    shutil.rmtree(living.cache)
    living.cache.write_text("in the way", "utf-8")
    for words in ("eins", "zwei"):
        living.change(LIGHT, "וחזר", f"{words} וחזר")
        living.build()
        assert matches_clean_build(living)
    assert living.cache.read_text("utf-8") == "in the way"


def test_a_twin_that_was_harmed(living: TestArchive) -> None:
    """What a build keeps beside the site may be changed or deleted by hand; the site stays right."""
    (twin,) = living.folder.glob(".sitrep-twin.*")
    (twin / "index.html").write_text("changed", "utf-8")
    (twin / "strange.html").write_text("strange", "utf-8")
    living.change(LIGHT, "וחזר", "eins וחזר")
    living.build()
    assert matches_clean_build(living)
    shutil.rmtree(twin)
    living.change(LIGHT, "וחזר", "zwei וחזר")
    living.build()
    assert matches_clean_build(living)
