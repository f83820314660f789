"""Write several files at once, or none of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType


@dataclass(slots=True)
class FileChanges:
    """Files to write and to delete, all at once at the end of a `with` block, or none if it raises.

    New content goes to temporary names next to the files, so that it need not fit into memory. Replaced files keep
    their permissions.
    """

    _pending: list[tuple[Path, Path]] = field(default_factory=list)
    _deleted: list[Path] = field(default_factory=list)
    _folders: list[Path] = field(default_factory=list)

    def write(self, path: Path, data: bytes) -> None:
        """Write `data` to a temporary name of `path`. Raises OSError."""
        self._make_folder(path.parent)
        temporary = path.with_name(f".{path.name}.new")
        self._pending.append((temporary, path))
        temporary.write_bytes(data)
        if path.exists():
            shutil.copymode(path, temporary)

    def delete(self, path: Path) -> None:
        """Delete `path` at the end."""
        self._deleted.append(path)

    def __enter__(self) -> FileChanges:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        try:
            if kind is None:
                self._commit()
        finally:
            for temporary, _path in self._pending:
                temporary.unlink(missing_ok=True)
            for folder in reversed(self._folders):
                if not any(folder.iterdir()):
                    folder.rmdir()

    def _commit(self) -> None:
        for temporary, path in self._pending:
            os.replace(temporary, path)
        for path in self._deleted:
            path.unlink(missing_ok=True)

    def _make_folder(self, folder: Path) -> None:
        missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        self._folders.extend(reversed(missing))


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Write all `files`, or none of them; raises OSError."""
    with FileChanges() as changes:
        for path, data in files.items():
            changes.write(path, data)
