"""Test images made by Pillow, with or without metadata about their author and position."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

SECRET = b"Abu Hassan's telephone"
"""Is in all metadata of the images; no part of it must be published."""
ORIENTATION = 0x0112
GPS = 0x8825
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- ' + SECRET + b" --></x:xmpmeta>"


def draw_image(mode: str = "RGB", size: tuple[int, int] = (24, 16), seed: int = 0) -> Image.Image:
    """Draw an image that changes when it is rotated or mirrored."""
    image = Image.new("RGB", size, (200, 30 + seed, 60))
    pen = ImageDraw.Draw(image)
    pen.rectangle((1, 1, size[0] // 2, size[1] // 3), fill=(20, 200, 90))
    pen.line((0, 0, size[0], size[1]), fill=(0, 0, 255 - seed))
    if mode == "I;16":
        return image.convert("I").convert("I;16")
    return image.convert(mode)


def exif(orientation: int = 1) -> bytes:
    """Return EXIF data with a camera maker, a position and an orientation."""
    data = Image.Exif()
    data[0x010F] = SECRET.decode()
    data[GPS] = {1: "N", 2: (35.0, 20.0, 1.0), 29: SECRET.decode()}
    data[ORIENTATION] = orientation
    return bytes(data.tobytes())


def icc() -> bytes:
    """Return a colour profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def png(mode: str = "RGB", *, orientation: int = 1, metadata: bool = True, frames: int = 1) -> bytes:
    """Make a PNG."""
    texts = PngImagePlugin.PngInfo()
    options: dict[str, object] = {"icc_profile": icc() if mode == "RGB" else None}
    if metadata:
        texts.add_text("Author", SECRET.decode())
        texts.add_text("Comment", SECRET.decode(), zip=True)
        texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options |= {"pnginfo": texts, "exif": exif(orientation)}
    return _save(draw_image(mode), "PNG", options, frames) + (SECRET if metadata else b"")


def jpeg(
    mode: str = "RGB", *, orientation: int = 1, metadata: bool = True, progressive: bool = False, plain: bool = False
) -> bytes:
    """Make a JPEG; a `plain` one stores RGB without conversion, as its Adobe segment states."""
    options: dict[str, object] = {"progressive": progressive, "keep_rgb": plain or None}
    options["icc_profile"] = icc() if mode == "RGB" else None
    if metadata:
        options |= {"exif": exif(orientation), "xmp": XMP, "comment": SECRET, "dpi": (72, 72)}
    return _save(draw_image(mode), "JPEG", options) + (SECRET if metadata else b"")


def gif(*, metadata: bool = True, frames: int = 3) -> bytes:
    """Make an animated GIF that repeats."""
    options: dict[str, object] = {"loop": 0, "duration": 80}
    if metadata:
        options |= {"comment": SECRET}
    return _save(draw_image("P"), "GIF", options, frames) + (SECRET if metadata else b"")


def webp(mode: str = "RGBA", *, orientation: int = 1, metadata: bool = True, frames: int = 1) -> bytes:
    """Make a lossless WebP."""
    options: dict[str, object] = {"lossless": True, "icc_profile": icc()}
    if metadata:
        options |= {"exif": exif(orientation), "xmp": XMP}
    return _save(draw_image(mode), "WEBP", options, frames) + (SECRET if metadata else b"")


def _save(image: Image.Image, kind: str, options: dict[str, object], frames: int = 1) -> bytes:
    data = BytesIO()
    if frames > 1:
        more = [draw_image(image.mode, image.size, seed) for seed in range(40, 40 * frames, 40)]
        options |= {"save_all": True, "append_images": more}
    given: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
    image.save(data, kind, **given)
    return data.getvalue()


def decode_pixels(data: bytes) -> list[bytes]:
    """Return the pixels of each frame in RGBA."""
    image = Image.open(BytesIO(data))
    frames = []
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        frames.append(image.convert("RGBA" if image.mode != "I;16" else "I").tobytes())
    return frames


IMAGES: dict[str, bytes] = {
    "rgb.png": png(),
    "rgba.png": png("RGBA"),
    "palette.png": png("P"),
    "grey.png": png("L"),
    "bits.png": png("1"),
    "deep.png": png("I;16"),
    "moving.png": png("RGBA", frames=3),
    "turned.png": png(orientation=6),
    "rgb.jpg": jpeg(),
    "grey.jpeg": jpeg("L"),
    "cmyk.jpg": jpeg("CMYK"),
    "plain.jpg": jpeg(plain=True),
    "progressive.jpg": jpeg(progressive=True),
    "turned.jpg": jpeg(orientation=8),
    "moving.gif": gif(),
    "still.gif": gif(frames=1),
    "still.webp": webp(),
    "rgb.webp": webp("RGB"),
    "moving.webp": webp(frames=3),
    "turned.webp": webp(orientation=3),
}
"""An image with metadata in each format and mode, by file name."""
