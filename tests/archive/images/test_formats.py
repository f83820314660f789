"""Formats: metadata hidden in unusual parts of a file, and invalid structures."""

import struct
import zlib

import pytest

from plugins.archive.images import ImageError, strip_metadata
from tests.archive.images.samples import SECRET, decode_pixels, gif, jpeg, png, webp


def segment(marker: int, content: bytes) -> bytes:
    """Return a segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def png_chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def webp_chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a WebP."""
    return kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def insert(data: bytes, offset: int, part: bytes) -> bytes:
    """Return `data` with `part` inserted at `offset`."""
    return data[:offset] + part + data[offset:]


def jpeg_with_thumbnail() -> bytes:
    """Return a JPEG with a thumbnail in its JFIF segment."""
    data = jpeg(metadata=False)
    (length,) = struct.unpack_from(">H", data, 4)
    jfif = b"JFIF\0\1\2\0\0\x48\0\x48" + bytes([8, 1]) + SECRET.ljust(24)
    return data[:2] + segment(0xE0, jfif) + data[4 + length :]


def webp_with_unknown_chunk() -> bytes:
    """Return a WebP whose first frame has an unknown chunk."""
    data = webp(metadata=False, frames=3)
    offset = data.index(b"ANMF")
    (length,) = struct.unpack_from("<I", data, offset + 4)
    frame = data[offset + 8 : offset + 8 + length] + webp_chunk(b"SECR", SECRET)
    body = data[12:offset] + webp_chunk(b"ANMF", frame) + data[offset + 8 + length + length % 2 :]
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


HIDDEN: dict[str, bytes] = {
    "JFIF thumbnail": jpeg_with_thumbnail(),
    "APP2 segment without a colour profile": insert(jpeg(metadata=False), 2, segment(0xE2, b"FPXR\0" + SECRET)),
    "application segment": insert(jpeg(metadata=False), 2, segment(0xED, b"Photoshop 3.0\0" + SECRET)),
    "second comment": insert(jpeg(metadata=False), 2, segment(0xFE, SECRET)),
    "unknown chunk": insert(png(metadata=False), 33, png_chunk(b"seCR", SECRET)),
    "text chunk": insert(png(metadata=False), 33, png_chunk(b"tEXt", b"Author\0" + SECRET)),
    "time chunk": insert(png(metadata=False), 33, png_chunk(b"tIME", b"\x07\xe2\x04\x17\0\0\0" + SECRET)),
    "application extension": gif(metadata=False)[:-1] + b"\x21\xff\x0bXMP DataXMP" + bytes([22]) + SECRET + b"\0\x3b",
    "plain text extension": gif(metadata=False)[:-1] + b"\x21\x01" + bytes([22]) + SECRET + b"\0\x3b",
    "chunk in a frame": webp_with_unknown_chunk(),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_hidden_metadata_is_removed(name: str) -> None:
    """The pixels do not change."""
    assert SECRET in HIDDEN[name]
    clean = strip_metadata(HIDDEN[name])
    assert SECRET not in clean
    assert decode_pixels(clean) == decode_pixels(HIDDEN[name])


def test_the_adobe_segment_of_a_jpeg_is_published() -> None:
    """It can be the only information that a JPEG stores RGB."""
    data = bytearray(jpeg(metadata=False, plain=True))
    frame, scan = data.index(b"\xff\xc0"), data.index(b"\xff\xda")
    for number in range(3):  # the component ids would state it too
        assert data[frame + 10 + 3 * number] == data[scan + 5 + 2 * number] == b"RGB"[number]
        data[frame + 10 + 3 * number] = data[scan + 5 + 2 * number] = number + 1
    assert decode_pixels(strip_metadata(bytes(data))) == decode_pixels(bytes(data))
    assert b"Adobe" in strip_metadata(bytes(data))


def png_with_wrong_checksum() -> bytes:
    """Return a PNG with valid pixels and a wrong checksum."""
    data = bytearray(png("L", metadata=False))
    length = struct.unpack_from(">I", data, data.index(b"IDAT") - 4)[0]
    data[data.index(b"IDAT") + 4 + length] ^= 1
    return bytes(data)


CORRUPT: dict[str, tuple[bytes, str]] = {
    "wrong checksum": (png_with_wrong_checksum(), "is cut off or damaged"),
    "unknown critical chunk": (
        insert(png(metadata=False), 33, png_chunk(b"SECR", b"x")),
        "contains a chunk that browsers do not know (b'SECR')",
    ),
    "frame beyond the edge": (
        gif(metadata=False)[:6] + struct.pack("<HH", 4, 4) + gif(metadata=False)[10:],
        "has a frame that is larger than the image",
    ),
    "canvas without pixels": (
        b"RIFF" + struct.pack("<I", 22) + b"WEBP" + webp_chunk(b"VP8X", b"\0" * 4 + b"\x10\0\0\x10\0\0"),
        "is cut off or damaged",
    ),
    "no scan": (b"\xff\xd8\xff\xd9", "is cut off or damaged"),
}


@pytest.mark.parametrize("name", CORRUPT)
def test_corrupt_images_are_errors(name: str) -> None:
    data, message = CORRUPT[name]
    with pytest.raises(ImageError) as caught:
        strip_metadata(data)
    assert str(caught.value) == message
