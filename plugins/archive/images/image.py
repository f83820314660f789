"""Pictures: what may be published beside a report, told by its content, and freed of what it tells of its maker.

Left behind are EXIF with its GPS position, XMP, IPTC, comments, thumbnails, times, and whatever follows its end; the
pixels, their colours and which way is up stay, bit for bit. SVG is none of these, for it can hold scripts; nor is AVIF,
into which what tells of its maker is woven.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.parse import quote, unquote

import msgspec

from plugins.archive import urls as paths
from plugins.archive.files.folder import Folder
from plugins.archive.images import gif, jpeg, png, webp
from plugins.archive.images.exif import ROTATED_90, ImageError, ParsedImage, corrupt
from plugins.archive.limits import IMAGE_BYTES, IMAGE_PIXELS
from plugins.archive.problems import Problem
from plugins.archive.urls import Urls

IMAGE_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WebP"}
"""The pictures that are published, by the ending of their names."""
REMEDY = "save it as PNG, JPEG, WebP or GIF"
FOREIGN = (
    (re.compile(rb"\s*(<\?xml|<!--|<!DOCTYPE|<svg)", re.IGNORECASE), "SVG or other text"),
    (re.compile(rb".{4}ftyp", re.DOTALL), "AVIF, HEIC or a video"),
    (re.compile(rb"II\*\0|MM\0\*"), "TIFF"),
    (re.compile(rb"BM"), "BMP"),
    (re.compile(rb"%PDF"), "PDF"),
)
"""What people take for a picture that can be published, by how it begins."""
IMAGE = re.compile(r'<img src="([^"]*)"')
SIZES = "(min-width: 46rem) 42rem, 92vw"
"""How wide a picture stands on a page: the theme's column of text, or the screen without its margins."""


class Image(msgspec.Struct, frozen=True):
    """A picture that can be published: how wide and high it is shown, in pixels, and a digest of its bytes.

    `smaller` holds the widths at which there is a smaller one of it, for small screens.
    """

    width: int
    height: int
    digest: bytes
    resized_widths: tuple[int, ...] = ()


ImageReader = Callable[[Path], Image]
"""How a picture is looked at; raises PictureError and OSError."""


def is_image(name: str) -> bool:
    """Tell whether a file of this name is to be a picture."""
    return posixpath.splitext(name)[1].lower() in IMAGE_FORMATS


def read_image(file: Path) -> Image:
    """Return what the picture in `file` is; raises PictureError and OSError."""
    if file.stat().st_size > IMAGE_BYTES:
        raise ImageError(f"is larger than {IMAGE_BYTES >> 20} MiB", "make it smaller")
    return inspect_image(file.name, file.read_bytes())


def inspect_image(name: str, data: bytes) -> Image:
    """Return what the picture `data` is, in a file called `name`; raises PictureError."""
    kind = image_format(data)
    wanted = IMAGE_FORMATS[posixpath.splitext(name)[1].lower()]
    if kind != wanted:
        ending = next(ending for ending, known in IMAGE_FORMATS.items() if known == kind)
        raise ImageError(f"is named as {wanted}, and is {kind}", f"rename it so that it ends with {ending}")
    parts = parse(data)
    turned = parts.orientation >= ROTATED_90
    width, height = (parts.height, parts.width) if turned else (parts.width, parts.height)
    return Image(width, height, hashlib.sha256(data).digest())


def image_format(data: bytes) -> str:
    """Return the type of a picture as its content shows; raises PictureError for one that is not published."""
    if data.startswith(png.SIGNATURE):
        return "PNG"
    if data.startswith(jpeg.SIGNATURE):
        return "JPEG"
    if data.startswith(gif.SIGNATURES):
        return "GIF"
    if webp.is_webp(data):
        return "WebP"
    found = next((words for sign, words in FOREIGN if sign.match(data)), "")
    raise ImageError(f"is no picture that can be published{f' ({found})' if found else ''}", REMEDY)


READERS: Mapping[str, Callable[[bytes], ParsedImage]] = {
    "PNG": png.parse,
    "JPEG": jpeg.parse,
    "GIF": gif.parse,
    "WebP": webp.parse,
}


def parse(data: bytes) -> ParsedImage:
    """Return the parts of a whole picture of allowed size; raises PictureError."""
    kind = image_format(data)
    parts = READERS[kind](data)
    pixels = parts.width * parts.height * parts.frames
    if pixels > IMAGE_PIXELS:
        what = f"has {pixels:,} pixels, more than {IMAGE_PIXELS:,}"
        raise ImageError(what, "make it smaller, or of fewer frames")
    if not pixels:
        raise corrupt("has no pixels")
    if kind == "PNG":
        png.check_pixels(data, parts)
    return parts


def strip_metadata(data: bytes) -> bytes:
    """Return a picture as it is published; the same picture always gives the same bytes. Raises PictureError."""
    return b"".join(parse(data).pieces)


def check_images(
    files: Iterable[str], folder: Folder, problems: list[Problem], reader: ImageReader = read_image
) -> dict[str, Image]:
    """Return the pictures among the linked `files`, by path; note faulty ones."""
    found: dict[str, Image] = {}
    for path in filter(is_image, files):
        try:
            found[path] = reader(folder.root / path)
        except ImageError as error:
            problems.append(Problem(path, 1, 1, "file", error.what, error.remedy))
    return found


def add_image_sizes(html: str, pictures: Mapping[str, Image], stem: str, urls: Urls) -> str:
    """Return the HTML of the body of the report `stem` with the sizes of its pictures, given by their names.

    So nothing moves as they arrive, and a browser takes the smallest that will do.
    """

    def size(found: re.Match[str]) -> str:
        name = unquote(found[1].rpartition("/")[2])
        picture = pictures.get(name)
        if picture is None:
            return found[0]
        sizes = f' width="{picture.width}" height="{picture.height}"'
        if picture.resized_widths:
            ways = [
                f"{quote(urls.href(paths.resized_image(stem, name, width)))} {width}w"
                for width in picture.resized_widths
            ]
            sizes += f' srcset="{", ".join([*ways, f"{found[1]} {picture.width}w"])}" sizes="{SIZES}"'
        return found[0] + sizes

    return IMAGE.sub(size, html) if pictures else html
