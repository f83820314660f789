"""Fixtures for imports of tables."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.commands.import_csv.importer import Result
from tests.importers.table.imports import MAP, import_text, make_archive, table_of

Import = Callable[..., Result]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a content folder without reports and registry."""
    return make_archive(tmp_path / "content")


@pytest.fixture
def import_rows(content: Path) -> Import:
    """Return a function that imports rows into the archive `content`."""

    def run(*rows: str, table: str = MAP, **options: object) -> Result:
        return import_text(content, table_of(*rows), table, **options)

    return run
