"""Picture sizes: smaller ones of each picture, for small screens, made in a cage and kept between builds.

What comes out of the cage is a stranger's file like what went in: our own readers walk through it before it is kept.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from importlib import metadata, util
from pathlib import Path

import msgspec

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.digest import digest
from plugins.archive.images import Image, ImageError, image_format, parse, strip_metadata
from plugins.archive.images.exif import ROTATED_90
from plugins.archive.images.png import copy_colours
from plugins.archive.problems import Problem
from plugins.engine.cache import store
from plugins.pages.outputs import File, Plan

WIDTHS = (480, 960, 1440)
"""Pixels: a telephone's width; the column of text at one and a half and at about twice its width."""
RESIZABLE = frozenset({"PNG", "JPEG", "WebP"})
"""Kinds of which there are smaller ones; a GIF moves, or has few colours."""
SANDBOX = Path(__file__).with_name("resize_sandbox.py")
TIMEOUT = 120.0
"""Seconds after which a cage is given up, however little processor time it had."""
NO_LIMITS = 3
"""How a cage ends where its limits can't be set: it decoded nothing."""


class CachedSizes(msgspec.Struct, frozen=True, array_like=True):
    """The widths at which there is a smaller one of a picture, or why there is none."""

    widths: tuple[int, ...]
    error: str = ""


class Kept(msgspec.Struct, frozen=True):
    """What is known of pictures, by the digest of their content in hexadecimal, and of what it was found with."""

    means: bytes
    sizes: dict[str, CachedSizes]


class ImageSizes:
    """Smaller pictures of one archive, kept in `folder`; only new pictures are decoded.

    Where a system can't limit a process (Windows has no such limits), nothing is decoded, and pictures have one size.
    """

    def __init__(self, folder: Path, jobs: int) -> None:
        self._folder, self._jobs = folder, jobs

    @cached_property
    def _means(self) -> bytes:
        """A digest of all that makes a picture smaller."""
        files = [SANDBOX.read_bytes(), Path(__file__).read_bytes()]
        return digest(files, metadata.version("pillow"), sys.version)

    def add_sizes(self, archive: Archive) -> Archive:
        """Return an archive with what smaller ones there are of its pictures, and a warning for each that has none."""
        if not (archive.images or self._folder.is_dir()) or util.find_spec("resource") is None:
            return archive
        known = self._find(archive)
        pictures, warnings = dict(archive.images), list(archive.warnings)
        for path, picture in archive.images.items():
            sizes = known[picture.digest.hex()]
            pictures[path] = msgspec.structs.replace(picture, resized_widths=sizes.widths)
            if sizes.error:
                what = f"no smaller ones could be made of it ({sizes.error})"
                warnings.append(Problem(path, 1, 1, "file", what, "if it shows as it should, leave it", "warning"))
        return msgspec.structs.replace(archive, images=pictures, warnings=tuple(warnings))

    def plans(self, archive: Archive) -> Iterator[Plan]:
        """List the smaller pictures of an archive's reports."""
        for report in archive.catalogue.reports if archive.images else ():
            folder = archive.folder.root / report.path.removesuffix(".md")
            for name, picture in archive.images_of(report).items():
                for width in picture.resized_widths:
                    path = paths.resized_image(report.stem, name, width)
                    make = partial(self._file, path, folder / name, picture, width)
                    yield Plan(path, digest(picture.digest, width, self._means), make, listed=False)

    def _find(self, archive: Archive) -> dict[str, CachedSizes]:
        """Return what is known of an archive's pictures, after looking at those of which nothing was known."""
        before = store.load(self._folder / "known", Kept)
        known = before.sizes if before is not None and before.means == self._means else {}
        sources = {picture.digest.hex(): archive.folder.root / path for path, picture in archive.images.items()}
        by_digest = {picture.digest.hex(): picture for picture in archive.images.values()}
        now = {key: known[key] for key in sources if key in known and self._whole(key, known[key])}
        fresh = [key for key in sources if key not in now]
        with ThreadPoolExecutor(self._jobs) as pool:
            now |= zip(fresh, pool.map(lambda key: self._make(sources[key], by_digest[key]), fresh), strict=True)
        if now != known:
            store.save(self._folder / "known", Kept(self._means, now))
            self._sweep(now)
        return now

    def _whole(self, key: str, sizes: CachedSizes) -> bool:
        return all((self._folder / f"{key}-{width}").is_file() for width in sizes.widths)

    def _make(self, source: Path, picture: Image) -> CachedSizes:
        """Make the smaller ones of a picture and keep them; one that is no smaller a file is dropped."""
        data = source.read_bytes()
        try:
            found = resize(data, picture)
        except ImageError as error:
            return CachedSizes((), error.what)
        most = len(strip_metadata(data))
        useful = {width: small for width, small in found.items() if len(small) < most}
        for width, small in useful.items():
            store.save(self._folder / f"{picture.digest.hex()}-{width}", small)
        return CachedSizes(tuple(useful))

    def _sweep(self, known: Mapping[str, CachedSizes]) -> None:
        """Remove what is kept of pictures that are no more."""
        for file in self._folder.iterdir() if self._folder.is_dir() else ():
            if file.name != "known" and file.name.partition("-")[0] not in known:
                file.unlink(missing_ok=True)

    def _file(self, path: str, source: Path, picture: Image, width: int) -> File:
        """Return a smaller picture as it is kept, or made again if that was damaged."""
        data = store.load(self._folder / f"{picture.digest.hex()}-{width}", bytes)
        return File(path, resize(source.read_bytes(), picture)[width] if data is None else data)


def resize(data: bytes, picture: Image) -> dict[int, bytes]:
    """Return smaller ones of a picture, by their widths; raises PictureError when the cage gave none that are sound."""
    kind = image_format(data)
    widths = [width for width in WIDTHS if width < picture.width]
    if kind not in RESIZABLE or not widths:
        return {}
    clean = strip_metadata(data)
    found = list(_pieces(_caged(clean, kind, widths)))
    if not found:
        return {}
    if len(found) != len(widths):
        raise ImageError("its decoder gave too few", "")
    return {width: _checked(small, clean, picture, width) for width, small in zip(widths, found, strict=True)}


def _caged(data: bytes, kind: str, widths: list[int]) -> bytes:
    """Return what the cage writes; raises PictureError when it ends badly. Of where it runs it is told nothing."""
    command = [sys.executable, "-I", str(SANDBOX), kind.upper(), *map(str, widths)]
    with tempfile.TemporaryFile() as written:  # no pipe, for of a file it is limited how much can be written
        try:
            done = subprocess.run(
                command, input=data, stdout=written, stderr=subprocess.DEVNULL, timeout=TIMEOUT, env={}, check=False
            )
        except subprocess.TimeoutExpired:
            raise ImageError(f"it took more than {TIMEOUT:.0f} s", "") from None
        if done.returncode not in (0, NO_LIMITS):
            raise ImageError("it can't be decoded within the limits", "")
        written.seek(0)
        return written.read()


def _pieces(data: bytes) -> Iterator[bytes]:
    """List what the cage wrote, each after its number of bytes."""
    place = 0
    while place < len(data):
        start = place + 4
        place = start + int.from_bytes(data[place:start], "big")
        yield data[start:place]


def _checked(data: bytes, original: bytes, picture: Image, width: int) -> bytes:
    """Return a smaller picture with the colours of the original and nothing but pixels; raises PictureError."""
    kind = image_format(data)
    parts = parse(data)
    height = max(1, round(picture.height * width / picture.width))
    if (
        kind != image_format(original)
        or (parts.width, parts.height) != (width, height)
        or parts.orientation >= ROTATED_90
    ):
        raise ImageError("its decoder gave another picture", "")
    return copy_colours(strip_metadata(data), original) if kind == "PNG" else strip_metadata(data)
