"""The cage of pictures: one picture decoded and made smaller, in a process that can do little else.

`python picture_cage.py KIND WIDTH…` reads a picture and writes, for each width, its number of bytes (four, big-endian)
and a picture of the same kind. A stranger's picture may be made to break its decoder: so this process has bounded
memory and time, can open no file and no connection, can start no other process (unless it is root's), and is told
nothing of its surroundings. It imports nothing of ours. It writes nothing for a picture that moves, or whose colours
can't be kept as they are.
"""

from __future__ import annotations

import io
import resource
import sys
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageOps

MEMORY_BYTES = 1 << 30
"""Bytes of address space: a picture of 40 million pixels takes 160 MB decoded, and as much again while it is turned."""
CPU_SECONDS = 30
"""Processor time."""
MAX_OUTPUT_BYTES = 48 << 20
"""What may be written: three pictures, each as large as one may be."""
MODES = {"1": "L", "L": "L", "P": "RGB", "RGB": "RGB", "LA": "LA", "PA": "RGBA", "RGBA": "RGBA"}
"""How a picture is sampled, by how it is stored; others (CMYK, 16 bits of grey) would lose their colours."""
WITH_ALPHA = {"L": "LA", "RGB": "RGBA"}
"""The same with transparency."""
LOSSLESS = b"VP8L"
"""Begins the pixels of a WebP without loss; by chance it stands in one other of some thousands, which does no harm."""
SETTINGS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 80, "progressive": True, "optimize": True},
    "PNG": {"compress_level": 6},
    "WEBP": {"quality": 80, "method": 4},
}


def drop_privileges() -> None:
    """Give up all that decoding does not need; raises OSError or ValueError where the system does not allow that."""
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: MAX_OUTPUT_BYTES,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_NOFILE: 3,  # those that are open: input, output, errors
    }
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))


def resized(data: bytes, kind: str, widths: list[int]) -> Iterator[bytes]:
    """List a picture of `kind` at each of `widths`, upright, with its profile of colours."""
    picture: Image.Image = Image.open(io.BytesIO(data), formats=[kind])
    if getattr(picture, "n_frames", 1) > 1 or picture.mode not in MODES:
        return
    profile = picture.info.get("icc_profile")
    mode = MODES[picture.mode]
    upright = ImageOps.exif_transpose(
        picture.convert(WITH_ALPHA.get(mode, mode) if picture.has_transparency_data else mode)
    )
    more = {"lossless": True} if kind == "WEBP" and LOSSLESS in data else {}
    for width in widths:
        size = width, max(1, round(upright.height * width / upright.width))
        out = io.BytesIO()
        resized = upright.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        resized.save(out, kind, icc_profile=profile, **SETTINGS[kind], **more)
        yield out.getvalue()


def preload(kind: str) -> None:
    """Let Pillow import all that it needs, for afterwards no file can be opened."""
    turned, data = Image.Exif(), io.BytesIO()
    turned[0x0112] = 6
    Image.new("RGB", (2, 2)).save(data, kind, exif=turned)
    list(resized(data.getvalue(), kind, [1]))


def main(kind: str, widths: list[int]) -> None:
    """Do what the module says; ends with 3 where limits can't be set."""
    Image.MAX_IMAGE_PIXELS = None  # our own readers counted them before
    preload(kind)
    try:
        drop_privileges()
    except (OSError, ValueError):
        sys.exit(3)
    for data in resized(sys.stdin.buffer.read(), kind, widths):
        sys.stdout.buffer.write(len(data).to_bytes(4, "big") + data)


if __name__ == "__main__":
    main(sys.argv[1], [int(width) for width in sys.argv[2:]])
