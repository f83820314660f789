"""File stamps: short strings that show whether a file changed, without reading it."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from pathlib import Path

from plugins.archive.limits import ATTACHMENT_BYTES, IMAGE_BYTES

RECENT = 2.0
"""Seconds in which a file can change again without new times (the FAT clock has a resolution of two seconds)."""
MAX_DIGESTED = max(ATTACHMENT_BYTES, IMAGE_BYTES)
"""Bytes of the largest file of an archive."""


def stamp(file: Path | str) -> str:
    """Return the size, times and inode of a file, and for a recent one also the digest of its content.

    Raises OSError, also for anything but a regular file: reading a pipe would block.

    The time of the last status change (ctime) can't be set, so a changed file with its old mtime is noticed.
    """
    status = _status(file)
    known = _format(status)
    recent = time.time() - max(status.st_mtime, status.st_ctime) < RECENT
    if recent and status.st_size <= MAX_DIGESTED:  # a larger file is in no archive and is not read
        return f"{known} {content_digest(file)}"
    return known


def is_unchanged(file: Path | str, known: str) -> bool:
    """Return whether a file is unchanged since the stamp `known` was taken."""
    try:
        now = _format(_status(file))
        return known == now or (known.startswith(f"{now} ") and known == f"{now} {content_digest(file)}")
    except OSError:
        return False


def content_digest(file: Path | str) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    with open(file, "rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _status(file: Path | str) -> os.stat_result:
    status = os.lstat(file)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(f"{file} is not a regular file")
    return status


def _format(status: os.stat_result) -> str:
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"
