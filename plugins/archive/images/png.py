"""PNG (W3C PNG, third edition): its chunks checked, and those kept that say how its pixels look."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from plugins.archive.images.exif import UPRIGHT, BytesLike, ParsedImage, corrupt, orientation_exif, read_orientation

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD"}
    | {b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT"}
)
"""Chunks of pixels, colours and animation; texts, times, EXIF and whatever else stay behind."""
COLOURS = frozenset({b"cHRM", b"gAMA", b"iCCP", b"sRGB", b"cICP", b"mDCV", b"cLLI"})
"""Chunks that say what colours the samples stand for, whatever their number."""
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples of a pixel, by colour type."""
STEP = 1 << 20


class Chunk(NamedTuple):
    """One chunk: its type, its content, and all its bytes."""

    kind: bytes
    content: memoryview
    whole: BytesLike


def parse(data: bytes) -> ParsedImage:
    """Take a PNG apart; raises PictureError."""
    chunks = list(_chunks(memoryview(data)))
    if not chunks or chunks[0].kind != b"IHDR" or len(chunks[0].content) != 13 or chunks[-1].kind != b"IEND":
        raise corrupt()
    width, height, depth, colour = struct.unpack_from(">IIBB", chunks[0].content)
    if colour not in CHANNELS or depth not in (1, 2, 4, 8, 16):
        raise corrupt()
    exif = next((chunk.content for chunk in chunks if chunk.kind == b"eXIf"), b"")
    turned = read_orientation(exif)
    kept = [chunk.whole for chunk in chunks if chunk.kind in KEPT]
    if turned != UPRIGHT:
        kept.insert(1, _chunk(b"eXIf", orientation_exif(turned)))
    frames = next(
        (struct.unpack_from(">I", c.content)[0] for c in chunks if c.kind == b"acTL" and len(c.content) == 8), 1
    )
    return ParsedImage(width, height, max(frames, 1), turned, [SIGNATURE, *kept])


def check_pixels(data: bytes, parts: ParsedImage) -> None:
    """Raise PictureError unless the pixels are all there, and no more of them than there is room for."""
    chunks = list(_chunks(memoryview(data)))
    depth, colour, _, _, interlaced = struct.unpack_from(">5B", chunks[0].content, 8)
    row = 1 + -(-parts.width * depth * CHANNELS[colour] // 8)
    room = parts.height * row + (7 * (parts.height + row) if interlaced else 0)
    unpack, size = zlib.decompressobj(), 0
    for chunk in (chunk for chunk in chunks if chunk.kind == b"IDAT"):
        rest: BytesLike = chunk.content
        while rest and not unpack.eof:
            try:
                size += len(unpack.decompress(rest, STEP))
            except zlib.error:
                raise corrupt() from None
            rest = unpack.unconsumed_tail
            if size > room:
                raise corrupt("holds more than its size has room for")
    while not unpack.eof and (more := unpack.decompress(b"", STEP)):
        size += len(more)
    if not unpack.eof or size < parts.height * (row if not interlaced else 1):
        raise corrupt()


def copy_colours(data: bytes, like: bytes) -> bytes:
    """Return the PNG `data` with what the PNG `like` says of colours, and nothing else said of them."""
    first, *others = (chunk for chunk in _chunks(memoryview(data)) if chunk.kind not in COLOURS)
    said = [chunk.whole for chunk in _chunks(memoryview(like)) if chunk.kind in COLOURS]
    return b"".join([SIGNATURE, first.whole, *said, *(chunk.whole for chunk in others)])


def _chunks(data: memoryview) -> Iterator[Chunk]:
    """List the chunks up to the one that ends the picture; what follows it is no part of it."""
    place = len(SIGNATURE)
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        end = place + 12 + length
        kind = bytes(data[place + 4 : place + 8])
        if end > len(data) or zlib.crc32(data[place + 4 : end - 4]) != struct.unpack_from(">I", data, end - 4)[0]:
            raise corrupt()
        if kind[:1].isupper() and kind not in KEPT:
            raise corrupt(f"holds a part that browsers don't know ({kind!r})")
        yield Chunk(kind, data[place + 8 : end - 4], data[place:end])
        if kind == b"IEND":
            return
        place = end


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
