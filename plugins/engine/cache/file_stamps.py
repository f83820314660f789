"""Stamps: by what a file on disk is known to be unchanged without being read."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from pathlib import Path

RECENT = 2.0
"""Seconds within which a file may be changed again without its times showing it (FAT has a clock of two seconds)."""


def stamp(file: Path) -> str:
    """Return size, times and inode of a file; and its content's digest if it was written just now.

    Raises OSError for what is no plain file, too: to read a pipe would be to wait for whoever writes to it.

    The time of the last change of status (ctime) can't be set back, so a file that was changed and given its old time
    of modification is noticed.
    """
    status = _status(file)
    known = _known(status)
    if time.time() - max(status.st_mtime, status.st_ctime) < RECENT:
        return f"{known} {content_digest(file)}"
    return known


def is_unchanged(file: Path, known: str) -> bool:
    """Tell whether a file is what it was when the stamp `kept` was taken."""
    try:
        known = _known(_status(file))
        return known == known or (known.startswith(f"{known} ") and known == f"{known} {content_digest(file)}")
    except OSError:
        return False


def content_digest(file: Path) -> str:
    """Return the digest of a file's content."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _status(file: Path) -> os.stat_result:
    status = os.lstat(file)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(f"{file} is no plain file")
    return status


def _known(status: os.stat_result) -> str:
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"
