"""Resized images: smaller versions of each image for small screens, made in a sandbox and cached.

The sandbox decodes untrusted files, so its output is untrusted too: it is parsed by this program's own readers.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from importlib import metadata, util
from pathlib import Path

import msgspec

from plugins.archive import limits
from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.digest import digest
from plugins.archive.images import Image, ImageError, image_format, parse, strip_metadata
from plugins.archive.images.exif import ROTATED_90
from plugins.archive.images.png import copy_colours
from plugins.archive.problems import Problem
from plugins.engine import processes
from plugins.engine.cache.store import CacheFile, remove_unused
from plugins.pages.outputs import File, Plan

WIDTHS = (480, 960, 1440)
"""Pixels: the width of a phone, and the text column at one and a half and at about two device pixels per pixel."""
RESIZABLE = frozenset({"PNG", "JPEG", "WebP"})
"""Formats that are resized. A GIF is animated, or has few colours."""
SANDBOX = Path(__file__).with_name("resize_sandbox.py")
TIMEOUT = 120.0
"""Seconds after which a sandbox is killed, however little processor time it used."""
NO_LIMITS = 3
"""Exit code of a sandbox that could not set its limits and decoded nothing."""
INDEX = "index"


class CachedSizes(msgspec.Struct, frozen=True, array_like=True):
    """The widths of the smaller versions of an image, or the reason why it has none."""

    widths: tuple[int, ...]
    error: str = ""


class ImageSizes:
    """The smaller versions of an archive's images, cached in `folder`. Only new images are decoded.

    If the system can't limit a process, as on Windows, nothing is decoded, and images have one size.
    """

    def __init__(self, folder: Path, jobs: int) -> None:
        self._folder, self._jobs = folder, jobs

    @cached_property
    def _tool_digest(self) -> bytes:
        """A digest of the code and the library that resize images."""
        files = [SANDBOX.read_bytes(), Path(__file__).read_bytes()]
        return digest(files, metadata.version("pillow"), sys.version)

    def add_sizes(self, archive: Archive) -> Archive:
        """Return an archive whose images name their smaller versions, with a warning for each that failed."""
        if not (archive.images or self._folder.is_dir()) or util.find_spec("resource") is None:
            return archive
        known = self._find_sizes(archive)
        images, warnings = dict(archive.images), list(archive.warnings)
        for path, image in archive.images.items():
            sizes = known[image.digest.hex()]
            images[path] = msgspec.structs.replace(image, resized_widths=sizes.widths)
            if sizes.error:
                what = f"no smaller versions could be made of it ({sizes.error})"
                warnings.append(Problem(path, 1, 1, "file", what, "if it displays correctly, ignore this", "warning"))
        return msgspec.structs.replace(archive, images=images, warnings=tuple(warnings))

    def plans(self, archive: Archive) -> Iterator[Plan]:
        """Plan the smaller versions of the images of an archive's reports."""
        for report in archive.catalogue.reports if archive.images else ():
            folder = report.path.removesuffix(".md")
            for name, image in archive.images_of(report).items():
                for width in image.resized_widths:
                    path = paths.resized_image(report.stem, name, width)
                    inputs = {"image": image.digest, "width": width, "image tools": self._tool_digest}
                    create = partial(self._load_or_resize, path, archive.folder.file(f"{folder}/{name}"), image, width)
                    yield Plan(path, inputs, create, listed=False)

    def _find_sizes(self, archive: Archive) -> dict[str, CachedSizes]:
        """Return the sizes of an archive's images by digest, after resizing the new ones."""
        index = CacheFile(self._folder / INDEX, dict[str, CachedSizes], self._tool_digest.hex())
        cached = index.load() or {}
        sources = {image.digest.hex(): archive.folder.file(path) for path, image in archive.images.items()}
        by_digest = {image.digest.hex(): image for image in archive.images.values()}
        sizes = {key: cached[key] for key in sources if key in cached and self._is_complete(key, cached[key])}
        new = [key for key in sources if key not in sizes]
        with ThreadPoolExecutor(self._jobs) as pool:
            sizes |= zip(new, pool.map(lambda key: self._resize(sources[key], by_digest[key]), new), strict=True)
        if sizes != cached:
            index.save(sizes)
            used = {self._file(key, width).path.name for key, found in sizes.items() for width in found.widths}
            remove_unused(self._folder, {INDEX, *used})
        return sizes

    def _is_complete(self, key: str, sizes: CachedSizes) -> bool:
        return all(self._file(key, width).path.is_file() for width in sizes.widths)

    def _resize(self, source: Path, image: Image) -> CachedSizes:
        """Make and cache the smaller versions of an image, except those with more bytes than the image."""
        data = source.read_bytes()
        try:
            resized = resize(data, image)
        except ImageError as error:
            return CachedSizes((), error.what)
        size = len(strip_metadata(data))
        useful = {width: smaller for width, smaller in resized.items() if len(smaller) < size}
        for width, smaller in useful.items():
            self._file(image.digest.hex(), width).save(smaller)
        return CachedSizes(tuple(useful))

    def _load_or_resize(self, path: str, source: Path, image: Image, width: int) -> File:
        """Return a smaller version from the cache, or make it again if its cache file is damaged."""
        data = self._file(image.digest.hex(), width).load()
        return File(path, resize(source.read_bytes(), image)[width] if data is None else data)

    def _file(self, key: str, width: int) -> CacheFile[bytes]:
        return CacheFile(self._folder / f"{key}-{width}", bytes)


def resize(data: bytes, image: Image) -> dict[int, bytes]:
    """Return smaller versions of an image by width; raises ImageError if the sandbox returned no valid ones."""
    kind = image_format(data)
    widths = [width for width in WIDTHS if width < image.width]
    if kind not in RESIZABLE or not widths:
        return {}
    clean = strip_metadata(data)
    found = list(_split(_run_sandboxed(clean, kind, widths)))
    if not found:
        return {}
    if len(found) != len(widths):
        raise ImageError("its decoder returned too few", "")
    return {width: _checked(smaller, clean, image, width) for width, smaller in zip(widths, found, strict=True)}


def _run_sandboxed(data: bytes, kind: str, widths: list[int]) -> bytes:
    """Return the output of the sandbox; raises ImageError if it fails. The sandbox has an empty environment."""
    most = len(WIDTHS) * limits.IMAGE_BYTES
    command = [sys.executable, "-I", str(SANDBOX), kind.upper(), str(most), *map(str, widths)]
    with tempfile.TemporaryFile() as output:  # not a pipe: the system limits how much is written to a file
        try:
            done = processes.run(command, seconds=TIMEOUT, input=data, stdout=output, stderr=subprocess.DEVNULL, env={})
        except subprocess.TimeoutExpired:
            raise ImageError(f"it took more than {TIMEOUT:.0f} s", "") from None
        if done.returncode not in (0, NO_LIMITS):
            raise ImageError("it can't be decoded within the limits", "")
        output.seek(0)
        return output.read()


def _split(data: bytes) -> Iterator[bytes]:
    """Yield the images in the output of the sandbox; each follows its number of bytes."""
    end = 0
    while end < len(data):
        start = end + 4
        end = start + int.from_bytes(data[end:start], "big")
        yield data[start:end]


def _checked(data: bytes, original: bytes, image: Image, width: int) -> bytes:
    """Return a smaller version with the original's colour chunks and no other metadata; raises ImageError."""
    kind, parsed = image_format(data), parse(data)
    size = width, max(1, round(image.height * width / image.width))
    if kind != image_format(original) or (parsed.width, parsed.height) != size or parsed.orientation >= ROTATED_90:
        raise ImageError("its decoder returned a different image", "")
    return copy_colours(strip_metadata(data), original) if kind == "PNG" else strip_metadata(data)
