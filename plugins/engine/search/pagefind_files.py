"""Pagefind's files: which document each fragment of an index is of.

A fragment holds what a hit shows of a document: gzip over a signature and JSON, in which `url` is the document's path.
Pagefind names it by its language and content, as `fragment/<lang>_<hash>.pf_fragment`, and hits by the same name.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path

import msgspec

SIGNATURE = b"pagefind_dcd"
SUFFIX = ".pf_fragment"


class PagefindFormatError(Exception):
    """A file of Pagefind's is not of the documented form: another version wrote it."""


class Fragment(msgspec.Struct):
    """Of what a fragment holds, the address of its document as Pagefind took it."""

    url: str


_decode = msgspec.json.Decoder(Fragment).decode


def fragment_files(bundle: Path) -> list[Path]:
    """Return the fragments of the index in `bundle`."""
    return sorted((bundle / "fragment").glob(f"*{SUFFIX}"))


def fragment_names(files: Iterable[Path]) -> dict[str, str]:
    """Return by the path of its document each fragment's name; raises PagefindFormatError. May run in a worker."""
    return {read_fragment(file).url.removeprefix("/"): file.name.removesuffix(SUFFIX) for file in files}


def read_fragment(file: Path) -> Fragment:
    """Read a fragment; raises PagefindFormatError."""
    try:
        data = gzip.decompress(file.read_bytes())
        if not data.startswith(SIGNATURE):
            raise PagefindFormatError(f"{file.name} lacks the signature of Pagefind")
        return _decode(data.removeprefix(SIGNATURE))
    except (OSError, EOFError, msgspec.DecodeError) as error:
        raise PagefindFormatError(f"{file.name} can't be read: {error}") from error
