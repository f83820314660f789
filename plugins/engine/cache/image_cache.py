"""Image cache: what was read from each image, so that a build reads only changed images."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from plugins.archive.images import Image, read_image
from plugins.engine.cache.file_stamps import is_unchanged, stamp
from plugins.engine.cache.store import CacheFile


class CachedImage(msgspec.Struct, frozen=True, array_like=True):
    """An image, and the stamp of its file from before it was read."""

    stamp: str
    image: Image


class ImageCache:
    """Reads images, or returns them from the cache `file` if they are unchanged since another build read them.

    `version` identifies the code. Rejected images are not cached, so each build reports them again.
    """

    def __init__(self, file: Path, version: str) -> None:
        self._file = CacheFile(file, dict[str, CachedImage], version)
        self._cached = self._file.load() or {}
        self._used: dict[str, CachedImage] = {}

    def read(self, file: Path) -> Image:
        """Return the image in `file`; raises ImageError and OSError."""
        path = os.path.abspath(file)
        found = self._cached.get(path)
        if found is None or not is_unchanged(file, found.stamp):
            taken = stamp(file)  # before reading, so that a change during the read is noticed later
            found = CachedImage(taken, read_image(file))
        self._used[path] = found
        return found.image

    def save(self) -> None:
        """Save the images of this build for the next one."""
        if self._used != self._cached:
            self._file.save(self._used)
