"""Kept files: data that a build leaves for the next one, under a seal by which damage shows."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any, TypeVar

import msgspec

CHECKSUM_SIZE = 16
"""Bytes of the seal, which stands before the data."""
Value = TypeVar("Value")


def load(file: Path, kind: type[Value]) -> Value | None:
    """Return what was kept; None when there is nothing, or it is damaged, or of another kind."""
    try:
        data = file.read_bytes()
        return (
            msgspec.msgpack.decode(data[CHECKSUM_SIZE:], type=kind)
            if data.startswith(_seal(data[CHECKSUM_SIZE:]))
            else None
        )
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def save(file: Path, value: Any) -> None:
    """Keep a value, whole or not at all; where that can't be, a warning says so and the build goes on."""
    data = msgspec.msgpack.encode(value)
    fresh = file.with_name(f"{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(_seal(data) + data)
        os.replace(fresh, file)
    except OSError as error:
        from plugins.engine.progress import console  # large, and hardly ever needed here

        console.print(f"Warning: {error}; the next build will make more anew.", markup=False)


def _seal(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=CHECKSUM_SIZE).digest()
