"""Picture parts: what the readers of the several formats find in a picture, and what they refuse it for.

The readers walk through a file's own structure and decode no pixel: a stranger's picture meets no decoder in this
process, and what is kept of it is kept bit for bit.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

BytesLike = bytes | memoryview
ORIENTATION = 0x0112
"""The EXIF tag that tells how a picture is to be turned (EXIF 2.32, 4.6.4): 1 not at all; from 5 on by a quarter."""
UPRIGHT = 1
ROTATED_90 = 5


class ImageError(Exception):
    """A picture that can't be published: what is wrong with it, and what to do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


class ParsedImage(NamedTuple):
    """A picture taken apart: its size in pixels as stored, its frames, its orientation, and the bytes to publish."""

    width: int
    height: int
    frames: int
    orientation: int
    pieces: list[BytesLike]


def corrupt(what: str = "is cut off or damaged") -> ImageError:
    """Return the error for a file whose structure does not hold."""
    return ImageError(what, "save the picture anew, or fetch it again")


def read_orientation(exif: BytesLike) -> int:
    """Return the orientation that EXIF data (a TIFF header and its directories) gives; 1 when it gives none."""
    data = bytes(exif[:65_536])
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    try:
        if order is None:
            return UPRIGHT
        (start,) = struct.unpack_from(f"{order}I", data, 4)
        (count,) = struct.unpack_from(f"{order}H", data, start)
        for place in range(start + 2, start + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", data, place)
            if tag == ORIENTATION and kind == 3 and 1 <= value <= 8:
                return int(value)
    except struct.error:
        pass  # EXIF that can't be read turns nothing in a browser either
    return UPRIGHT


def orientation_exif(orientation: int) -> bytes:
    """Return EXIF data that hold an orientation and nothing else."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, ORIENTATION, 3, 1, orientation, 0, 0)
