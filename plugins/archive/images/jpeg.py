"""JPEG (ITU-T T.81): its segments checked, and those kept that say how its pixels look."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from plugins.archive.images.exif import UPRIGHT, ImageError, ParsedImage, corrupt, orientation_exif, read_orientation

SIGNATURE = b"\xff\xd8\xff"
SOI, EOI, SOS, APP0, APP1, APP2, APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The segments that begin a picture and hold its size."""
PIXELS = FRAMES | {0xC4, 0xCC, 0xDB, 0xDC, 0xDD, SOS}
JFIF, EXIF, ICC, ADOBE = b"JFIF\0", b"Exif\0\0", b"ICC_PROFILE\0", b"Adobe"
MARKER = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")
"""The next marker after a scan's data, in which 0xFF stands only before 0x00 and the marks to start over."""
SCANS = 100
"""Scans at the most: each goes over the whole picture again, and no camera or program makes more than a dozen."""


class Segment(NamedTuple):
    """One segment: its marker, its content, and all its bytes, with the data of a scan."""

    marker: int
    content: memoryview
    whole: memoryview


def parse(data: bytes) -> ParsedImage:
    """Take a JPEG apart; raises PictureError."""
    segments = list(_segments(data))
    frame = next((segment.content for segment in segments if segment.marker in FRAMES), b"")
    scans = sum(segment.marker == SOS for segment in segments)
    if len(frame) < 6 or not scans:
        raise corrupt()
    if scans > SCANS:
        raise ImageError(f"has more than {SCANS} scans", "save it anew")
    height, width = struct.unpack_from(">HH", frame, 1)
    exif = next((s.content for s in segments if s.marker == APP1 and s.content[:6] == EXIF), b"")
    turned = read_orientation(exif[6:])
    about = [] if turned == UPRIGHT else [_segment(APP1, EXIF + orientation_exif(turned))]
    kept = [piece for segment in segments if (piece := _kept(segment))]
    first = 1 if kept[0][1] == APP0 else 0  # what JFIF says of itself comes first
    return ParsedImage(width, height, 1, turned, [b"\xff\xd8", *kept[:first], *about, *kept[first:], b"\xff\xd9"])


def _kept(segment: Segment) -> bytes | memoryview | None:
    """Return a segment as it is published; None for one that stays behind."""
    marker, content, whole = segment
    if marker in PIXELS or (marker == APP2 and content[:12] == ICC) or (marker == APP14 and content[:5] == ADOBE):
        return whole
    if marker == APP0 and content[:5] == JFIF and len(content) >= 14:
        return _segment(APP0, bytes(content[:12]) + b"\0\0")  # without a small picture of how it was before
    return None


def _segments(data: bytes) -> Iterator[Segment]:
    """List the segments between the start and the end of the picture; what follows is no part of it."""
    view, place = memoryview(data), 2
    while True:
        found = MARKER.match(data, place)
        if found is None:
            raise corrupt()
        marker, start = data[found.end() - 1], found.end()
        if marker == EOI:
            return
        if start + 2 > len(data) or marker in (SOI, 0x01):
            raise corrupt()
        end = start + struct.unpack_from(">H", data, start)[0]
        if end > len(data) or end < start + 2:
            raise corrupt()
        content = view[start + 2 : end]
        if marker == SOS:
            after = MARKER.search(data, end)
            if after is None:
                raise corrupt()
            end = after.start()
        yield Segment(marker, content, view[start - 2 : end])
        place = end


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content
