"""Picture records: only changed pictures are looked at again, and what is kept is never trusted too far."""

import os
from pathlib import Path

import pytest

from plugins.archive.images import Image, ImageError, read_image
from plugins.engine.cache import image_cache
from plugins.engine.cache.image_cache import ImageCache
from tests.archive.images.samples import jpeg, png


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the pictures that are looked at from here on."""
    names: list[str] = []

    def look(file: Path) -> Image:
        names.append(file.name)
        return read_image(file)

    monkeypatch.setattr(image_cache, "read_image", look)
    return names


def looked_at(folder: Path, *names: str, version: str = "1") -> list[int]:
    """Look at pictures as a build does; return their widths."""
    records = ImageCache(folder / "kept", version)
    widths = [records.read(folder / name).width for name in names]
    records.save()
    return widths


def test_only_a_changed_picture_is_looked_at(tmp_path: Path, looks: list[str]) -> None:
    """A picture is looked at once, and again when its bytes change, even under its old times and its old size."""
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(png())
    assert looked_at(tmp_path, "a.png", "b.png") == looked_at(tmp_path, "a.png", "b.png") == [24, 24]
    assert looks == ["a.png", "b.png"]
    times = (tmp_path / "a.png").stat()
    (tmp_path / "a.png").write_bytes(png("L").ljust(times.st_size, b"\0")[: times.st_size])
    os.utime(tmp_path / "a.png", ns=(times.st_atime_ns, times.st_mtime_ns))
    looked_at(tmp_path, "a.png", "b.png")
    assert looks == ["a.png", "b.png", "a.png"]


def test_other_code_looks_again(tmp_path: Path, looks: list[str]) -> None:
    """What another version of the program found counts for nothing, nor does a damaged record."""
    (tmp_path / "a.png").write_bytes(png())
    looked_at(tmp_path, "a.png")
    looked_at(tmp_path, "a.png", version="2")
    (tmp_path / "kept").write_bytes(b"x" + (tmp_path / "kept").read_bytes())
    looked_at(tmp_path, "a.png", version="2")
    assert looks == ["a.png"] * 3


def test_a_refused_picture_is_refused_again(tmp_path: Path, looks: list[str]) -> None:
    """A picture that can't be published gives its message in every build."""
    (tmp_path / "a.jpg").write_bytes(jpeg()[:200])
    for _ in range(2):
        with pytest.raises(ImageError):
            looked_at(tmp_path, "a.jpg")
    assert looks == ["a.jpg", "a.jpg"]
