"""The `schemas` command: the committed schemas are up to date, and editors find them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.archive.archive import read_registry
from plugins.archive.files.folder import ORIGINS_FILE, SITE_FILE, registry_path, scan
from plugins.archive.model.registry import REGISTRY_FILES
from plugins.commands.schemas import SCHEMA_DIR, run, schema_dir, schema_files

Copy = Callable[[str], Path]


def without_ids(text: str) -> Any:
    """Return a schema without the ids of the registry, which change with every contribution."""
    schema = json.loads(text)
    return {**schema, "definitions": sorted(schema.get("definitions", {}))}


def test_the_committed_schemas_are_current(root: Path) -> None:
    """`.vscode/schemas/` matches the model; if not, run `inv schemas`.

    Ids may be missing, so that this test does not fail for contributors who add entries on GitHub; the commands that
    add entries also update the schemas.
    """
    expected = dict(schema_files(read_registry(scan(root / "content", []), [])))
    committed = {path.name: path.read_text("utf-8") for path in (root / SCHEMA_DIR).iterdir()}
    assert sorted(committed) == sorted(expected)
    stale = [name for name, text in expected.items() if without_ids(committed[name]) != without_ids(text)]
    assert not stale, "run: inv schemas"


def test_the_committed_ids_are_from_this_archive(root: Path) -> None:
    """The committed schemas contain most ids of the registry, so they were not written from another archive."""
    registry = read_registry(scan(root / "content", []), [])
    committed = json.loads((root / SCHEMA_DIR / "report.json").read_text("utf-8"))["definitions"]
    for kind in REGISTRY_FILES:
        ids, known = set(registry.entries(kind)), set(committed[kind]["enum"])
        assert len(ids & known) >= len(ids) / 2, f"{kind}: run inv schemas"


def test_editors_find_the_schemas(root: Path) -> None:
    """VS Code validates each registry file and the settings, and recommends the extension for this."""
    settings = json.loads((root / ".vscode/settings.json").read_text("utf-8"))
    files = {
        f"{SCHEMA_DIR}/{name.removesuffix('.yaml')}.json": f"content/{registry_path(kind)}"
        for kind, name in REGISTRY_FILES.items()
    }
    files |= {
        f"{SCHEMA_DIR}/site.json": f"content/{SITE_FILE}",
        f"{SCHEMA_DIR}/origins.json": f"content/{ORIGINS_FILE}",
    }
    assert settings["yaml.schemas"] == files
    assert all(
        (root / schema).is_file() and (root / file).is_file() for schema, file in settings["yaml.schemas"].items()
    )
    extensions = json.loads((root / ".vscode/extensions.json").read_text("utf-8"))
    assert "redhat.vscode-yaml" in extensions["recommendations"]


def test_only_changed_schemas_are_written(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """The first run writes all schemas next to the content folder, later runs only missing or changed ones."""
    content = small_site("small")
    assert run(content=content) == 0
    first = capsys.readouterr().out.splitlines()
    assert {Path(line).name for line in first} == {path.name for path in schema_dir(content).iterdir()}
    actors = json.loads((schema_dir(content) / "actors.json").read_text("utf-8"))
    assert actors["definitions"]["actor"]["enum"] == ["harbour-office"]
    assert run(content=content) == 0
    assert capsys.readouterr().out == f"The schemas in {schema_dir(content)} are up to date.\n"
    (schema_dir(content) / "tags.json").unlink()
    assert run(content=content) == 0
    assert capsys.readouterr().out == f"{schema_dir(content) / 'tags.json'}\n"


def test_an_invalid_registry_writes_no_schemas(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """With only some of the ids, editors would reject the others, so nothing is written."""
    content = small_site("small")
    (content / "registry/regions.yaml").write_text("- id: x\n", "utf-8")
    assert run(content=content) == 1
    assert "region.name: is missing" in capsys.readouterr().err
    assert not schema_dir(content).exists()
