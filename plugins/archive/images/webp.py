"""WebP (RFC 9649): chunks validated; those that determine the pixels published."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from plugins.archive.images.exif import UPRIGHT, orientation_exif, read_orientation
from plugins.archive.images.parsed_image import BytesLike, ParsedImage, corrupt

EXIF_FLAG, XMP_FLAG = 0x08, 0x04
PUBLISHED = (b"VP8X", b"ICCP", b"ANIM", b"ALPH", b"VP8 ", b"VP8L")
FRAME = (b"ALPH", b"VP8 ", b"VP8L")
Chunk = tuple[bytes, bytes]


def parse(data: bytes) -> ParsedImage:
    """Parse a WebP; raises ImageError."""
    end = 8 + struct.unpack_from("<I", data, 4)[0]
    if end > len(data):
        raise corrupt()
    chunks = list(_chunks(data[12:end]))
    exif = next((content for kind, content in chunks if kind == b"EXIF"), b"")
    orientation = read_orientation(exif.removeprefix(b"Exif\0\0"))
    frames = [content for kind, content in chunks if kind == b"ANMF"]
    images = [chunk for frame in frames for chunk in _chunks(frame[16:])] if frames else chunks
    sizes = [size for kind, content in images if (size := _size(kind, content))]
    extended = next((content for kind, content in chunks if kind == b"VP8X"), b"")
    if extended:
        sizes.append(_canvas_size(extended))
    if len(sizes) < (2 if extended else 1):
        raise corrupt()
    width, height = (max(size[axis] for size in sizes) for axis in (0, 1))
    published = b"".join(_pack(*chunk) for chunk in _published(chunks, orientation))
    header = b"RIFF" + struct.pack("<I", 4 + len(published)) + b"WEBP"
    pieces: list[BytesLike] = [header, published]
    return ParsedImage(width, height, max(len(frames), 1), orientation, pieces)


def _published(chunks: list[Chunk], orientation: int) -> Iterator[Chunk]:
    for kind, content in chunks:
        if kind == b"VP8X":
            flags = content[0] & ~(EXIF_FLAG | XMP_FLAG) | (EXIF_FLAG if orientation != UPRIGHT else 0)
            yield kind, bytes([flags]) + content[1:]
        elif kind == b"ANMF":
            yield kind, content[:16] + b"".join(_pack(*chunk) for chunk in _chunks(content[16:]) if chunk[0] in FRAME)
        elif kind in PUBLISHED:
            yield kind, content
    if orientation != UPRIGHT:
        yield b"EXIF", orientation_exif(orientation)


def _chunks(data: bytes) -> Iterator[Chunk]:
    offset = 0
    while offset + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, offset)
        if offset + 8 + length > len(data):
            raise corrupt()
        yield kind, data[offset + 8 : offset + 8 + length]
        offset += 8 + length + length % 2


def _pack(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _canvas_size(extended: bytes) -> tuple[int, int]:
    if len(extended) < 10:
        raise corrupt()
    width, height = (int.from_bytes(extended[offset : offset + 3], "little") + 1 for offset in (4, 7))
    return width, height


def _size(kind: bytes, content: bytes) -> tuple[int, int] | None:
    """Return the width and height in a chunk of pixels; None for other chunks."""
    if kind == b"VP8 " and content[3:6] == b"\x9d\x01\x2a" and len(content) >= 10:
        width, height = struct.unpack_from("<HH", content, 6)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L" and content[:1] == b"\x2f" and len(content) >= 5:
        (bits,) = struct.unpack_from("<I", content, 1)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return None
