"""Cache files: one value per file, saved by one build and loaded by the next."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

CHECKSUM_SIZE = 16
"""Bytes of the checksum at the start of a file."""
T = TypeVar("T")


class CacheFile(Generic[T]):
    """A value of one type in one file, for one version of whatever the value was computed from.

    The file holds a checksum over version and data, then the data as MessagePack. A missing or damaged file, another
    version and another type all count as a miss.
    """

    def __init__(self, path: Path, type: type[T], version: str = "") -> None:
        self.path, self._type, self._version = path, type, version

    def load(self) -> T | None:
        """Return the value; None on a miss."""
        try:
            content = self.path.read_bytes()
            checksum, data = content[:CHECKSUM_SIZE], content[CHECKSUM_SIZE:]
            return msgspec.msgpack.decode(data, type=self._type) if checksum == self._checksum(data) else None
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return None

    def save(self, value: T) -> None:
        """Replace the file in one step. If it can't be written, print a warning and continue."""
        data = msgspec.msgpack.encode(value)
        temporary = self.path.with_name(f"{self.path.name}.new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(self._checksum(data) + data)
            os.replace(temporary, self.path)
        except OSError as error:
            from plugins.engine.progress import console  # imports rich, which is slow and rarely needed here

            console.print(f"Warning: {error}; the next build will repeat some work.", markup=False)

    def _checksum(self, data: bytes) -> bytes:
        version = hashlib.sha256(self._version.encode()).digest()
        return hashlib.blake2b(data, digest_size=CHECKSUM_SIZE, key=version).digest()


def remove_unused(folder: Path, names: set[str]) -> None:
    """Delete the files in `folder` whose names are not in `names`."""
    for file in folder.iterdir() if folder.is_dir() else ():
        if file.name not in names:
            file.unlink(missing_ok=True)
