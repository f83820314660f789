"""The image cache: only changed images are read again, and a damaged cache is not used."""

import os
from pathlib import Path

import pytest

from plugins.archive.images import Image, ImageError, read_image
from plugins.engine.cache import image_cache
from plugins.engine.cache.image_cache import ImageCache
from tests.archive.images.samples import jpeg, png


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list of the names of the images that are read from now on."""
    names: list[str] = []

    def record(file: Path) -> Image:
        names.append(file.name)
        return read_image(file)

    monkeypatch.setattr(image_cache, "read_image", record)
    return names


def read_widths(folder: Path, *names: str, version: str = "1") -> list[int]:
    """Read images as a build does; return their widths."""
    cache = ImageCache(folder / "cache", version)
    widths = [cache.read(folder / name).width for name in names]
    cache.save()
    return widths


def test_only_changed_images_are_read(tmp_path: Path, read: list[str]) -> None:
    """An image is read once, and again if its bytes change, even with the old times and the old size."""
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(png())
    assert read_widths(tmp_path, "a.png", "b.png") == read_widths(tmp_path, "a.png", "b.png") == [24, 24]
    assert read == ["a.png", "b.png"]
    times = (tmp_path / "a.png").stat()
    (tmp_path / "a.png").write_bytes(png("L").ljust(times.st_size, b"\0")[: times.st_size])
    os.utime(tmp_path / "a.png", ns=(times.st_atime_ns, times.st_mtime_ns))
    read_widths(tmp_path, "a.png", "b.png")
    assert read == ["a.png", "b.png", "a.png"]


def test_other_code_reads_again(tmp_path: Path, read: list[str]) -> None:
    """The cache of another version is not used, and neither is a damaged one."""
    (tmp_path / "a.png").write_bytes(png())
    read_widths(tmp_path, "a.png")
    read_widths(tmp_path, "a.png", version="2")
    (tmp_path / "cache").write_bytes(b"x" + (tmp_path / "cache").read_bytes())
    read_widths(tmp_path, "a.png", version="2")
    assert read == ["a.png"] * 3


def test_rejected_image_is_rejected_again(tmp_path: Path, read: list[str]) -> None:
    """An image that can't be published gives a message in every build."""
    (tmp_path / "a.jpg").write_bytes(jpeg()[:200])
    for _ in range(2):
        with pytest.raises(ImageError):
            read_widths(tmp_path, "a.jpg")
    assert read == ["a.jpg", "a.jpg"]
