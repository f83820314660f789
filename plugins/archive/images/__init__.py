"""Images: formats read and stripped of metadata without a decoder."""

from plugins.archive.images.image import (
    IMAGE_FORMATS,
    Image,
    ImageReader,
    image_format,
    inspect_image,
    is_image,
    parse,
    read_image,
    strip_metadata,
)
from plugins.archive.images.parsed_image import ImageError

__all__ = [
    "IMAGE_FORMATS",
    "Image",
    "ImageError",
    "ImageReader",
    "image_format",
    "inspect_image",
    "is_image",
    "parse",
    "read_image",
    "strip_metadata",
]
