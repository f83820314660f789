"""Pictures: which are published, what of them is, and that they look as they did."""

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


def refusal(name: str, data: bytes) -> str:
    """Return why a picture is refused, and what is to be done."""
    with pytest.raises(ImageError) as caught:
        inspect_image(name, data)
    return f"{caught.value} — {caught.value.remedy}"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_its_maker_is_published(name: str) -> None:
    """EXIF with its position, XMP, comments, texts and what follows the end stay behind, whatever the format."""
    data = IMAGES[name]
    assert SECRET in data
    clean = strip_metadata(data)
    assert SECRET not in clean
    assert b"GPS" not in clean
    assert b"xmpmeta" not in clean
    picture = Image.open(BytesIO(clean))
    assert set(picture.getexif()) <= {ORIENTATION}
    assert not {"xmp", "XML:com.adobe.xmp", "comment", "Author", "Comment"} & set(picture.info)
    assert not getattr(picture, "text", {})


@pytest.mark.parametrize("name", NAMES)
def test_it_looks_as_it_did(name: str) -> None:
    """Every pixel of every frame is what it was, and so are timing, repetition and colours."""
    before, after = Image.open(BytesIO(IMAGES[name])), Image.open(BytesIO(strip_metadata(IMAGES[name])))
    assert decode_pixels(IMAGES[name]) == decode_pixels(strip_metadata(IMAGES[name]))
    for key in ("icc_profile", "duration", "loop", "transparency", "gamma"):
        assert after.info.get(key) == before.info.get(key), key
    assert after.getexif().get(ORIENTATION, 1) == before.getexif().get(ORIENTATION, 1)


@pytest.mark.parametrize("name", NAMES)
def test_its_size_is_that_on_the_screen(name: str) -> None:
    """The size is that of the picture as it is shown: one lying on its side is measured upright."""
    shown = ImageOps.exif_transpose(Image.open(BytesIO(IMAGES[name])))
    found = inspect_image(name, IMAGES[name])
    assert shown is not None
    assert (found.width, found.height) == shown.size


@pytest.mark.parametrize("name", NAMES)
def test_publishing_is_the_same_each_time(name: str) -> None:
    """The same picture gives the same bytes, and a clean one is published as it is."""
    clean = strip_metadata(IMAGES[name])
    assert strip_metadata(IMAGES[name]) == clean
    assert strip_metadata(clean) == clean


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_that_is_cut_off_is_refused(name: str) -> None:
    """Wherever the rest of a picture is missing, it is refused and not published with a grey lower half."""
    whole = strip_metadata(IMAGES[name])
    for length in {*range(12, len(whole), max(1, len(whole) // 60)), len(whole) - 1, len(whole) - 2}:
        assert "is cut off or damaged" in refusal(name, whole[:length]), length


@pytest.mark.parametrize("name", ["rgb.png", "rgb.jpg", "moving.gif", "still.webp", "moving.webp", "moving.png"])
@given(
    places=st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=8), cut=st.integers(0)
)
def test_a_damaged_picture_is_refused_or_published(name: str, places: list[tuple[int, int]], cut: int) -> None:
    """Whatever is done to a picture's bytes, it is refused with a message or made clean; nothing crashes."""
    data = bytearray(IMAGES[name])
    for place, value in places:
        data[place % len(data)] = value
    damaged = bytes(data[: cut % len(data) + 1]) if cut % 3 == 0 else bytes(data)
    try:
        clean = strip_metadata(damaged)
    except ImageError:
        return
    assert strip_metadata(clean) == clean


def test_content_tells_the_type() -> None:
    """What a picture is called must be what it is; and what is none is named for what it is."""
    assert refusal("a.png", jpeg()) == "is named as PNG but is JPEG — rename it so that it ends with .jpg"
    foreign = {
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>": " (SVG or other text)",
        b"<?xml version='1.0'?><svg/>": " (SVG or other text)",
        b"\0\0\0\x1cftypavif" + b"\0" * 20: " (AVIF, HEIC or a video)",
        b"II*\0" + b"\0" * 20: " (TIFF)",
        b"BM" + b"\0" * 20: " (BMP)",
        b"%PDF-1.7": " (PDF)",
        b"MZ\x90\0": "",
        b"": "",
    }
    for data, words in foreign.items():
        wanted = f"is not an image that can be published{words} — save it as PNG, JPEG, WebP or GIF"
        assert refusal("a.png", data) == wanted


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def flat_png(width: int, height: int, pixels: bytes) -> bytes:
    """Return a grey PNG of any size that says it holds these pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")


def test_bombs_are_refused() -> None:
    """A few bytes that would become millions of pixels are refused, unpacked or not."""
    assert "has 10,000,000,000 pixels, more than 40,000,000" in refusal("a.png", flat_png(100_000, 100_000, b""))
    assert "contains more pixels than its size allows" in refusal("a.png", flat_png(2, 2, b"\0" * 50_000_000))
    assert "is cut off or damaged" in refusal("a.png", flat_png(200, 200, b"\0" * 100))
    assert "has no pixels" in refusal("a.png", flat_png(0, 4, b""))
    huge = bytearray(IMAGES["moving.gif"])
    huge[6:10] = struct.pack("<HH", 65_535, 65_535)
    assert "more than 40,000,000" in refusal("a.gif", bytes(huge))
    whole = jpeg(told=False, progressive=True)
    scan = whole[whole.index(b"\xff\xda") : -2]
    assert "has more than 100 scans — save the image again" in refusal("a.jpg", whole[:-2] + scan * 100 + b"\xff\xd9")
    many = BytesIO()
    frames = [draw_image("P", (1000, 1000), seed) for seed in range(45)]
    frames[0].save(many, "GIF", save_all=True, append_images=frames[1:], optimize=False)
    assert "45,000,000 pixels" in refusal("a.gif", many.getvalue())


def test_a_large_file_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beyond the limit is refused by its size alone."""
    file = tmp_path / "a.png"
    with file.open("wb") as sparse:
        sparse.truncate(16 * 1024 * 1024 + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("it was read"))
    with pytest.raises(ImageError, match="is larger than 16 MiB"):
        image.read_image(file)


def test_colours_stay() -> None:
    """The profile of colours is the one thing kept that is no pixel."""
    assert Image.open(BytesIO(strip_metadata(png()))).info["icc_profile"] == icc()
    assert Image.open(BytesIO(strip_metadata(jpeg()))).info["icc_profile"] == icc()


def test_every_faulty_picture_is_named(tmp_path: Path) -> None:
    """A picture that can't be published is told at its own path, shown or linked, and by a faulty report too."""
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
