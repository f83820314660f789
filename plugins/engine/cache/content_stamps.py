"""Content stamps: the stamp of every file in a content folder, to see quickly that nothing changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from plugins.archive.files.editor_files import is_editor_file
from plugins.engine.cache.file_stamps import is_unchanged, stamp


def stamp_content(content: Path) -> dict[str, str]:
    """Return the stamp of each file below `content`, by path; anything but a regular file has an empty stamp."""
    stamps: dict[str, str] = {}
    for path in content_files(content):
        try:
            stamps[path] = stamp(content / path)
        except OSError:
            stamps[path] = ""
    return stamps


def content_files(content: Path) -> Iterator[str]:
    """Yield the paths of the files below `content`, relative to it.

    Hidden folders and files of editors are not part of an archive.
    """
    for folder, folders, files in os.walk(content):
        folders[:] = [name for name in folders if not name.startswith(".")]
        base = os.path.relpath(folder, content)
        prefix = "" if base == "." else f"{base.replace(os.sep, '/')}/"
        yield from (prefix + name for name in files if not is_editor_file(name))


def is_content_unchanged(content: Path, stamps: Mapping[str, str]) -> bool:
    """Return whether `content` has the same files, unchanged since `stamps` were taken."""
    paths = list(content_files(content))
    return len(paths) == len(stamps) and all(
        path in stamps and is_unchanged(content / path, stamps[path]) for path in paths
    )
