"""Sources: every file of a content folder with its stamp, to tell at a glance that nothing changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from plugins.engine.cache.file_stamps import stamp, unchanged


def source_stamps(content: Path) -> dict[str, str]:
    """Return the stamp of each file below `content`; of what is no plain file, nothing is known."""
    stamps: dict[str, str] = {}
    for path in source_files(content):
        try:
            stamps[path] = stamp(content / path)
        except OSError:
            stamps[path] = ""
    return stamps


def source_files(content: Path) -> Iterator[str]:
    """List the files below `content`, as paths from there; what is in hidden folders is no part of an archive."""
    for folder, folders, files in os.walk(content):
        folders[:] = [name for name in folders if not name.startswith(".")]
        base = os.path.relpath(folder, content)
        prefix = "" if base == "." else f"{base.replace(os.sep, '/')}/"
        yield from (prefix + name for name in files)


def sources_unchanged(content: Path, kept: Mapping[str, str]) -> bool:
    """Tell whether a content folder holds the same files as when they were stamped."""
    now = list(source_files(content))
    return len(now) == len(kept) and all(path in kept and unchanged(content / path, kept[path]) for path in now)
