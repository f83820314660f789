"""Images: identified by their content and stripped of metadata for publication.

EXIF data with GPS positions, XMP, IPTC, comments, thumbnails, times and trailing bytes are removed. Pixels, colours and
orientation stay, bit for bit. SVG is not published, because it can contain scripts, and AVIF is not, because its
metadata is not separate from its pixels.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import struct
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from plugins.archive.images import gif, jpeg, png, webp
from plugins.archive.images.exif import ROTATED_90
from plugins.archive.images.parsed_image import ImageError, ParsedImage, corrupt
from plugins.archive.limits import IMAGE_BYTES, IMAGE_PIXELS

IMAGE_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WebP"}
"""The formats that are published, by file extension."""
FORMATS: Mapping[str, tuple[re.Pattern[bytes], Callable[[bytes], ParsedImage]]] = {
    "PNG": (re.compile(re.escape(png.SIGNATURE)), png.parse),
    "JPEG": (re.compile(rb"\xff\xd8\xff"), jpeg.parse),
    "GIF": (re.compile(rb"GIF8[79]a"), gif.parse),
    "WebP": (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), webp.parse),
}
"""The signature and the parser of each format."""
UNSUPPORTED = (
    (re.compile(rb"\s*(<\?xml|<!--|<!DOCTYPE|<svg)", re.IGNORECASE), "SVG or other text"),
    (re.compile(rb".{4}ftyp", re.DOTALL), "AVIF, HEIC or a video"),
    (re.compile(rb"II\*\0|MM\0\*"), "TIFF"),
    (re.compile(rb"BM"), "BMP"),
    (re.compile(rb"%PDF"), "PDF"),
)
"""Signatures of other formats, named in messages."""


class Image(msgspec.Struct, frozen=True):
    """An image that can be published: its displayed size in pixels and a digest of its bytes.

    `resized_widths` are the widths in pixels of its smaller copies.
    """

    width: int
    height: int
    digest: bytes
    resized_widths: tuple[int, ...] = ()


ImageReader = Callable[[Path], Image]
"""Reads an image file; raises ImageError and OSError."""


def is_image(name: str) -> bool:
    """Return whether a file has the extension of a published image format."""
    return posixpath.splitext(name)[1].lower() in IMAGE_FORMATS


def read_image(file: Path) -> Image:
    """Return the image in `file`; raises ImageError and OSError."""
    if file.stat().st_size > IMAGE_BYTES:
        raise ImageError(f"is larger than {IMAGE_BYTES >> 20} MiB", "make it smaller")
    return inspect_image(file.name, file.read_bytes())


def inspect_image(name: str, data: bytes) -> Image:
    """Return the image `data` of the file `name`; raises ImageError."""
    actual = image_format(data)
    expected = IMAGE_FORMATS[posixpath.splitext(name)[1].lower()]
    if actual != expected:
        extension = next(extension for extension, known in IMAGE_FORMATS.items() if known == actual)
        raise ImageError(f"is named as {expected} but is {actual}", f"rename it so that it ends with {extension}")
    parsed = parse(data)
    width, height = parsed.width, parsed.height
    if parsed.orientation >= ROTATED_90:
        width, height = height, width
    return Image(width, height, hashlib.sha256(data).digest())


def image_format(data: bytes) -> str:
    """Return the format of an image by its content; raises ImageError if it is not published."""
    for name, (signature, _) in FORMATS.items():
        if signature.match(data):
            return name
    found = next((f" ({name})" for signature, name in UNSUPPORTED if signature.match(data)), "")
    raise ImageError(f"is not an image that can be published{found}", "save it as PNG, JPEG, WebP or GIF")


def parse(data: bytes) -> ParsedImage:
    """Parse a complete image within the size limits; raises ImageError."""
    name = image_format(data)
    try:
        parsed = FORMATS[name][1](data)
    except (IndexError, struct.error):
        raise corrupt() from None
    pixels = parsed.width * parsed.height * parsed.frames
    if pixels > IMAGE_PIXELS:
        what = f"has {pixels:,} pixels, more than {IMAGE_PIXELS:,}"
        raise ImageError(what, "make it smaller, or use fewer frames")
    if not pixels:
        raise corrupt("has no pixels")
    if name == "PNG":
        png.check_pixels(data, parsed)
    return parsed


def strip_metadata(data: bytes) -> bytes:
    """Return the published form of an image, the same bytes each time; raises ImageError."""
    return b"".join(parse(data).pieces)
