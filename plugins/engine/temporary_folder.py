"""Temporary folders of commands, in the system's folder for them. Those of killed commands are removed later."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = "sitrep-"
LOCK = "lock"
"""Name of the file in each folder that its process locks, for as long as it lives."""
MIN_AGE = 3600.0
"""Seconds after which a folder without a lock is a leftover. A new folder is not yet locked."""


@contextmanager
def temporary_folder(purpose: str) -> Iterator[Path]:
    """Yield an empty folder, and remove it afterwards, with the folders that killed processes left."""
    from filelock import FileLock  # slow to import, and a check of a cached archive needs no folder

    _remove_leftovers(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{purpose}-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        with FileLock(folder / LOCK):
            (folder / "work").mkdir()
            yield folder / "work"


def _remove_leftovers(parent: Path) -> None:
    """Remove the old folders in `parent` that this user may remove and no process has locked."""
    from filelock import FileLock, Timeout

    for folder in parent.glob(f"{PREFIX}*"):
        try:
            old = time.time() - folder.lstat().st_mtime > MIN_AGE
            if old and not folder.is_symlink() and (folder / LOCK).is_file():
                with FileLock(folder / LOCK, timeout=0):
                    shutil.rmtree(folder, ignore_errors=True)
        except (OSError, Timeout):
            continue
