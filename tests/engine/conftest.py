"""Fixtures for tests that run many small builds in this process."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.engine.cache import file_stamps
from plugins.engine.render import renderer, template_dependencies
from tests.archive_builder import ArchiveBuilder, CompiledTemplates

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    """Compile templates once per test run. The pages are the same as in any build."""
    original, templates = renderer.make_environment, CompiledTemplates()

    def make_environment(theme: Path) -> object:
        return templates.attach(original(theme))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(renderer, "make_environment", make_environment)
        for module in (renderer, template_dependencies):
            patch.setattr(module, "compute_template_digests", templates.digests)
        yield


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
