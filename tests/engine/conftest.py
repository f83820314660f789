"""Fixtures for tests of many small builds in this process."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.engine.cache import file_stamps
from plugins.engine.render import renderer
from tests.archive_builder import CompiledTemplates, TestArchive

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session", autouse=True)
def compiled() -> Iterator[None]:
    """Let templates be compiled once in a run; what they say is what they say in any build."""
    plain, made = renderer.make_environment, CompiledTemplates()

    def environment(theme: Path) -> object:
        return made.attach(plain(theme))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(renderer, "make_environment", environment)
        yield


@pytest.fixture
def living(tmp_path: Path) -> Iterator[TestArchive]:
    """Return the archive of lighthouses, built twice, so that everything that can be kept is kept.

    No file is too new to be known by its times: one that ceases to be, in a slow run, would be copied once more.
    """
    shutil.copytree(ROOT / "tests/sites/valid/lighthouses", tmp_path / "content")
    with pytest.MonkeyPatch.context() as patch:  # one of its own, for a test may undo what it patched itself
        patch.setattr(file_stamps, "RECENT", 0.0)
        made = TestArchive(tmp_path)
        made.build()
        assert made.build() == set()
        yield made
