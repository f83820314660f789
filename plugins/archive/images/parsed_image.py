"""The result of parsing an image, and the error for one that cannot be published.

The parsers follow the structure of a file and decode no pixel, so that no decoder of this process sees a stranger's
image, and what is published is copied bit for bit.
"""

from __future__ import annotations

from typing import NamedTuple

BytesLike = bytes | memoryview


class ImageError(Exception):
    """An image that cannot be published: the problem and its remedy."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


class ParsedImage(NamedTuple):
    """A parsed image: its stored size in pixels, its frames, its EXIF orientation, and the bytes to publish."""

    width: int
    height: int
    frames: int
    orientation: int
    pieces: list[BytesLike]


def corrupt(what: str = "is cut off or damaged") -> ImageError:
    """Return the error for a file with an invalid structure."""
    return ImageError(what, "save or download the image again")
