"""JPEG (ITU-T T.81): segments validated; those that determine the pixels published."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from plugins.archive.images.exif import UPRIGHT, orientation_exif, read_orientation
from plugins.archive.images.parsed_image import ImageError, ParsedImage, corrupt

SOI, EOI, SOS, APP0, APP1, APP2, APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of the segments that begin a frame and hold its size."""
PIXELS = FRAMES | {0xC4, 0xCC, 0xDB, 0xDC, 0xDD, SOS}
JFIF, EXIF, ICC, ADOBE = b"JFIF\0", b"Exif\0\0", b"ICC_PROFILE\0", b"Adobe"
MARKER = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")
"""The next marker after scan data, where 0xFF appears only before 0x00 and in restart markers."""
SCANS = 100
"""Most scans of an image. Each covers the whole image; cameras and programs make at most a dozen."""


class Segment(NamedTuple):
    """A segment: its marker, its content, and all its bytes including scan data."""

    marker: int
    content: memoryview
    whole: memoryview


def parse(data: bytes) -> ParsedImage:
    """Parse a JPEG; raises ImageError."""
    segments = list(_segments(data))
    frame = next((segment.content for segment in segments if segment.marker in FRAMES), b"")
    scans = sum(segment.marker == SOS for segment in segments)
    if len(frame) < 6 or not scans:
        raise corrupt()
    if scans > SCANS:
        raise ImageError(f"has more than {SCANS} scans", "save the image again")
    height, width = struct.unpack_from(">HH", frame, 1)
    exif = next((s.content for s in segments if s.marker == APP1 and s.content[:6] == EXIF), b"")
    orientation = read_orientation(exif[6:])
    new_exif = [] if orientation == UPRIGHT else [_segment(APP1, EXIF + orientation_exif(orientation))]
    published = [piece for segment in segments if (piece := _published(segment))]
    first = 1 if published[0][1] == APP0 else 0  # JFIF requires its segment to be the first
    pieces = [b"\xff\xd8", *published[:first], *new_exif, *published[first:], b"\xff\xd9"]
    return ParsedImage(width, height, 1, orientation, pieces)


def _published(segment: Segment) -> bytes | memoryview | None:
    marker, content, whole = segment
    if marker in PIXELS or (marker == APP2 and content[:12] == ICC) or (marker == APP14 and content[:5] == ADOBE):
        return whole
    if marker == APP0 and content[:5] == JFIF and len(content) >= 14:
        return _segment(APP0, bytes(content[:12]) + b"\0\0")  # without the thumbnail
    return None


def _segments(data: bytes) -> Iterator[Segment]:
    """Yield the segments between the start and the end marker; bytes after the end are not part of the image."""
    view, offset = memoryview(data), 2
    while True:
        match = MARKER.match(data, offset)
        if match is None:
            raise corrupt()
        marker, start = data[match.end() - 1], match.end()
        if marker == EOI:
            return
        if start + 2 > len(data) or marker in (SOI, 0x01):
            raise corrupt()
        end = start + struct.unpack_from(">H", data, start)[0]
        if end > len(data) or end < start + 2:
            raise corrupt()
        content = view[start + 2 : end]
        if marker == SOS:
            next_marker = MARKER.search(data, end)
            if next_marker is None:
                raise corrupt()
            end = next_marker.start()
        yield Segment(marker, content, view[start - 2 : end])
        offset = end


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content
