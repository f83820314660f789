"""Pagefind's files: read for the counts they hold, and put in one order so that equal documents give equal bytes.

A file is gzip over a signature and CBOR (RFC 8949), of which Pagefind 1.5 uses whole numbers, text, arrays and null:

    pagefind.<lang>_<hash>.pf_meta   [version, pages, index chunks, [[filter, file name], …], sorts, meta fields]
    filter/<lang>_<hash>.pf_filter   [filter, [[value, [page numbers]], …]]

Filters and their values come in an order that changes from run to run, and with it the names made of the files' hash.
"""

from __future__ import annotations

import gzip
import hashlib
import itertools
from pathlib import Path
from typing import Any

SIGNATURE = b"pagefind_dcd"
UNSIGNED, TEXT, ARRAY = 0, 3, 4
NULL = 0xF6


class PagefindFormatError(Exception):
    """A file of Pagefind's is not of the documented form: another version wrote it."""


def read_file(path: Path) -> bytes:
    """Return the CBOR that a file holds; raises PagefindFormatError."""
    try:
        data = gzip.decompress(path.read_bytes())
    except (OSError, EOFError) as error:
        raise PagefindFormatError(f"{path.name} can't be unpacked: {error}") from error
    if not data.startswith(SIGNATURE):
        raise PagefindFormatError(f"{path.name} lacks the signature of Pagefind")
    return data.removeprefix(SIGNATURE)


def pack(cbor: bytes) -> bytes:
    """Return what a file that holds `cbor` consists of."""
    return gzip.compress(SIGNATURE + cbor, mtime=0)


def decode(cbor: bytes, at: int = 0) -> tuple[Any, int]:
    """Return the item that begins at `at`, and where the next one begins; raises PagefindFormatError."""
    if cbor[at : at + 1] == bytes([NULL]):
        return None, at + 1
    kind, number, at = _head(cbor, at)
    if kind == UNSIGNED:
        return number, at
    if kind == TEXT:
        return cbor[at : at + number].decode(), at + number
    items = []
    for _ in range(number):
        item, at = decode(cbor, at)
        items.append(item)
    return items, at


def _head(cbor: bytes, at: int) -> tuple[int, int, int]:
    """Return an item's kind, its number (value or length), and where what follows begins."""
    if at >= len(cbor):
        raise PagefindFormatError("a file ends too early")
    kind, short = cbor[at] >> 5, cbor[at] & 31
    if kind not in (UNSIGNED, TEXT, ARRAY) or short > 27:
        raise PagefindFormatError(f"a file holds the byte {cbor[at]:#04x}, which is not known here")
    if short < 24:
        return kind, short, at + 1
    size = 1 << (short - 24)
    return kind, int.from_bytes(cbor[at + 1 : at + 1 + size]), at + 1 + size


def filter_counts(bundle: Path) -> dict[str, dict[str, int]]:
    """Return by filter and value the number of documents that carry it, as the index of `bundle` has it."""
    counts: dict[str, dict[str, int]] = {}
    for path in sorted((bundle / "filter").glob("*.pf_filter")):
        name, values = decode(read_file(path))[0]
        counts.setdefault(name, {}).update({value: len(pages) for value, pages in values})
    return counts


def settle(bundle: Path, entry: Path) -> None:
    """Put filters and their values in order, and name the files that change after what they then hold.

    What remains is the order of the pages: that in which the file system lists the documents, the same on one machine.
    """
    renamed = dict(_settle_filter(path) for path in sorted((bundle / "filter").glob("*.pf_filter")))
    for path in sorted(bundle.glob("*.pf_meta")):
        cbor = read_file(path)
        for old, new in renamed.items():
            cbor = cbor.replace(old.encode(), new.encode())
        cbor = _ordered(cbor, before=3)
        old = path.name.removeprefix("pagefind.").removesuffix(".pf_meta")
        new = _named(old, cbor)
        path.unlink()
        (bundle / f"pagefind.{new}.pf_meta").write_bytes(pack(cbor))
        entry.write_text(entry.read_text("utf-8").replace(f'"{old}"', f'"{new}"'), "utf-8")


def _settle_filter(path: Path) -> tuple[str, str]:
    """Write a filter's file anew under its new name, and return its old and new names, equally long."""
    cbor = _ordered(read_file(path), before=1)
    new = _named(path.stem, cbor)
    path.unlink()
    path.with_stem(new).write_bytes(pack(cbor))
    return path.stem, new


def _ordered(cbor: bytes, before: int) -> bytes:
    """Return a file's array with the items of its inner array, which `before` others precede, in order."""
    _, _, at = _head(cbor, 0)
    for _ in range(before):
        _, at = decode(cbor, at)
    _, number, start = _head(cbor, at)
    ends = [start]
    for _ in range(number):
        ends.append(decode(cbor, ends[-1])[1])
    items = sorted(cbor[a:b] for a, b in itertools.pairwise(ends))
    return cbor[:start] + b"".join(items) + cbor[ends[-1] :]


def _named(old: str, cbor: bytes) -> str:
    """Return a name as long as `old` and of its language, made of what the file holds."""
    lang, _, digest = old.rpartition("_")
    return f"{lang}_{hashlib.sha256(cbor).hexdigest()[: len(digest)]}"
