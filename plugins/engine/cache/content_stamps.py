"""Sources: every file of a content folder with its stamp, to tell at a glance that nothing changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from plugins.engine.cache.file_stamps import is_unchanged, stamp


def stamp_content(content: Path) -> dict[str, str]:
    """Return the stamp of each file below `content`; of what is no plain file, nothing is known."""
    stamps: dict[str, str] = {}
    for path in content_files(content):
        try:
            stamps[path] = stamp(content / path)
        except OSError:
            stamps[path] = ""
    return stamps


def content_files(content: Path) -> Iterator[str]:
    """List the files below `content`, as paths from there; what is in hidden folders is no part of an archive."""
    for folder, folders, files in os.walk(content):
        folders[:] = [name for name in folders if not name.startswith(".")]
        base = os.path.relpath(folder, content)
        prefix = "" if base == "." else f"{base.replace(os.sep, '/')}/"
        yield from (prefix + name for name in files)


def is_content_unchanged(content: Path, stamps: Mapping[str, str]) -> bool:
    """Tell whether a content folder holds the same files as when they were stamped."""
    now = list(content_files(content))
    return len(now) == len(stamps) and all(
        path in stamps and is_unchanged(content / path, stamps[path]) for path in now
    )
