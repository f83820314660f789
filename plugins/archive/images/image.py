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
from plugins.archive.images.exif import QUARTER, Parts, PictureError, broken
from plugins.archive.limits import PICTURE_BYTES, PICTURE_PIXELS
from plugins.archive.problems import Problem
from plugins.archive.urls import Urls

TYPES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WebP"}
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


class Picture(msgspec.Struct, frozen=True):
    """A picture that can be published: how wide and high it is shown, in pixels, and a digest of its bytes.

    `smaller` holds the widths at which there is a smaller one of it, for small screens.
    """

    width: int
    height: int
    digest: bytes
    smaller: tuple[int, ...] = ()


Look = Callable[[Path], Picture]
"""How a picture is looked at; raises PictureError and OSError."""


def is_picture(name: str) -> bool:
    """Tell whether a file of this name is to be a picture."""
    return posixpath.splitext(name)[1].lower() in TYPES


def look_at(file: Path) -> Picture:
    """Return what the picture in `file` is; raises PictureError and OSError."""
    if file.stat().st_size > PICTURE_BYTES:
        raise PictureError(f"is larger than {PICTURE_BYTES >> 20} MiB", "make it smaller")
    return examine(file.name, file.read_bytes())


def examine(name: str, data: bytes) -> Picture:
    """Return what the picture `data` is, in a file called `name`; raises PictureError."""
    kind = kind_of(data)
    wanted = TYPES[posixpath.splitext(name)[1].lower()]
    if kind != wanted:
        ending = next(ending for ending, known in TYPES.items() if known == kind)
        raise PictureError(f"is named as {wanted}, and is {kind}", f"rename it so that it ends with {ending}")
    parts = take_apart(data)
    turned = parts.orientation >= QUARTER
    width, height = (parts.height, parts.width) if turned else (parts.width, parts.height)
    return Picture(width, height, hashlib.sha256(data).digest())


def kind_of(data: bytes) -> str:
    """Return the type of a picture as its content shows; raises PictureError for one that is not published."""
    if data.startswith(png.SIGNATURE):
        return "PNG"
    if data.startswith(jpeg.SIGNATURE):
        return "JPEG"
    if data.startswith(gif.SIGNATURES):
        return "GIF"
    if webp.matches(data):
        return "WebP"
    found = next((words for sign, words in FOREIGN if sign.match(data)), "")
    raise PictureError(f"is no picture that can be published{f' ({found})' if found else ''}", REMEDY)


READERS: Mapping[str, Callable[[bytes], Parts]] = {
    "PNG": png.read,
    "JPEG": jpeg.read,
    "GIF": gif.read,
    "WebP": webp.read,
}


def take_apart(data: bytes) -> Parts:
    """Return the parts of a whole picture of allowed size; raises PictureError."""
    kind = kind_of(data)
    parts = READERS[kind](data)
    pixels = parts.width * parts.height * parts.frames
    if pixels > PICTURE_PIXELS:
        what = f"has {pixels:,} pixels, more than {PICTURE_PIXELS:,}"
        raise PictureError(what, "make it smaller, or of fewer frames")
    if not pixels:
        raise broken("has no pixels")
    if kind == "PNG":
        png.check_pixels(data, parts)
    return parts


def published(data: bytes) -> bytes:
    """Return a picture as it is published; the same picture always gives the same bytes. Raises PictureError."""
    return b"".join(take_apart(data).pieces)


def check_pictures(
    files: Iterable[str], folder: Folder, problems: list[Problem], look: Look = look_at
) -> dict[str, Picture]:
    """Return the pictures among the linked `files`, by path; note faulty ones."""
    found: dict[str, Picture] = {}
    for path in filter(is_picture, files):
        try:
            found[path] = look(folder.root / path)
        except PictureError as error:
            problems.append(Problem(path, 1, 1, "file", error.what, error.remedy))
    return found


def sized(html: str, pictures: Mapping[str, Picture], stem: str, urls: Urls) -> str:
    """Return the HTML of the body of the report `stem` with the sizes of its pictures, given by their names.

    So nothing moves as they arrive, and a browser takes the smallest that will do.
    """

    def size(found: re.Match[str]) -> str:
        name = unquote(found[1].rpartition("/")[2])
        picture = pictures.get(name)
        if picture is None:
            return found[0]
        sizes = f' width="{picture.width}" height="{picture.height}"'
        if picture.smaller:
            ways = [f"{quote(urls.href(paths.smaller(stem, name, width)))} {width}w" for width in picture.smaller]
            sizes += f' srcset="{", ".join([*ways, f"{found[1]} {picture.width}w"])}" sizes="{SIZES}"'
        return found[0] + sizes

    return IMAGE.sub(size, html) if pictures else html
