"""Imports of tables in tests: an archive without reports, a small map, and files made of rows."""

from datetime import date
from pathlib import Path

import pytest

from plugins.archive.problems import ArchiveError
from plugins.commands.import_csv.importer import Result, import_file
from plugins.commands.import_csv.options import Options

TODAY = date(2026, 1, 2)
MAP = """\
dataset: news
title: News
reports: day
event:
  id: "{id}"
  date: date
  type: {id: attack}
  region: {columns: [country, province]}
  actors: [{column: actor, separator: ";"}]
  summary: "{what}"
  deaths: {best: deaths}
entries:
  tag: [{id: attack, name: Attack, kind: event-type}]
"""
HEADER = "id,date,country,province,actor,what,deaths"


def make_archive(folder: Path) -> Path:
    """Create a content folder without reports and registry."""
    folder.mkdir(parents=True)
    (folder / "site.yaml").write_text("name: Test\ndescription: An archive of a test.\nlang: en\n", encoding="utf-8")
    return folder


def import_text(folder: Path, text: str, table: str = MAP, **options: object) -> Result:
    """Import a CSV file with the content `text` into the archive `folder`; unknown names are added."""
    file, map_file = folder.parent / "rows.csv", folder.parent / "map.yaml"
    file.write_bytes(text.encode())
    map_file.write_text(table, encoding="utf-8")
    given = {"map": str(map_file), "add": True} | options
    return import_file(folder, file, Options(**given), TODAY)  # type: ignore[arg-type]


def table_of(*rows: str) -> str:
    """Return the text of a CSV file with the columns of `HEADER`."""
    return "\n".join([HEADER, *rows]) + "\n"


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return the content of all files in a folder by path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def problems_of(folder: Path, text: str, table: str = MAP, **options: object) -> list[str]:
    """Return the problems of an import that is refused, without the folder of the files; it must write nothing."""
    before = snapshot(folder)
    with pytest.raises(ArchiveError) as caught:
        import_text(folder, text, table, **options)
    assert snapshot(folder) == before
    return [str(problem).removeprefix(f"{folder.parent}/") for problem in caught.value.problems]
