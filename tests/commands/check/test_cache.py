"""The cache of a check: the check finds the same problems with it as without it."""

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
from plugins.commands.check.check import check_archive
from plugins.engine.cache import image_cache, report_cache
from plugins.engine.cache.build_state import cache_dir_of
from tests.archive.test_sites import INVALID, SITES, lay_over

Copy = Callable[[str], Path]
LIT = "reports/2020/2020-01-01-first-light.md"


def problems_without_cache(content: Path) -> list[Problem]:
    """Return the problems of an archive without a cache."""
    problems: list[Problem] = []
    examined = inspect_archive(content, Urls(), problems)
    return sorted(
        {
            *problems,
            *find_warnings(
                examined.parsed.reports,
                examined.pages,
                examined.context.folder,
                examined.context.registry,
                examined.boundaries,
            ),
        }
    )


def problems_with_cache(content: Path) -> list[Problem]:
    """Return the problems of an archive as the check command finds them."""
    return check_archive(content).problems


def cache_file(content: Path) -> Path:
    """Return the file in which the checks of an archive cache reports."""
    return cache_dir_of(build.CACHE_ROOT, content, content) / "reports"


def change(content: Path, path: str, old: str, new: str) -> None:
    """Replace words in a file of an archive."""
    text = (content / path).read_text("utf-8")
    assert old in text
    (content / path).write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list of the paths of the reports that are parsed from now on."""
    paths: list[str] = []

    def record(path: str, *rest: object) -> object:
        paths.append(path)
        return document.read_report(path, *rest)  # type: ignore[arg-type]  # passed on unchanged

    monkeypatch.setattr(report_cache, "read_report", record)
    return paths


@pytest.mark.parametrize("name", INVALID)
def test_check_finds_the_same_with_and_without_a_cache(name: str, small_site: Copy) -> None:
    """The cache may be empty, or be that of the valid archive or of the invalid one."""
    content = small_site("small")
    assert problems_with_cache(content) == []
    lay_over(content, SITES / "invalid" / name)
    expected = problems_without_cache(content)
    assert problems_with_cache(content) == expected
    assert problems_with_cache(content) == expected
    shutil.rmtree(cache_file(content).parent, ignore_errors=True)
    assert problems_with_cache(content) == expected


def test_only_changed_reports_are_parsed(small_site: Copy, read: list[str]) -> None:
    """A report is parsed again only if its bytes change, or while it has errors."""
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
    assert read == [], "the old bytes are in the cache"


def test_unchanged_reports_are_checked_against_a_changed_registry(small_site: Copy) -> None:
    """The check finds ids that were removed, and that they are known again when they are back."""
    content = small_site("small")
    before = (content / "registry/tags.yaml").read_text("utf-8")
    assert problems_with_cache(content) == []
    change(content, "registry/tags.yaml", "fog", "mist")
    assert [problem.field for problem in problems_with_cache(content)] == ["tags[1]"]
    assert [problem.field for problem in problems_with_cache(content)] == ["tags[1]"]
    (content / "registry/tags.yaml").write_text(before, "utf-8")
    assert problems_with_cache(content) == []


def test_warnings_are_cached(small_site: Copy) -> None:
    """A warning about an unchanged report is given by each check."""
    content = small_site("small")
    change(content, LIT, "    date: 2020-01-01", "    date: 2021-01-01")
    change(content, LIT, "title: F", "series: logbook\ntitle: F")
    change(content, LIT, "series: logbook\nauthors", "authors")
    fields = [(problem.field, problem.severity) for problem in check_archive(content).problems]
    assert fields == [("title", "warning"), ("events[1].date", "warning")]
    assert [(problem.field, problem.severity) for problem in check_archive(content).problems] == fields


@pytest.mark.parametrize("damage", ["cut", "flip", "foreign", "empty", "folder"])
def test_damaged_cache_is_not_used(damage: str, small_site: Copy) -> None:
    """The check finds the same problems if the file is truncated, altered, empty or of another format."""
    content = small_site("small")
    assert problems_with_cache(content) == []
    file = cache_file(content)
    data = file.read_bytes()
    if damage == "folder":
        file.unlink()
        file.mkdir()
    else:
        flipped = data[:100] + bytes([data[100] ^ 1]) + data[101:]
        file.write_bytes({"cut": data[:-9], "flip": flipped, "foreign": b"SQLite format 3\0" * 9, "empty": b""}[damage])
    change(content, "registry/tags.yaml", "fog", "mist")
    expected = problems_without_cache(content)
    assert len(expected) == 1
    assert problems_with_cache(content) == expected
    assert problems_with_cache(content) == expected


def test_cache_of_another_version_is_not_used(
    small_site: Copy, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version of the code parses every report again."""
    content = small_site("small")
    check_archive(content)
    monkeypatch.setattr("plugins.commands.check.check.program_digest", lambda: "another")
    read.clear()
    check_archive(content)
    assert read == [LIT]


def test_check_works_without_a_writable_cache(small_site: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """All problems are found."""
    content = small_site("small")
    monkeypatch.setattr(build, "CACHE_ROOT", content / "site.yaml")
    change(content, LIT, "fog", "frog")
    assert [problem.field for problem in check_archive(content).problems] == ["tags[1]"]


def test_images_are_read_once(small_site: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """An image is read again only if it changes; a corrupt one is read by each check."""
    content = small_site("lighthouses")
    seen: list[str] = []

    def record(file: Path) -> object:
        seen.append(file.name)
        return image.read_image(file)

    monkeypatch.setattr(image_cache, "read_image", record)
    assert check_archive(content).problems == []
    assert check_archive(content).problems == []
    assert seen == ["punkt.png"]
    (picture,) = content.rglob("punkt.png")
    picture.write_bytes(b"no picture")
    for _ in range(2):
        assert [problem.severity for problem in check_archive(content).problems] == ["error"]
    assert seen == ["punkt.png"] * 3


def test_workers_parse_many_reports(small_site: Copy) -> None:
    """Every problem is found, and the next check finds the same from the cache."""
    content = small_site("small")
    text = (content / LIT).read_text("utf-8").replace("series: logbook\n", "")
    for number in range(report_cache.MIN_PARALLEL + 9):
        tags = "tags: [frog]" if number % 9 == 0 else "tags: [fog]"
        (content / f"reports/2020/2020-01-01-light-{number}.md").write_text(text.replace("tags: [fog]", tags), "utf-8")
    found = problems_with_cache(content)
    assert len(found) == 9
    assert found == problems_without_cache(content)
    assert problems_with_cache(content) == found
