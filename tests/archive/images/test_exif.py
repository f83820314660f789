"""Picture parts: places of each format in which something can hide, or in which a picture can be broken."""

import struct
import zlib

import pytest

from plugins.archive.images import ImageError, strip_metadata
from plugins.archive.images.exif import orientation_exif, read_orientation
from tests.archive.images.samples import SECRET, decode_pixels, exif, gif, jpeg, png, webp


def segment(marker: int, content: bytes) -> bytes:
    """Return a segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def png_chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def webp_chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a WebP."""
    return kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def after(data: bytes, place: int, more: bytes) -> bytes:
    """Return data with more at a place."""
    return data[:place] + more + data[place:]


def thumbnail() -> bytes:
    """Return a JPEG whose JFIF segment holds a small picture, as it was before it was cut."""
    data = jpeg(told=False)
    (length,) = struct.unpack_from(">H", data, 4)
    small = b"JFIF\0\1\2\0\0\x48\0\x48" + bytes([8, 1]) + SECRET.ljust(24)
    return data[:2] + segment(0xE0, small) + data[4 + length :]


def framed() -> bytes:
    """Return a WebP whose first frame holds a chunk of nobody's."""
    data = webp(told=False, frames=3)
    place = data.index(b"ANMF")
    (length,) = struct.unpack_from("<I", data, place + 4)
    frame = data[place + 8 : place + 8 + length] + webp_chunk(b"SECR", SECRET)
    body = data[12:place] + webp_chunk(b"ANMF", frame) + data[place + 8 + length + length % 2 :]
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


HIDING: dict[str, bytes] = {
    "a small picture in JFIF": thumbnail(),
    "what is no profile of colours": after(jpeg(told=False), 2, segment(0xE2, b"FPXR\0" + SECRET)),
    "an application's segment": after(jpeg(told=False), 2, segment(0xED, b"Photoshop 3.0\0" + SECRET)),
    "a second comment": after(jpeg(told=False), 2, segment(0xFE, SECRET)),
    "an unknown chunk": after(png(told=False), 33, png_chunk(b"seCR", SECRET)),
    "a chunk of text": after(png(told=False), 33, png_chunk(b"tEXt", b"Author\0" + SECRET)),
    "a time": after(png(told=False), 33, png_chunk(b"tIME", b"\x07\xe2\x04\x17\0\0\0" + SECRET)),
    "an application's blocks": gif(told=False)[:-1] + b"\x21\xff\x0bXMP DataXMP" + bytes([22]) + SECRET + b"\0\x3b",
    "plain text over a frame": gif(told=False)[:-1] + b"\x21\x01" + bytes([22]) + SECRET + b"\0\x3b",
    "a chunk within a frame": framed(),
}


@pytest.mark.parametrize("name", HIDING)
def test_nothing_hides(name: str) -> None:
    """What is neither pixel nor colour is left behind wherever it stands, and the picture looks as it did."""
    assert SECRET in HIDING[name]
    clean = strip_metadata(HIDING[name])
    assert SECRET not in clean
    assert decode_pixels(clean) == decode_pixels(HIDING[name])


def test_colours_that_a_segment_tells() -> None:
    """Whether a JPEG holds red, green and blue as they are, only Adobe's segment tells: it stays."""
    data = bytearray(jpeg(told=False, plain=True))
    frame, scan = data.index(b"\xff\xc0"), data.index(b"\xff\xda")
    for number in range(3):  # the names that would tell it too
        assert data[frame + 10 + 3 * number] == data[scan + 5 + 2 * number] == b"RGB"[number]
        data[frame + 10 + 3 * number] = data[scan + 5 + 2 * number] = number + 1
    assert decode_pixels(strip_metadata(bytes(data))) == decode_pixels(bytes(data))
    assert b"Adobe" in strip_metadata(bytes(data))


def broken_checksum() -> bytes:
    """Return a PNG one of whose chunks is not what its sum says, though its pixels can be unpacked."""
    data = bytearray(png("L", told=False))
    length = struct.unpack_from(">I", data, data.index(b"IDAT") - 4)[0]
    data[data.index(b"IDAT") + 4 + length] ^= 1
    return bytes(data)


BROKEN: dict[str, tuple[bytes, str]] = {
    "a sum that is wrong": (broken_checksum(), "is cut off or damaged"),
    "a chunk that must be known": (
        after(png(told=False), 33, png_chunk(b"SECR", b"x")),
        "contains a chunk that browsers do not know (b'SECR')",
    ),
    "a frame beyond the edge": (
        gif(told=False)[:6] + struct.pack("<HH", 4, 4) + gif(told=False)[10:],
        "has a frame that is larger than the image",
    ),
    "a canvas without a picture": (
        b"RIFF" + struct.pack("<I", 22) + b"WEBP" + webp_chunk(b"VP8X", b"\0" * 4 + b"\x10\0\0\x10\0\0"),
        "is cut off or damaged",
    ),
    "no scan": (b"\xff\xd8\xff\xd9", "is cut off or damaged"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_refused(name: str) -> None:
    """A structure that does not hold is refused."""
    data, message = BROKEN[name]
    with pytest.raises(ImageError) as caught:
        strip_metadata(data)
    assert str(caught.value) == message


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation(orientation: int) -> None:
    """The orientation is read from EXIF of either byte order, and what is written of it holds nothing else."""
    assert read_orientation(exif(orientation).removeprefix(b"Exif\0\0")) == orientation
    assert read_orientation(orientation_exif(orientation)) == orientation
    little = struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    assert read_orientation(little) == orientation
    assert len(orientation_exif(orientation)) == 26


@pytest.mark.parametrize(
    "data", [b"", b"MM", b"MM\0*\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff", orientation_exif(9), orientation_exif(0)]
)
def test_exif_that_says_nothing(data: bytes) -> None:
    """EXIF that can't be read, or says what can't be, turns nothing."""
    assert read_orientation(data) == 1
