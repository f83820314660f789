"""Digests: short hashes by which builds recognise unchanged inputs."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

_encode = msgspec.msgpack.Encoder().encode


def digest(*parts: Any) -> bytes:
    """Return a 16-byte digest of `parts`: structs, texts, numbers, other digests."""
    return hashlib.blake2b(_encode(parts), digest_size=16).digest()
