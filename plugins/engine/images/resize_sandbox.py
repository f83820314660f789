"""Resize sandbox: decodes and resizes one untrusted image, in a process with almost no rights.

`python resize_sandbox.py FORMAT MAX_BYTES WIDTH…` reads an image from standard input. For each width it writes the
number of bytes (four, big-endian) and an image of the same format. An untrusted image may exploit the decoder, so this
process has limited memory and time, can't open files or connections, can't start processes (unless it runs as root),
and has an empty environment. It imports nothing of this project. It writes nothing for an animated image, and nothing
for an image whose colours can't be preserved.
"""

from __future__ import annotations

import io
import resource
import sys
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageOps

MEMORY_BYTES = 1 << 30
"""Bytes of address space. An image of 40 million pixels takes 160 MB decoded, and 160 MB more while it is rotated."""
CPU_SECONDS = 30
"""Processor time."""
NO_LIMITS = 3
"""Exit code if the limits can't be set."""
MODES = {"1": "L", "L": "L", "P": "RGB", "RGB": "RGB", "LA": "LA", "PA": "RGBA", "RGBA": "RGBA"}
"""The mode in which to resize, by the mode of the file; other modes (CMYK, 16-bit grey) would change the colours."""
WITH_ALPHA = {"L": "LA", "RGB": "RGBA"}
"""The same modes with transparency."""
LOSSLESS = b"VP8L"
"""Starts the pixels of a lossless WebP. One in some thousand other files has these bytes too, which is harmless."""
SETTINGS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 80, "progressive": True, "optimize": True},
    "PNG": {"compress_level": 6},
    "WEBP": {"quality": 80, "method": 4},
}


def drop_privileges(max_bytes: int) -> None:
    """Limit memory, time, output and files of this process; raises OSError or ValueError if the system refuses.

    `max_bytes` is the largest output.
    """
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: max_bytes,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_NOFILE: 3,  # the open ones: standard input, output and error
    }
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))


def resized(data: bytes, kind: str, widths: list[int]) -> Iterator[bytes]:
    """Yield an image of format `kind` at each of `widths`, rotated upright, with its colour profile."""
    image: Image.Image = Image.open(io.BytesIO(data), formats=[kind])
    if getattr(image, "n_frames", 1) > 1 or image.mode not in MODES:
        return
    profile = image.info.get("icc_profile")
    mode = MODES[image.mode]
    upright = ImageOps.exif_transpose(
        image.convert(WITH_ALPHA.get(mode, mode) if image.has_transparency_data else mode)
    )
    lossless = {"lossless": True} if kind == "WEBP" and LOSSLESS in data else {}
    for width in widths:
        size = width, max(1, round(upright.height * width / upright.width))
        output = io.BytesIO()
        smaller = upright.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        smaller.save(output, kind, icc_profile=profile, **SETTINGS[kind], **lossless)
        yield output.getvalue()


def preload(kind: str) -> None:
    """Make Pillow import everything it needs for a format: no file can be opened later."""
    exif, data = Image.Exif(), io.BytesIO()
    exif[0x0112] = 6
    Image.new("RGB", (2, 2)).save(data, kind, exif=exif)
    list(resized(data.getvalue(), kind, [1]))


def main(kind: str, max_bytes: int, widths: list[int]) -> None:
    """Run as the module docstring describes."""
    Image.MAX_IMAGE_PIXELS = None  # the program checks the number of pixels before
    preload(kind)
    try:
        drop_privileges(max_bytes)
    except (OSError, ValueError):
        sys.exit(NO_LIMITS)
    for data in resized(sys.stdin.buffer.read(), kind, widths):
        sys.stdout.buffer.write(len(data).to_bytes(4, "big") + data)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), [int(width) for width in sys.argv[3:]])
