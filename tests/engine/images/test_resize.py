"""Resized images: they look like the original, have no metadata, and a broken decoder does not break the build."""

import io
import random
import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageOps, PngImagePlugin

from plugins.archive.images import ImageError, inspect_image, strip_metadata
from plugins.archive.images.png import SIGNATURE
from plugins.engine.images import resize
from plugins.engine.images.resize import resize as resize_image
from tests.archive.images.samples import SECRET, draw_image, exif, gif, icc
from tests.archive_builder import ArchiveBuilder, matches_clean_build

REPORT = "reports/2019/2019-11-02-sturm-am-nordsund"
ENDINGS = {"JPEG": "a.jpg", "PNG": "a.png", "WEBP": "a.webp"}


def photo(mode: str = "RGB", size: tuple[int, int] = (1000, 600)) -> Image.Image:
    """Return an image with as many colours as a photo, in which no two regions are alike."""
    noise = random.Random(1).randbytes(40 * 24 * 3)
    return Image.frombytes("RGB", (40, 24), noise).resize(size, Image.Resampling.BICUBIC).convert(mode)


def encode(image: Image.Image, kind: str, **options: Any) -> bytes:
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def resized(data: bytes, kind: str) -> dict[int, bytes]:
    """Return the smaller versions of an image, as a build makes them."""
    return resize_image(data, inspect_image(ENDINGS[kind], data))


def difference(one: Image.Image, other: Image.Image) -> int:
    """Return the largest difference of two images in shades of 255, after blurring."""
    small, large = (image.convert("L").resize((40, 40), Image.Resampling.BOX) for image in (one, other))
    return max(ImageChops.difference(small, large).tobytes())


@pytest.mark.parametrize("kind", list(ENDINGS))
@pytest.mark.parametrize("orientation", [1, 6])
def test_resized_image_is_upright_and_has_no_metadata(kind: str, orientation: int) -> None:
    """It has the colour profile of the original, and names no author."""
    profile = icc()
    original = encode(photo(), kind, exif=exif(orientation), icc_profile=profile)
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(original)))
    found = resized(original, kind)
    assert list(found) == [width for width in (480, 960) if width < upright.width]
    for width, data in found.items():
        small = Image.open(io.BytesIO(data))
        assert small.size == (width, round(upright.height * width / upright.width))
        assert small.format == kind
        assert small.info["icc_profile"] == profile
        assert difference(small, upright) < 24
        assert SECRET not in data
        assert dict(small.getexif()) == {}
        assert strip_metadata(data) == data


def test_transparency_is_preserved() -> None:
    """So is the transparency of a palette; a PNG keeps its colour chunks bit for bit."""
    transparent = photo("RGBA")
    transparent.putalpha(Image.linear_gradient("L").resize(transparent.size))
    chunks = PngImagePlugin.PngInfo()
    chunks.add(b"gAMA", (60_000).to_bytes(4, "big"))
    original = encode(transparent, "PNG", pnginfo=chunks)
    small = resized(original, "PNG")[480]
    assert (60_000).to_bytes(4, "big") in small[: small.index(b"IDAT")]
    alpha = Image.open(io.BytesIO(small)).getchannel("A")
    assert difference(alpha, transparent.getchannel("A")) < 8
    palette = encode(photo("P"), "PNG", transparency=3)
    assert Image.open(io.BytesIO(resized(palette, "PNG")[480])).mode == "RGBA"


def test_lossless_webp_stays_lossless() -> None:
    """The smaller versions of a lossless WebP are lossless too."""
    original = encode(photo(), "WEBP", lossless=True, icc_profile=icc())
    assert b"VP8L" in resized(original, "WEBP")[480]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.gif", gif(frames=1)),
        ("a.png", encode(photo(size=(480, 300)), "PNG")),
        ("a.jpg", encode(photo("CMYK"), "JPEG")),
        ("a.png", encode(draw_image("I;16", (600, 90)), "PNG")),
        ("a.png", encode(photo(size=(600, 90)), "PNG", save_all=True, append_images=[photo("L", (600, 90))])),
        ("a.webp", encode(photo(size=(600, 90)), "WEBP", save_all=True, append_images=[photo("L", (600, 90))])),
    ],
    ids=["gif", "small", "cmyk", "deep", "moving-png", "moving-webp"],
)
def test_some_images_are_not_resized(name: str, data: bytes) -> None:
    """Animated and small images, and those whose colours would change, have one size and no warning."""
    assert resize_image(data, inspect_image(name, data)) == {}


def test_resizing_is_deterministic() -> None:
    """The same image gives the same bytes."""
    original = encode(photo(), "JPEG")
    assert resized(original, "JPEG") == resized(original, "JPEG")


def corrupt_png() -> bytes:
    """Return a PNG with valid structure and length, whose rows have an invalid filter."""
    head = struct.pack(">IIBBBBB", 1000, 600, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\x09" + bytes(3000)) * 600)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    pieces = (struct.pack(">I", len(x)) + kind + x + struct.pack(">I", zlib.crc32(kind + x)) for kind, x in parts)
    return SIGNATURE + b"".join(pieces)


def test_header_with_a_wrong_size() -> None:
    """An image that declares more pixels than its data has is resized from the declared size."""
    original = bytearray(encode(photo(), "JPEG"))
    offset = original.index(b"\xff\xc0") + 5
    original[offset : offset + 4] = b"\x07\xd0\x07\xd0"  # 2000 by 2000
    assert {Image.open(io.BytesIO(data)).size for data in resized(bytes(original), "JPEG").values()} == {
        (480, 480),
        (960, 960),
        (1440, 1440),
    }


def test_undecodable_pixels_are_an_error() -> None:
    """Only the decoder finds them; the sandbox fails."""
    with pytest.raises(ImageError, match="can't be decoded"):
        resized(corrupt_png(), "PNG")


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Return a function that inserts a line into the sandbox, before another, as an exploited decoder would run it."""

    def insert(before: str, line: str) -> None:
        text = resize.SANDBOX.read_text("utf-8").replace("SECONDS = 30", "SECONDS = 1")
        assert text.count(before) == 1
        indent = text[: text.index(before)].rpartition("\n")[2]
        (tmp_path / "sandbox.py").write_text(text.replace(before, f"{line}\n{indent}{before}"), "utf-8")
        monkeypatch.setattr(resize, "SANDBOX", tmp_path / "sandbox.py")

    return insert


LIMITED = "for data in resized(sys.stdin"
WRITTEN = "sys.stdout.buffer.write("


def test_inserted_line_alone_changes_nothing(sandbox: Callable[[str, str], None]) -> None:
    """So the following tests fail because of what the lines do."""
    original = encode(photo(), "JPEG")
    expected = resized(original, "JPEG")
    for before in (LIMITED, WRITTEN):
        sandbox(before, "pass")
        assert resized(original, "JPEG") == expected


@pytest.mark.parametrize(
    ("before", "line"),
    [
        (LIMITED, "taken = bytes(MEMORY_BYTES)"),
        (LIMITED, "while True: pass"),
        (LIMITED, "open('/etc/hostname')"),
        (LIMITED, "import socket; socket.socket()"),
        (LIMITED, "import os; assert len(os.environ) > 1  # some systems add how text is encoded"),
        (LIMITED, "widths = widths[1:]"),
        (WRITTEN, "data = bytes(max_bytes + 1)"),
        (WRITTEN, "data = Image.open('x')"),
        (WRITTEN, "data = data[:-9]"),
        (WRITTEN, "data = b''"),
    ],
)
def test_exploited_decoder_is_contained(before: str, line: str, sandbox: Callable[[str, str], None]) -> None:
    """Whatever an exploited decoder does, the sandbox limits it, and its output is checked."""
    sandbox(before, line)
    with pytest.raises(ImageError):
        resized(encode(photo(), "JPEG"), "JPEG")


def test_metadata_from_the_decoder_is_stripped(sandbox: Callable[[str, str], None]) -> None:
    """The output of the sandbox is stripped like any untrusted image."""
    sandbox(WRITTEN, "data += b'" + SECRET.decode().replace("'", "\\'") + "'")
    assert SECRET not in resized(encode(photo(), "JPEG"), "JPEG")[480]


def test_without_limits_nothing_is_decoded(sandbox: Callable[[str, str], None]) -> None:
    """On a system that can't limit a process, an image has one size and gives no warning."""
    sandbox("drop_privileges(max_bytes)\n", "raise ValueError")
    assert resized(encode(photo(), "JPEG"), "JPEG") == {}


def test_sandbox_imports_nothing_of_the_project() -> None:
    """It could not read these modules after it gave up its rights."""
    assert "plugins" not in resize.SANDBOX.read_text("utf-8")


@pytest.fixture
def archive(tmp_path: Path) -> ArchiveBuilder:
    """Return an archive that shows one large image, built once."""
    archive = ArchiveBuilder(tmp_path)
    shutil.copytree(Path(__file__).parents[2] / "sites/valid/lighthouses", archive.content)
    (archive.content / REPORT / "punkt.png").write_bytes(encode(photo(size=(600, 400)), "PNG"))
    archive.build()
    return archive


def page(archive: ArchiveBuilder) -> str:
    return (archive.output / "reports/2019-11-02-sturm-am-nordsund/index.html").read_text("utf-8")


def test_build_resizes_an_image_once(archive: ArchiveBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages offer the smaller versions, and nothing is decoded again until the image changes."""
    assert 'srcset="/pictures/480/2019-11-02-sturm-am-nordsund/punkt.png 480w, ' in page(archive)
    file = archive.output / "pictures/480/2019-11-02-sturm-am-nordsund/punkt.png"
    assert Image.open(file).size == (480, 320)
    decoded: list[bytes] = []
    decode = resize._run_sandboxed

    def record(data: bytes, kind: str, widths: list[int]) -> bytes:
        decoded.append(data)
        return decode(data, kind, widths)

    monkeypatch.setattr(resize, "_run_sandboxed", record)
    archive.change(f"{REPORT}.md", "Ein grauer Punkt", "Ein Punkt")
    archive.build()
    assert decoded == []
    (archive.content / REPORT / "punkt.png").write_bytes(encode(photo("L", (600, 400)), "PNG"))
    assert "pictures/480/2019-11-02-sturm-am-nordsund/punkt.png" in archive.build()
    assert len(decoded) == 1
    assert matches_clean_build(archive)


def test_damaged_cache_is_repaired(archive: ArchiveBuilder) -> None:
    """A damaged or missing cache file is made again; files of unused images are deleted."""
    for damage in (lambda file: file.write_bytes(b"x"), Path.unlink):
        for file in (archive.cache_dir / "sizes").glob("*-*"):
            damage(file)
        shutil.rmtree(archive.output)
        archive.build()
        assert matches_clean_build(archive)
    (archive.content / REPORT / "punkt.png").write_bytes(encode(photo(size=(100, 60)), "PNG"))
    archive.build()
    assert [file.name for file in (archive.cache_dir / "sizes").iterdir()] == ["index"]
    assert "srcset" not in page(archive)


def test_undecodable_image_is_published_unresized(archive: ArchiveBuilder) -> None:
    """The build continues, and gives a warning each time."""
    (archive.content / REPORT / "punkt.png").write_bytes(corrupt_png())
    archive.build()
    assert (archive.output / "reports/2019-11-02-sturm-am-nordsund/punkt.png").read_bytes() == strip_metadata(
        corrupt_png()
    )
    assert "srcset" not in page(archive)
