"""The `schemas` command: write JSON Schemas of the archive's files for editors."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from plugins.archive.archive import read_registry
from plugins.archive.files.folder import scan
from plugins.archive.json_schema import all_schemas
from plugins.archive.model.registry import Registry
from plugins.archive.problems import ArchiveError, Problem

SCHEMA_DIR = ".vscode/schemas"
"""Relative to the parent of the content folder; `.vscode/settings.json` assigns the schemas to files."""


def run(*, content: Path) -> int:
    """Write the schemas of the archive at `content`; return the exit code."""
    problems: list[Problem] = []
    registry = read_registry(scan(content, problems), problems)
    if problems:
        print(ArchiveError(problems), file=sys.stderr)
        return 1
    folder = schema_dir(content)
    folder.mkdir(parents=True, exist_ok=True)
    written = write_schemas(folder, registry)
    print("\n".join(map(str, written)) or f"The schemas in {folder} are up to date.")
    return 0


def schema_dir(content: Path) -> Path:
    """Return the folder for the schemas of the archive at `content`."""
    return content.resolve().parent / SCHEMA_DIR


def write_schemas(folder: Path, registry: Registry) -> list[Path]:
    """Write missing and changed schemas into `folder`; return their paths."""
    files = {folder / name: text.encode() for name, text in schema_files(registry)}
    stale = [path for path, data in files.items() if not path.is_file() or path.read_bytes() != data]
    for path in stale:
        path.write_bytes(files[path])
    return stale


def schema_files(registry: Registry) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each schema's file."""
    for name, schema in all_schemas(registry):
        yield f"{name}.json", f"{json.dumps(schema, ensure_ascii=False, indent=1)}\n"
