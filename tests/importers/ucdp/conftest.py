"""Fixtures for the importer's tests: the example's registry, GED files, and one import of April 2018."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plugins.archive.archive import Archive, load_archive, read_registry
from plugins.archive.files.folder import scan
from plugins.archive.model.report import Deaths
from plugins.archive.urls import Urls
from plugins.commands import import_ged
from plugins.importers.registry_builder import RegistryBuilder
from plugins.importers.ucdp.ged import STATE_BASED, GedEvent

APRIL = Path(__file__).parent / "data/ucdp-ged-syria-2018-04.csv"
DAY = date(2018, 4, 22)
HEADER = "id,country,adm_1,where_coordinates,latitude,longitude,date_start,date_end,side_a,side_b,low,best,high"


def ged_event(**changes: Any) -> GedEvent:
    """Return an event in Kissin village with two deaths, with `changes`."""
    values: dict[str, Any] = {
        **{"id": "1", "violence": STATE_BASED, "first": DAY, "last": DAY, "date_precision": 1, "country": "Syria"},
        **{"division": "Homs Governorate", "place": "Kissin village", "place_precision": 1},
        **{"coordinates": (34.9, 36.6), "side_a": "", "side_b": "", "deaths": Deaths(2, 2, 2)},
        **{"victims": None, "articles": ()},
    }
    return GedEvent(**values | changes)


def make_content(folder: Path, root: Path) -> Path:
    """Create a content folder with the example's registry and boundaries, and without reports."""
    folder.mkdir(parents=True)
    (folder / "site.yaml").write_text("name: Test\ndescription: An archive of a test.\nlang: en\n", encoding="utf-8")
    for part in ("registry", "boundaries"):
        shutil.copytree(root / "content" / part, folder / part)
    return folder


@pytest.fixture
def content(tmp_path: Path, root: Path) -> Path:
    """Return a content folder with the example's registry and without reports."""
    return make_content(tmp_path / "content", root)


@pytest.fixture
def registry(content: Path) -> RegistryBuilder:
    """Return the example's registry."""
    return RegistryBuilder(read_registry(scan(content, []), []))


@pytest.fixture
def ged_file(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a GED file with the given rows."""

    def write(*rows: str, header: str = HEADER) -> Path:
        path = tmp_path / "ged.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def april_folder(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """Return a content folder with the thirty digests. Tests must not change it."""
    folder = make_content(tmp_path_factory.mktemp("april") / "content", root)
    assert import_ged.run(content=folder, file=APRIL, first="2018-04-01", last="2018-04-30") == 0
    return folder


@pytest.fixture(scope="session")
def april(april_folder: Path) -> Archive:
    """Return the archive of the thirty digests."""
    return load_archive(april_folder, Urls())
