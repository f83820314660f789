"""The difference between two states: each change is listed once, and the reverse difference is its inverse."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.archive import load_archive
from plugins.archive.diff import compare, diff
from plugins.archive.urls import Urls

Copy = Callable[[str], Path]
NAMES = ("2020-01-01-first-light", "2020-01-01-new-light", "2020-01-01-newest-light")


def move(content: Path, old: str, new: str, *formerly: str) -> None:
    """Rename the report `old` of 2020 to `new`, with the former names `formerly`."""
    folder = content / "reports/2020"
    text = (folder / f"{old}.md").read_text("utf-8")
    (folder / f"{old}.md").unlink()
    lines = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("formerly"))
    keys = f"formerly: [{', '.join(formerly)}]\ntags:" if formerly else "tags:"
    (folder / f"{new}.md").write_text(lines.replace("tags:", keys), "utf-8")


@given(st.dictionaries(st.text(max_size=2), st.integers(0, 2)), st.dictionaries(st.text(max_size=2), st.integers(0, 2)))
def test_values_are_compared_by_key(before: dict[str, int], after: dict[str, int]) -> None:
    """Each changed key is listed once, and the reverse comparison swaps added and removed values."""
    forward, backward = compare(before, after), compare(after, before)
    assert (forward.added, forward.removed) == (backward.removed, backward.added)
    assert len(forward.changed) == len(backward.changed)
    same = sum(1 for key in before.keys() & after.keys() if before[key] == after[key])
    assert len(forward.added) + len(forward.changed) + same == len(after)
    assert bool(forward) == (before != after)


def test_identical_states(small_site: Copy, tmp_path: Path) -> None:
    """A state does not differ from itself, and two empty folders do not differ."""
    content = small_site("lighthouses")
    assert not diff(content, content)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert not diff(tmp_path / "a", tmp_path / "b")


def test_everything_is_added(small_site: Copy, tmp_path: Path) -> None:
    """Compared to an empty folder everything is added; in reverse everything is removed and all names are lost."""
    content = small_site("lighthouses")
    archive = load_archive(content, Urls(), drafts=True)
    (tmp_path / "empty").mkdir()
    found, reverse = diff(tmp_path / "empty", content), diff(content, tmp_path / "empty")
    stems = {report.stem for report in (*archive.catalogue.reports, *archive.catalogue.withdrawn)}
    assert {change.report.stem for change in found.reports} == stems
    assert {change.kind for change in found.reports} == {"added"}
    assert {change.kind for change in reverse.reports} == {"removed"}
    assert len(found.events.added) == len(reverse.events.removed) == len(archive.catalogue.events)
    assert found.entries["actor"].added == reverse.entries["actor"].removed == tuple(archive.registry.actors.values())
    assert found.lost_names == ()
    assert stems - {r.stem for r in archive.catalogue.reports if r.status == "draft"} <= set(reverse.lost_names)


def later(content: Path) -> Path:
    """Return a copy of a content folder, for changes."""
    return Path(shutil.copytree(content, content.with_name("later")))


@pytest.mark.parametrize("formerly", [NAMES[:2], NAMES[1::-1]])
def test_renamed_twice(formerly: tuple[str, ...], small_site: Copy) -> None:
    """A report that was renamed twice is recognised by any of its former names."""
    before = small_site("small")
    after = later(before)
    move(after, NAMES[0], NAMES[2], *formerly)
    found = diff(before, after)
    (change,) = found.reports
    assert (change.kind, change.report.stem, change.former_stem) == ("renamed", NAMES[2], NAMES[0])
    assert found.lost_names == ()


def test_removed_former_name_is_lost(small_site: Copy) -> None:
    """Redirects are public addresses, so removing a former name loses it."""
    before = small_site("small")
    move(before, NAMES[0], NAMES[1], NAMES[0])
    after = later(before)
    move(after, NAMES[1], NAMES[1])
    found = diff(before, after)
    assert [(change.kind, change.keys) for change in found.reports] == [("changed", ("formerly",))]
    assert found.lost_names == (NAMES[0],)


def test_unreadable_report_is_not_compared(small_site: Copy) -> None:
    """A report that is unreadable in one state is listed as not compared, and not as lost."""
    before = small_site("small")
    after = later(before)
    (after / f"reports/2020/{NAMES[0]}.md").write_text("---\ntitle: [\n---\n", "utf-8")
    for found in (diff(before, after), diff(after, before)):
        assert (found.reports, found.lost_names) == ((), ())
        assert found.not_compared == (f"reports/2020/{NAMES[0]}.md",)
        assert found


def test_changed_attachment(small_site: Copy) -> None:
    """Attachments are compared by their bytes."""
    before = small_site("lighthouses")
    after = later(before)
    (file,) = after.rglob("messwerte.csv")
    file.write_text("other\n", "utf-8")
    assert diff(before, after).files.changed == (file.relative_to(after).as_posix(),)
