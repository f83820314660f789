"""The swap: one folder takes another's place in one step, and one build at a time works on a target."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.engine.progress import console

RENAME_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux' renameat2(2)."""
REPLACED_DIR = "old"
"""Name of the folder, beside the new site, that holds the old one between the two steps of a swap that takes two."""
AT_FDCWD = -100
"""AT_FDCWD: paths are relative to the working directory."""


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system has no such step."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)


def replace_dir(site: Path, target: Path) -> None:
    """Put the folder `site` in the place of `target`; what stood there stands at `site` afterwards, if anything did."""
    if not target.exists():
        site.rename(target)
    elif not exchange(site, target):
        old = site.with_name(REPLACED_DIR)
        target.rename(old)
        try:
            site.rename(target)
        except OSError:
            old.rename(target)
            raise


@contextmanager
def lock_output(target: Path, prefix: str) -> Iterator[None]:
    """Hold the lock of a target; waits for a build that holds it. The lock goes with the process, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows, where an open file can't be replaced either
        yield
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with (target.parent / f"{prefix}{target.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            console.print(f"Another build of {target} is under way; waiting for it.", markup=False)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
