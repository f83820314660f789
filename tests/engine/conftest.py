"""Fixtures for tests that run many small builds in this process."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.engine.cache import file_stamps
from tests.archive_builder import ArchiveBuilder

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[ArchiveBuilder]:
    """Return the archive of lighthouses, built twice, so that all caches are filled.

    No file counts as recent: otherwise a slow run would copy a file once more when it stops being recent.
    """
    shutil.copytree(ROOT / "tests/sites/valid/lighthouses", tmp_path / "content")
    with pytest.MonkeyPatch.context() as patch:  # not the test's own, which it may undo
        patch.setattr(file_stamps, "RECENT", 0.0)
        builder = ArchiveBuilder(tmp_path)
        builder.build()
        assert builder.build() == set()
        yield builder
