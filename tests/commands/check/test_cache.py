"""Records of a check: it finds the same with them as without, whatever became of the files and of them."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.archive import document
from plugins.archive.archive import inspect_archive
from plugins.archive.checks.warnings import find_warnings
from plugins.archive.images import image
from plugins.archive.problems import Problem
from plugins.archive.urls import Urls
from plugins.commands import build
from plugins.commands.check import cache
from plugins.commands.check.check import check_archive
from plugins.engine.cache import image_cache
from plugins.engine.cache.build_state import cache_dir_of
from tests.archive.test_sites import INVALID, SITES, lay_over

Copy = Callable[[str], Path]
LIT = "reports/2020/2020-01-01-first-light.md"


def without(content: Path) -> list[Problem]:
    """Return the problems of an archive as they are found with nothing kept, the order of keys aside."""
    problems: list[Problem] = []
    examined = inspect_archive(content, Urls(), problems)
    return sorted({*problems, *find_warnings(examined.parsed.reports, examined.context.folder)})


def with_records(content: Path) -> list[Problem]:
    """Return the problems of an archive as a check with records finds them, the order of keys aside."""
    return [problem for problem in check_archive(content).problems if "the order of the keys" not in problem.what]


def records_of(content: Path) -> Path:
    """Return the file in which the checks of an archive keep what they found."""
    return cache_dir_of(build.CACHE_ROOT, content, content) / "check"


def change(content: Path, path: str, old: str, new: str) -> None:
    """Replace words in a file of an archive."""
    text = (content / path).read_text("utf-8")
    assert old in text
    (content / path).write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list that fills with the paths of the reports that are read."""
    paths: list[str] = []

    def noting(path: str, *rest: object) -> object:
        paths.append(path)
        return document.read_report(path, *rest)  # type: ignore[arg-type]  # what came is passed on

    monkeypatch.setattr(cache, "read_report", noting)
    return paths


@pytest.mark.parametrize("name", INVALID)
def test_the_same_with_and_without(name: str, small_site: Copy) -> None:
    """From nothing, from the records of the valid archive, and from its own, a check finds what a build finds."""
    content = small_site("small")
    assert with_records(content) == []
    lay_over(content, SITES / "invalid" / name)
    expected = without(content)
    assert with_records(content) == expected
    assert with_records(content) == expected
    shutil.rmtree(records_of(content).parent, ignore_errors=True)
    assert with_records(content) == expected


def test_only_what_changed_is_read(small_site: Copy, read: list[str]) -> None:
    """A report is read once for as long as its bytes stay; a faulty one every time; others when they change."""
    content = small_site("lighthouses")
    check_archive(content)
    assert len(read) == 5
    read.clear()
    check_archive(content)
    assert read == []
    storm = "reports/2019/2019-11-02-sturm-am-nordsund.md"
    change(content, storm, "title:", "titel:")
    for _ in range(2):
        assert len(check_archive(content).problems) >= 1
    assert read == [storm, storm]
    read.clear()
    change(content, storm, "titel:", "title:")
    os.utime(content / "reports/2020/2020-01-15-migdalor.md", (1, 1))
    assert check_archive(content).problems == []
    assert read == [storm]


def test_another_registry(small_site: Copy) -> None:
    """What unchanged reports name is looked up anew in a registry that changed, and in one that changed back."""
    content = small_site("small")
    before = (content / "registry/tags.yaml").read_text("utf-8")
    assert with_records(content) == []
    change(content, "registry/tags.yaml", "fog", "mist")
    assert [problem.field for problem in with_records(content)] == ["tags[1]"]
    assert [problem.field for problem in with_records(content)] == ["tags[1]"]
    (content / "registry/tags.yaml").write_text(before, "utf-8")
    assert with_records(content) == []


def test_warnings_last(small_site: Copy) -> None:
    """A warning about a report that is not read again is told again."""
    content = small_site("small")
    change(content, LIT, "    date: 2020-01-01", "    date: 2021-01-01")
    change(content, LIT, "title: F", "series: logbook\ntitle: F")
    change(content, LIT, "series: logbook\nauthors", "authors")
    fields = [(problem.field, problem.severity) for problem in check_archive(content).problems]
    assert fields == [("title", "warning"), ("events[1].date", "warning")]
    assert [(problem.field, problem.severity) for problem in check_archive(content).problems] == fields


@pytest.mark.parametrize("damage", ["cut", "flip", "foreign", "empty", "folder"])
def test_damaged_records(damage: str, small_site: Copy) -> None:
    """Records that are cut off, altered, or not ours are as none: the check finds what it finds without."""
    content = small_site("small")
    assert with_records(content) == []
    file = records_of(content)
    data = file.read_bytes()
    if damage == "folder":
        file.unlink()
        file.mkdir()
    else:
        flipped = data[:100] + bytes([data[100] ^ 1]) + data[101:]
        file.write_bytes({"cut": data[:-9], "flip": flipped, "foreign": b"SQLite format 3\0" * 9, "empty": b""}[damage])
    change(content, "registry/tags.yaml", "fog", "mist")
    expected = without(content)
    assert len(expected) == 1
    assert with_records(content) == expected
    assert with_records(content) == expected


def test_another_version_of_the_program(small_site: Copy, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version found is not believed."""
    content = small_site("small")
    check_archive(content)
    monkeypatch.setattr("plugins.commands.check.check.program_digest", lambda: "another")
    read.clear()
    check_archive(content)
    assert read == [LIT]


def test_nowhere_to_keep_it(small_site: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be kept, the check still tells all."""
    content = small_site("small")
    monkeypatch.setattr(build, "CACHE_ROOT", content / "site.yaml")
    change(content, LIT, "fog", "frog")
    assert [problem.field for problem in check_archive(content).problems] == ["tags[1]"]


def test_pictures_are_looked_at_once(small_site: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture is taken apart when it is new or changed only; a broken one every time."""
    content = small_site("lighthouses")
    seen: list[str] = []

    def noting(file: Path) -> object:
        seen.append(file.name)
        return image.read_image(file)

    monkeypatch.setattr(image_cache, "read_image", noting)
    assert check_archive(content).problems == []
    assert check_archive(content).problems == []
    assert seen == ["punkt.png"]
    (picture,) = content.rglob("punkt.png")
    picture.write_bytes(b"no picture")
    for _ in range(2):
        assert [problem.severity for problem in check_archive(content).problems] == ["error"]
    assert seen == ["punkt.png"] * 3


def test_many_reports_are_read_by_workers(small_site: Copy) -> None:
    """However many are read at once, each problem is found, and each report is kept."""
    content = small_site("small")
    text = (content / LIT).read_text("utf-8").replace("series: logbook\n", "")
    for number in range(cache.MIN_PARALLEL + 9):
        tags = "tags: [frog]" if number % 9 == 0 else "tags: [fog]"
        (content / f"reports/2020/2020-01-01-light-{number}.md").write_text(text.replace("tags: [fog]", tags), "utf-8")
    found = with_records(content)
    assert len(found) == 9
    assert found == without(content)
    assert with_records(content) == found
