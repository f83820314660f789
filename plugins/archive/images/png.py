"""PNG (W3C PNG, third edition): chunks validated; those that determine the pixels published."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from plugins.archive.images.exif import UPRIGHT, orientation_exif, read_orientation
from plugins.archive.images.parsed_image import BytesLike, ParsedImage, corrupt

SIGNATURE = b"\x89PNG\r\n\x1a\n"
PUBLISHED = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD"}
    | {b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT"}
)
"""Chunks of pixels, colours and animation; texts, times, EXIF and all others are left out."""
COLOURS = frozenset({b"cHRM", b"gAMA", b"iCCP", b"sRGB", b"cICP", b"mDCV", b"cLLI"})
"""Chunks that define the colour space, independent of the size of the image."""
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples per pixel, by colour type."""
STEP = 1 << 20
"""Bytes that are decompressed at a time."""


class Chunk(NamedTuple):
    """A chunk: its type, its content, and all its bytes."""

    kind: bytes
    content: memoryview
    whole: BytesLike


def parse(data: bytes) -> ParsedImage:
    """Parse a PNG; raises ImageError."""
    chunks = list(_chunks(memoryview(data)))
    if not chunks or chunks[0].kind != b"IHDR" or len(chunks[0].content) != 13 or chunks[-1].kind != b"IEND":
        raise corrupt()
    width, height, depth, colour = struct.unpack_from(">IIBB", chunks[0].content)
    if colour not in CHANNELS or depth not in (1, 2, 4, 8, 16):
        raise corrupt()
    exif = next((chunk.content for chunk in chunks if chunk.kind == b"eXIf"), b"")
    orientation = read_orientation(exif)
    published = [chunk.whole for chunk in chunks if chunk.kind in PUBLISHED]
    if orientation != UPRIGHT:
        published.insert(1, _chunk(b"eXIf", orientation_exif(orientation)))
    frames = next(
        (struct.unpack_from(">I", c.content)[0] for c in chunks if c.kind == b"acTL" and len(c.content) == 8), 1
    )
    return ParsedImage(width, height, max(frames, 1), orientation, [SIGNATURE, *published])


def check_pixels(data: bytes, image: ParsedImage) -> None:
    """Raise ImageError if the compressed pixels are fewer or more than the size of the image requires."""
    chunks = list(_chunks(memoryview(data)))
    depth, colour, _, _, interlaced = struct.unpack_from(">5B", chunks[0].content, 8)
    row = 1 + -(-image.width * depth * CHANNELS[colour] // 8)
    capacity = image.height * row + (7 * (image.height + row) if interlaced else 0)
    decompressor, size = zlib.decompressobj(), 0
    for chunk in (chunk for chunk in chunks if chunk.kind == b"IDAT"):
        rest: BytesLike = chunk.content
        while rest and not decompressor.eof:
            try:
                size += len(decompressor.decompress(rest, STEP))
            except zlib.error:
                raise corrupt() from None
            rest = decompressor.unconsumed_tail
            if size > capacity:
                raise corrupt("contains more pixels than its size allows")
    while not decompressor.eof and (more := decompressor.decompress(b"", STEP)):
        size += len(more)
    if not decompressor.eof or size < image.height * (row if not interlaced else 1):
        raise corrupt()


def copy_colours(data: bytes, original: bytes) -> bytes:
    """Return the PNG `data` with the colour chunks of the PNG `original` in place of its own."""
    header, *others = (chunk for chunk in _chunks(memoryview(data)) if chunk.kind not in COLOURS)
    colours = [chunk.whole for chunk in _chunks(memoryview(original)) if chunk.kind in COLOURS]
    return b"".join([SIGNATURE, header.whole, *colours, *(chunk.whole for chunk in others)])


def _chunks(data: memoryview) -> Iterator[Chunk]:
    """Yield the chunks up to the end of the image; bytes after it are not part of the image."""
    offset = len(SIGNATURE)
    while offset + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, offset)
        end = offset + 12 + length
        kind = bytes(data[offset + 4 : offset + 8])
        if end > len(data) or zlib.crc32(data[offset + 4 : end - 4]) != struct.unpack_from(">I", data, end - 4)[0]:
            raise corrupt()
        if kind[:1].isupper() and kind not in PUBLISHED:
            raise corrupt(f"contains a chunk that browsers do not know ({kind!r})")
        yield Chunk(kind, data[offset + 8 : end - 4], data[offset:end])
        if kind == b"IEND":
            return
        offset = end


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
