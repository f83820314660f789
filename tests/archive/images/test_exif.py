"""EXIF: the orientation of an image."""

import struct

import pytest

from plugins.archive.images.exif import orientation_exif, read_orientation
from tests.archive.images.samples import exif


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_orientation_is_read_and_written(orientation: int) -> None:
    """It is read in either byte order; the written EXIF data has nothing else."""
    assert read_orientation(exif(orientation).removeprefix(b"Exif\0\0")) == orientation
    assert read_orientation(orientation_exif(orientation)) == orientation
    little_endian = struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    assert read_orientation(little_endian) == orientation
    assert len(orientation_exif(orientation)) == 26


@pytest.mark.parametrize(
    "data", [b"", b"MM", b"MM\0*\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff", orientation_exif(9), orientation_exif(0)]
)
def test_invalid_exif_data_is_upright(data: bytes) -> None:
    """Truncated data and orientations that do not exist."""
    assert read_orientation(data) == 1
