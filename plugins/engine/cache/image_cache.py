"""Picture records: what was found in each picture, kept between builds, so that only changed ones are looked at."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from plugins.archive.images import Image, read_image
from plugins.engine.cache import store
from plugins.engine.cache.file_stamps import is_unchanged, stamp


class CachedImage(msgspec.Struct, frozen=True, array_like=True):
    """A picture, and the stamp of its file when it was looked at."""

    stamp: str
    picture: Image


class Kept(msgspec.Struct, frozen=True):
    """Pictures by the path of their file from the root of the disk, and the digest of the code that looked at them."""

    version: str
    looked: dict[str, CachedImage]


class ImageCache:
    """Looks at pictures, those aside that are what they were when the build before looked; keeps what it found.

    A picture that was refused is looked at again every time: its message is made anew.
    """

    def __init__(self, file: Path, version: str) -> None:
        self.file = file
        self.version = version
        before = store.load(file, Kept)
        self._before = before.looked if before is not None and before.version == version else {}
        self._now: dict[str, CachedImage] = {}

    def read(self, file: Path) -> Image:
        """Return what the picture in `file` is; raises PictureError and OSError."""
        place = os.path.abspath(file)
        known = self._before.get(place)
        if known is None or not is_unchanged(file, known.stamp):
            mark = stamp(file)  # before the look: what is changed meanwhile will be looked at again
            known = CachedImage(mark, read_image(file))
        self._now[place] = known
        return known.picture

    def save(self) -> None:
        """Keep what was looked at in this build for the next one."""
        if self._now != self._before:
            store.save(self.file, Kept(self.version, self._now))
