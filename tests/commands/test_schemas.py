"""The schemas command: the committed schemas are current, and editors are told where they are."""

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


def model_of(text: str) -> Any:
    """Return a schema without the ids of its registry, which are content: they come and go with every contribution."""
    schema = json.loads(text)
    return {**schema, "definitions": sorted(schema.get("definitions", {}))}


def test_the_committed_schemas_are_current(root: Path) -> None:
    """`.vscode/schemas/` holds what the model makes now, for every file there is: if not, run `inv schemas`.

    Their ids may be behind by what was added since they were written, so that nobody who adds an entry in a browser
    fails at this; the verbs that add entries write them too.
    """
    made = dict(schema_files(read_registry(scan(root / "content", []), [])))
    committed = {path.name: path.read_text("utf-8") for path in (root / SCHEMA_DIR).iterdir()}
    assert sorted(committed) == sorted(made)
    stale = [name for name, text in made.items() if model_of(committed[name]) != model_of(text)]
    assert not stale, "run: inv schemas"


def test_the_committed_ids_are_of_the_archive(root: Path) -> None:
    """Most ids of the registry are in the committed schemas: they were written from this archive and no other."""
    registry = read_registry(scan(root / "content", []), [])
    committed = json.loads((root / SCHEMA_DIR / "report.json").read_text("utf-8"))["definitions"]
    for kind in REGISTRY_FILES:
        ids, known = set(registry.entries(kind)), set(committed[kind]["enum"])
        assert len(ids & known) >= len(ids) / 2, f"{kind}: run inv schemas"


def test_editors_find_the_schemas(root: Path) -> None:
    """VS Code holds each registry and the identity against its schema, and offers the extension that does."""
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


def test_schemas_are_written_beside_an_archive(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """They go beside the content folder; a second time nothing is written, and one that is gone comes back."""
    content = small_site("small")
    assert run(content=content) == 0
    first = capsys.readouterr().out.splitlines()
    assert {Path(line).name for line in first} == {path.name for path in schema_dir(content).iterdir()}
    actors = json.loads((schema_dir(content) / "actors.json").read_text("utf-8"))
    assert actors["definitions"]["actor"]["enum"] == ["harbour-office"]
    assert run(content=content) == 0
    assert capsys.readouterr().out == f"The schemas in {schema_dir(content)} are current.\n"
    (schema_dir(content) / "tags.json").unlink()
    assert run(content=content) == 0
    assert capsys.readouterr().out == f"{schema_dir(content) / 'tags.json'}\n"


def test_a_faulty_registry_gives_no_schemas(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """A registry is mended first: half of its ids would make editors refuse the other half."""
    content = small_site("small")
    (content / "registry/regions.yaml").write_text("- id: x\n", "utf-8")
    assert run(content=content) == 1
    assert "region.name: is missing" in capsys.readouterr().err
    assert not schema_dir(content).exists()
