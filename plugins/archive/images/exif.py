"""EXIF: the orientation of an image, read and written."""

from __future__ import annotations

import struct

from plugins.archive.images.parsed_image import BytesLike

ORIENTATION = 0x0112
"""The EXIF tag for the rotation and mirroring of an image (EXIF 2.32, 4.6.4)."""
UPRIGHT = 1
ROTATED_90 = 5
"""The first of the orientations that swap width and height."""


def read_orientation(exif: BytesLike) -> int:
    """Return the orientation in EXIF data (a TIFF header and its directories), `UPRIGHT` if there is none."""
    data = bytes(exif[:65_536])
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    try:
        if order is None:
            return UPRIGHT
        (start,) = struct.unpack_from(f"{order}I", data, 4)
        (count,) = struct.unpack_from(f"{order}H", data, start)
        for offset in range(start + 2, start + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", data, offset)
            if tag == ORIENTATION and kind == 3 and 1 <= value <= 8:
                return int(value)
    except struct.error:
        pass  # browsers ignore invalid EXIF data too
    return UPRIGHT


def orientation_exif(orientation: int) -> bytes:
    """Return EXIF data with an orientation and nothing else."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, ORIENTATION, 3, 1, orientation, 0, 0)
