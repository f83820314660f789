"""Swap: replacing one folder by another in one step, under a lock on the output folder."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from plugins.engine.progress import console

RENAME_EXCHANGE = 2
"""The flag of renameat2(2) on Linux that swaps two paths."""
REPLACED_DIR = "old"
"""Name of the folder that holds the old site during a swap in two steps; it has the same parent as the new site."""
AT_FDCWD = -100
"""The value of renameat2(2) for paths relative to the working directory."""


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; return False if the system can't."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)


def replace_dir(site: Path, output: Path) -> None:
    """Put the folder `site` at `output`. A folder that was at `output` is at `site` or in REPLACED_DIR afterwards."""
    if not output.exists():
        site.rename(output)
    elif not exchange(site, output):
        old = site.with_name(REPLACED_DIR)
        try:
            output.rename(old)
            site.rename(output)
        except BaseException:  # also if the program is told to stop
            if not output.exists():
                old.rename(output)
            raise


@contextmanager
def lock_output(output: Path, prefix: str) -> Iterator[None]:
    """Hold the lock of an output folder; wait while another build holds it. The system frees it if the process dies."""
    lock = FileLock(output.parent / f"{prefix}{output.name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        console.print(f"Another build of {output} is running; waiting for it.", markup=False)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
