"""Smaller pictures: they look like the picture, tell nothing more, and whatever breaks a decoder breaks no build."""

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
from tests.archive_builder import TestArchive, matches_clean_build

REPORT = "reports/2019/2019-11-02-sturm-am-nordsund"
ENDINGS = {"JPEG": "a.jpg", "PNG": "a.png", "WEBP": "a.webp"}


def photo(mode: str = "RGB", size: tuple[int, int] = (1000, 600)) -> Image.Image:
    """Return a picture with as many colours as a photo, none of whose parts is like another."""
    noise = random.Random(1).randbytes(40 * 24 * 3)
    return Image.frombytes("RGB", (40, 24), noise).resize(size, Image.Resampling.BICUBIC).convert(mode)


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    data = io.BytesIO()
    picture.save(data, kind, **options)
    return data.getvalue()


def made(data: bytes, kind: str) -> dict[int, bytes]:
    """Return the smaller ones of a picture, as a build makes them."""
    return resize_image(data, inspect_image(ENDINGS[kind], data))


def likeness(one: Image.Image, other: Image.Image) -> int:
    """Return how much two pictures differ at the most, in shades of 255, looked at from far away."""
    small, large = (picture.convert("L").resize((40, 40), Image.Resampling.BOX) for picture in (one, other))
    return max(ImageChops.difference(small, large).tobytes())


@pytest.mark.parametrize("kind", list(ENDINGS))
@pytest.mark.parametrize("orientation", [1, 6])
def test_upright_and_silent(kind: str, orientation: int) -> None:
    """A smaller one shows the same, upright, in the same colours' profile, and says nothing of who made the picture."""
    profile = icc()
    whole = saved(photo(), kind, exif=exif(orientation), icc_profile=profile)
    shown = ImageOps.exif_transpose(Image.open(io.BytesIO(whole)))
    found = made(whole, kind)
    assert list(found) == [width for width in (480, 960) if width < shown.width]
    for width, data in found.items():
        small = Image.open(io.BytesIO(data))
        assert small.size == (width, round(shown.height * width / shown.width))
        assert small.format == kind
        assert small.info["icc_profile"] == profile
        assert likeness(small, shown) < 24
        assert SECRET not in data
        assert dict(small.getexif()) == {}
        assert strip_metadata(data) == data


def test_what_shines_through_still_does() -> None:
    """Transparency stays, of a palette too, and what a PNG says of its colours is taken over to the bit."""
    ground = photo("RGBA")
    ground.putalpha(Image.linear_gradient("L").resize(ground.size))
    words = PngImagePlugin.PngInfo()
    words.add(b"gAMA", (60_000).to_bytes(4, "big"))
    whole = saved(ground, "PNG", pnginfo=words)
    small = made(whole, "PNG")[480]
    assert (60_000).to_bytes(4, "big") in small[: small.index(b"IDAT")]
    alpha = Image.open(io.BytesIO(small)).getchannel("A")
    assert likeness(alpha, ground.getchannel("A")) < 8
    palette = saved(photo("P"), "PNG", transparency=3)
    assert Image.open(io.BytesIO(made(palette, "PNG")[480])).mode == "RGBA"


def test_lines_stay_sharp() -> None:
    """Of a WebP without loss the smaller ones are without loss too."""
    whole = saved(photo(), "WEBP", lossless=True, icc_profile=icc())
    assert b"VP8L" in made(whole, "WEBP")[480]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.gif", gif(frames=1)),
        ("a.png", saved(photo(size=(480, 300)), "PNG")),
        ("a.jpg", saved(photo("CMYK"), "JPEG")),
        ("a.png", saved(draw_image("I;16", (600, 90)), "PNG")),
        ("a.png", saved(photo(size=(600, 90)), "PNG", save_all=True, append_images=[photo("L", (600, 90))])),
        ("a.webp", saved(photo(size=(600, 90)), "WEBP", save_all=True, append_images=[photo("L", (600, 90))])),
    ],
    ids=["gif", "small", "cmyk", "deep", "moving-png", "moving-webp"],
)
def test_some_have_one_size(name: str, data: bytes) -> None:
    """What moves, is small already, or has colours that could not be kept, is shown as it is, without a complaint."""
    assert resize_image(data, inspect_image(name, data)) == {}


def test_the_same_bytes() -> None:
    """The same picture gives the same smaller ones."""
    whole = saved(photo(), "JPEG")
    assert made(whole, "JPEG") == made(whole, "JPEG")


def broken() -> bytes:
    """Return a PNG of a sound structure, with as much data as it should have, whose rows are filtered by no filter."""
    head = struct.pack(">IIBBBBB", 1000, 600, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\x09" + bytes(3000)) * 600)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    pieces = (struct.pack(">I", len(x)) + kind + x + struct.pack(">I", zlib.crc32(kind + x)) for kind, x in parts)
    return SIGNATURE + b"".join(pieces)


def test_a_lying_header() -> None:
    """A picture that says it is larger than its data has the size that it says, in the smaller ones too."""
    whole = bytearray(saved(photo(), "JPEG"))
    place = whole.index(b"\xff\xc0") + 5
    whole[place : place + 4] = b"\x07\xd0\x07\xd0"  # 2000 by 2000
    assert {Image.open(io.BytesIO(data)).size for data in made(bytes(whole), "JPEG").values()} == {
        (480, 480),
        (960, 960),
        (1440, 1440),
    }


def test_what_can_not_be_decoded_is_told() -> None:
    """Pixels that are none are found by the decoder alone; that ends, and we know."""
    with pytest.raises(ImageError, match="can't be decoded"):
        made(broken(), "PNG")


@pytest.fixture
def cage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Return a function that puts a line into the cage, before another: what a picture made of its decoder."""

    def alter(before: str, line: str) -> None:
        text = resize.SANDBOX.read_text("utf-8").replace("SECONDS = 30", "SECONDS = 1")
        assert text.count(before) == 1
        indent = text[: text.index(before)].rpartition("\n")[2]
        (tmp_path / "cage.py").write_text(text.replace(before, f"{line}\n{indent}{before}"), "utf-8")
        monkeypatch.setattr(resize, "SANDBOX", tmp_path / "cage.py")

    return alter


CONFINED = "for data in resized(sys.stdin"
GIVEN = "sys.stdout.buffer.write("


def test_a_line_alone_alters_nothing(cage: Callable[[str, str], None]) -> None:
    """What follows is found by what the lines do, not by their being there."""
    whole = saved(photo(), "JPEG")
    wanted = made(whole, "JPEG")
    for place in (CONFINED, GIVEN):
        cage(place, "pass")
        assert made(whole, "JPEG") == wanted


@pytest.mark.parametrize(
    ("before", "line"),
    [
        (CONFINED, "taken = bytes(MEMORY_BYTES)"),
        (CONFINED, "while True: pass"),
        (CONFINED, "open('/etc/hostname')"),
        (CONFINED, "import socket; socket.socket()"),
        (CONFINED, "import os; assert len(os.environ) > 1  # some systems add how text is encoded"),
        (CONFINED, "widths = widths[1:]"),
        (GIVEN, "data = bytes(max_bytes + 1)"),
        (GIVEN, "data = Image.open('x')"),
        (GIVEN, "data = data[:-9]"),
        (GIVEN, "data = b''"),
    ],
)
def test_a_broken_decoder_breaks_nothing(before: str, line: str, cage: Callable[[str, str], None]) -> None:
    """Whatever a decoder does that a picture took over, the cage holds it, and all that it gives is looked at."""
    cage(before, line)
    with pytest.raises(ImageError):
        made(saved(photo(), "JPEG"), "JPEG")


def test_what_a_decoder_adds_is_left_out(cage: Callable[[str, str], None]) -> None:
    """What comes out of the cage is published as a stranger's picture is: without words."""
    cage(GIVEN, "data += b'" + SECRET.decode().replace("'", "\\'") + "'")
    assert SECRET not in made(saved(photo(), "JPEG"), "JPEG")[480]


def test_where_there_are_no_limits_nothing_is_decoded(cage: Callable[[str, str], None]) -> None:
    """On a system that does not let a process confine itself a picture has one size, and that is no fault of its."""
    cage("drop_privileges(max_bytes)\n", "raise ValueError")
    assert made(saved(photo(), "JPEG"), "JPEG") == {}


def test_the_cage_is_alone() -> None:
    """What runs in it imports nothing of the project, which would have to be read before it is closed."""
    assert "plugins" not in resize.SANDBOX.read_text("utf-8")


@pytest.fixture
def pictured(tmp_path: Path) -> TestArchive:
    """Return an archive that shows one large picture, built once."""
    archive = TestArchive(tmp_path)
    shutil.copytree(Path(__file__).parents[2] / "sites/valid/lighthouses", archive.content)
    (archive.content / REPORT / "punkt.png").write_bytes(saved(photo(size=(600, 400)), "PNG"))
    archive.build()
    return archive


def page(archive: TestArchive) -> str:
    return (archive.output / "reports/2019-11-02-sturm-am-nordsund/index.html").read_text("utf-8")


def test_a_build_makes_them_once(pictured: TestArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages offer the smaller ones, which are there; nothing is decoded again, until the picture is another."""
    assert 'srcset="/pictures/480/2019-11-02-sturm-am-nordsund/punkt.png 480w, ' in page(pictured)
    file = pictured.output / "pictures/480/2019-11-02-sturm-am-nordsund/punkt.png"
    assert Image.open(file).size == (480, 320)
    asked: list[bytes] = []
    decode = resize._run_sandboxed

    def noted(data: bytes, kind: str, widths: list[int]) -> bytes:
        asked.append(data)
        return decode(data, kind, widths)

    monkeypatch.setattr(resize, "_run_sandboxed", noted)
    pictured.change(f"{REPORT}.md", "Ein grauer Punkt", "Ein Punkt")
    pictured.build()
    assert asked == []
    (pictured.content / REPORT / "punkt.png").write_bytes(saved(photo("L", (600, 400)), "PNG"))
    assert "pictures/480/2019-11-02-sturm-am-nordsund/punkt.png" in pictured.build()
    assert len(asked) == 1
    assert matches_clean_build(pictured)


def test_damage_is_mended(pictured: TestArchive) -> None:
    """A kept picture that was damaged is made again, one that is gone too; what no report shows is kept no longer."""
    for damage in (lambda file: file.write_bytes(b"x"), Path.unlink):
        for file in (pictured.cache_dir / "sizes").glob("*-*"):
            damage(file)
        shutil.rmtree(pictured.output)
        pictured.build()
        assert matches_clean_build(pictured)
    (pictured.content / REPORT / "punkt.png").write_bytes(saved(photo(size=(100, 60)), "PNG"))
    pictured.build()
    assert [file.name for file in (pictured.cache_dir / "sizes").iterdir()] == ["index"]
    assert "srcset" not in page(pictured)


def test_a_picture_that_breaks_its_decoder_is_published_as_it_is(pictured: TestArchive) -> None:
    """The build goes on with the picture alone, and warns, each time."""
    (pictured.content / REPORT / "punkt.png").write_bytes(broken())
    pictured.build()
    assert (pictured.output / "reports/2019-11-02-sturm-am-nordsund/punkt.png").read_bytes() == strip_metadata(broken())
    assert "srcset" not in page(pictured)
