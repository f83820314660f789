"""Images: the published formats, stripped metadata, unchanged pixels, and limits."""

import shutil
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from plugins.archive.archive import load_archive
from plugins.archive.images import ImageError, image, inspect_image, strip_metadata
from plugins.archive.problems import ArchiveError
from plugins.archive.urls import Urls
from tests.archive.images.samples import IMAGES, ORIENTATION, SECRET, decode_pixels, draw_image, icc, jpeg, png

NAMES = sorted(IMAGES)
ROOT = Path(__file__).resolve().parents[3]
LIGHTHOUSES = ROOT / "tests/sites/valid/lighthouses"
REPORT = "reports/2019/2019-11-02-sturm-am-nordsund"


def error_for(name: str, data: bytes) -> str:
    """Return the error message and the remedy for an image."""
    with pytest.raises(ImageError) as caught:
        inspect_image(name, data)
    return f"{caught.value} — {caught.value.remedy}"


@pytest.mark.parametrize("name", NAMES)
def test_metadata_is_not_published(name: str) -> None:
    """EXIF data with positions, XMP, comments, texts and trailing bytes are removed."""
    data = IMAGES[name]
    assert SECRET in data
    clean = strip_metadata(data)
    assert SECRET not in clean
    assert b"GPS" not in clean
    assert b"xmpmeta" not in clean
    published = Image.open(BytesIO(clean))
    assert set(published.getexif()) <= {ORIENTATION}
    assert not {"xmp", "XML:com.adobe.xmp", "comment", "Author", "Comment"} & set(published.info)
    assert not getattr(published, "text", {})


@pytest.mark.parametrize("name", NAMES)
def test_pixels_and_animation_do_not_change(name: str) -> None:
    """Pixels of all frames, colour profile, timing, repetition and orientation."""
    before, after = Image.open(BytesIO(IMAGES[name])), Image.open(BytesIO(strip_metadata(IMAGES[name])))
    assert decode_pixels(IMAGES[name]) == decode_pixels(strip_metadata(IMAGES[name]))
    for key in ("icc_profile", "duration", "loop", "transparency", "gamma"):
        assert after.info.get(key) == before.info.get(key), key
    assert after.getexif().get(ORIENTATION, 1) == before.getexif().get(ORIENTATION, 1)


@pytest.mark.parametrize("name", NAMES)
def test_the_size_is_the_displayed_size(name: str) -> None:
    """After rotation by the EXIF orientation."""
    displayed = ImageOps.exif_transpose(Image.open(BytesIO(IMAGES[name])))
    image = inspect_image(name, IMAGES[name])
    assert displayed is not None
    assert (image.width, image.height) == displayed.size


@pytest.mark.parametrize("name", NAMES)
def test_stripping_is_deterministic_and_idempotent(name: str) -> None:
    clean = strip_metadata(IMAGES[name])
    assert strip_metadata(IMAGES[name]) == clean
    assert strip_metadata(clean) == clean


@pytest.mark.parametrize("name", NAMES)
def test_truncated_images_are_errors(name: str) -> None:
    """At any length; a browser would show a grey area."""
    whole = strip_metadata(IMAGES[name])
    for length in {*range(12, len(whole), max(1, len(whole) // 60)), len(whole) - 1, len(whole) - 2}:
        assert "is cut off or damaged" in error_for(name, whole[:length]), length


@pytest.mark.parametrize("name", ["rgb.png", "rgb.jpg", "moving.gif", "still.webp", "moving.webp", "moving.png"])
@given(
    changes=st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=8), cut=st.integers(0)
)
def test_damaged_images_are_errors_or_stripped(name: str, changes: list[tuple[int, int]], cut: int) -> None:
    """No change to the bytes raises another exception."""
    data = bytearray(IMAGES[name])
    for offset, value in changes:
        data[offset % len(data)] = value
    damaged = bytes(data[: cut % len(data) + 1]) if cut % 3 == 0 else bytes(data)
    try:
        clean = strip_metadata(damaged)
    except ImageError:
        return
    assert strip_metadata(clean) == clean


def test_the_content_determines_the_format() -> None:
    """The file extension must match it; the message names common formats that are not published."""
    assert error_for("a.png", jpeg()) == "is named as PNG but is JPEG — rename it so that it ends with .jpg"
    unsupported = {
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>": " (SVG or other text)",
        b"<?xml version='1.0'?><svg/>": " (SVG or other text)",
        b"\0\0\0\x1cftypavif" + b"\0" * 20: " (AVIF, HEIC or a video)",
        b"II*\0" + b"\0" * 20: " (TIFF)",
        b"BM" + b"\0" * 20: " (BMP)",
        b"%PDF-1.7": " (PDF)",
        b"MZ\x90\0": "",
        b"": "",
    }
    for data, name in unsupported.items():
        wanted = f"is not an image that can be published{name} — save it as PNG, JPEG, WebP or GIF"
        assert error_for("a.png", data) == wanted


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def flat_png(width: int, height: int, pixels: bytes) -> bytes:
    """Return a greyscale PNG of any size with these pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")


def test_decompression_bombs_are_errors() -> None:
    """Small files with millions of pixels, compressed or announced."""
    assert "has 10,000,000,000 pixels, more than 40,000,000" in error_for("a.png", flat_png(100_000, 100_000, b""))
    assert "contains more pixels than its size allows" in error_for("a.png", flat_png(2, 2, b"\0" * 50_000_000))
    assert "is cut off or damaged" in error_for("a.png", flat_png(200, 200, b"\0" * 100))
    assert "has no pixels" in error_for("a.png", flat_png(0, 4, b""))
    huge = bytearray(IMAGES["moving.gif"])
    huge[6:10] = struct.pack("<HH", 65_535, 65_535)
    assert "more than 40,000,000" in error_for("a.gif", bytes(huge))
    whole = jpeg(metadata=False, progressive=True)
    scan = whole[whole.index(b"\xff\xda") : -2]
    assert "has more than 100 scans — save the image again" in error_for("a.jpg", whole[:-2] + scan * 100 + b"\xff\xd9")
    many = BytesIO()
    frames = [draw_image("P", (1000, 1000), seed) for seed in range(45)]
    frames[0].save(many, "GIF", save_all=True, append_images=frames[1:], optimize=False)
    assert "45,000,000 pixels" in error_for("a.gif", many.getvalue())


def test_files_above_the_limit_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.png"
    with file.open("wb") as sparse:
        sparse.truncate(16 * 1024 * 1024 + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("the file was read"))
    with pytest.raises(ImageError, match="is larger than 16 MiB"):
        image.read_image(file)


def test_colour_profiles_are_published() -> None:
    assert Image.open(BytesIO(strip_metadata(png()))).info["icc_profile"] == icc()
    assert Image.open(BytesIO(strip_metadata(jpeg()))).info["icc_profile"] == icc()


def test_faulty_images_are_reported_at_their_paths(tmp_path: Path) -> None:
    """Shown or linked, also by a report with other errors."""
    content = Path(shutil.copytree(LIGHTHOUSES, tmp_path / "content"))
    (content / REPORT / "punkt.png").write_bytes(b"<svg/>")
    (content / REPORT / "zwei.jpg").write_bytes(jpeg()[:300])
    report = content / f"{REPORT}.md"
    report.write_text(report.read_text("utf-8") + f"\n[Bild]({Path(REPORT).name}/zwei.jpg)\n", "utf-8")
    head, fence, body = report.read_text("utf-8").partition("\n---\n")
    report.write_text(f"{head}\nunknown: 1{fence}{body}", "utf-8")
    with pytest.raises(ArchiveError) as caught:
        load_archive(content, Urls())
    assert str(caught.value).splitlines()[1:] == [
        f"{REPORT}/punkt.png:1:1: file: is not an image that can be published (SVG or other text)"
        " — save it as PNG, JPEG, WebP or GIF",
        f"{REPORT}/zwei.jpg:1:1: file: is cut off or damaged — save or download the image again",
    ]
