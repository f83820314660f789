"""Pagefind's files: which document each fragment of an index belongs to.

A fragment holds the data of one document for a search result: gzip over a signature and JSON, in which `url` is the
path of the document. Pagefind derives the file name `fragment/<lang>_<hash>.pf_fragment` from language and content, and
returns the same name in results.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path

import msgspec

SIGNATURE = b"pagefind_dcd"
SUFFIX = ".pf_fragment"


class PagefindFormatError(Exception):
    """A file of Pagefind is not in the documented format; another version wrote it."""


class Fragment(msgspec.Struct):
    """The part of a fragment that is used: the path of its document."""

    url: str


_decode = msgspec.json.Decoder(Fragment).decode


def fragment_files(bundle: Path) -> list[Path]:
    """Return the fragments of the index in `bundle`."""
    return sorted((bundle / "fragment").glob(f"*{SUFFIX}"))


def fragment_names(files: Iterable[Path]) -> dict[str, str]:
    """Return the name of each fragment by the path of its document; raises PagefindFormatError. May run in a worker."""
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
