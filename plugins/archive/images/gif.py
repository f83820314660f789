"""GIF (GIF89a): its blocks checked; frames, their timing and their repetition kept."""

from __future__ import annotations

import struct

from plugins.archive.images.exif import UPRIGHT, BytesLike, ParsedImage, corrupt

SIGNATURES = (b"GIF87a", b"GIF89a")
EXTENSION, IMAGE, TRAILER = 0x21, 0x2C, 0x3B
CONTROL, APPLICATION = 0xF9, 0xFF
REPEATING = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def parse(data: bytes) -> ParsedImage:
    """Take a GIF apart; raises PictureError."""
    try:
        return _read(data)
    except (IndexError, struct.error):
        raise corrupt() from None


def _read(data: bytes) -> ParsedImage:
    width, height = struct.unpack_from("<HH", data, 6)
    place = 13 + _colours(data[10])
    pieces: list[BytesLike] = [data[:place]]
    frames = 0
    while data[place] != TRAILER:
        start = place
        if data[place] == IMAGE:
            left, top, wide, high, flags = struct.unpack_from("<HHHHB", data, place + 1)
            if left + wide > width or top + high > height:
                raise corrupt("has a frame that is larger than the picture")
            place = _after_blocks(data, place + 11 + _colours(flags))
            frames += 1
            pieces.append(data[start:place])
        elif data[place] == EXTENSION:
            place = _after_blocks(data, place + 2)
            if _belongs(data[start:place]):
                pieces.append(data[start:place])
        else:
            raise corrupt()
    if not frames:
        raise corrupt()
    return ParsedImage(width, height, frames, UPRIGHT, [*pieces, b"\x3b"])


def _colours(flags: int) -> int:
    """Return the length of the table of colours that `flags` announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, place: int) -> int:
    """Return where a run of blocks ends that begins at `place`; raises IndexError when it does not."""
    while length := data[place]:
        place += length + 1
    return place + 1


def _belongs(extension: bytes) -> bool:
    """Tell whether an extension is about timing or repetition; a comment or an application's own data is not."""
    return extension[1] == CONTROL or (extension[1] == APPLICATION and extension[3:14] in REPEATING)
