"""GIF (GIF89a): blocks validated; frames, timing and repetition published."""

from __future__ import annotations

import struct

from plugins.archive.images.exif import UPRIGHT
from plugins.archive.images.parsed_image import BytesLike, ParsedImage, corrupt

EXTENSION, IMAGE, TRAILER = 0x21, 0x2C, 0x3B
CONTROL, APPLICATION = 0xF9, 0xFF
REPEATING = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def parse(data: bytes) -> ParsedImage:
    """Parse a GIF; raises ImageError, and IndexError or struct.error for one that is cut off."""
    width, height = struct.unpack_from("<HH", data, 6)
    offset = 13 + _palette_length(data[10])
    pieces: list[BytesLike] = [data[:offset]]
    frames = 0
    while data[offset] != TRAILER:
        start = offset
        if data[offset] == IMAGE:
            left, top, frame_width, frame_height, flags = struct.unpack_from("<HHHHB", data, offset + 1)
            if left + frame_width > width or top + frame_height > height:
                raise corrupt("has a frame that is larger than the image")
            offset = _skip_blocks(data, offset + 11 + _palette_length(flags))
            frames += 1
            pieces.append(data[start:offset])
        elif data[offset] == EXTENSION:
            offset = _skip_blocks(data, offset + 2)
            if _is_published(data[start:offset]):
                pieces.append(data[start:offset])
        else:
            raise corrupt()
    if not frames:
        raise corrupt()
    return ParsedImage(width, height, frames, UPRIGHT, [*pieces, b"\x3b"])


def _palette_length(flags: int) -> int:
    """Return the length in bytes of the colour table that `flags` announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _skip_blocks(data: bytes, offset: int) -> int:
    """Return the end of the run of blocks at `offset`; raises IndexError if it does not end."""
    while length := data[offset]:
        offset += length + 1
    return offset + 1


def _is_published(extension: bytes) -> bool:
    """Return whether an extension is about timing or repetition; comments and application data are not."""
    return extension[1] == CONTROL or (extension[1] == APPLICATION and extension[3:14] in REPEATING)
