"""The difference between two states of an archive: each change once, and in reverse the reverse."""

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
    """Rename the report `old` of 2020, which then says that it bore the names `formerly`."""
    folder = content / "reports/2020"
    text = (folder / f"{old}.md").read_text("utf-8")
    (folder / f"{old}.md").unlink()
    kept = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("formerly"))
    said = f"formerly: [{', '.join(formerly)}]\ntags:" if formerly else "tags:"
    (folder / f"{new}.md").write_text(kept.replace("tags:", said), "utf-8")


@given(st.dictionaries(st.text(max_size=2), st.integers(0, 2)), st.dictionaries(st.text(max_size=2), st.integers(0, 2)))
def test_values_are_split_by_key(before: dict[str, int], after: dict[str, int]) -> None:
    """Each key stands in one part at the most, none that is the same in any, and the reverse is the reverse."""
    there, back = compare(before, after), compare(after, before)
    assert (there.added, there.removed) == (back.removed, back.added)
    assert len(there.changed) == len(back.changed)
    same = sum(1 for key in before.keys() & after.keys() if before[key] == after[key])
    assert len(there.added) + len(there.changed) + same == len(after)
    assert bool(there) == (before != after)


def test_the_same_state(small_site: Copy, tmp_path: Path) -> None:
    """A state has nothing otherwise than itself, and an empty folder than another."""
    content = small_site("lighthouses")
    assert not diff(content, content)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert not diff(tmp_path / "a", tmp_path / "b")


def test_everything_is_new(small_site: Copy, tmp_path: Path) -> None:
    """Beside nothing all of an archive is new, and in reverse all of it is gone and all its addresses lost."""
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
    """Return a copy of a content folder, to make changes in."""
    return Path(shutil.copytree(content, content.with_name("later")))


@pytest.mark.parametrize("formerly", [NAMES[:2], NAMES[1::-1]])
def test_a_name_before_the_last(formerly: tuple[str, ...], small_site: Copy) -> None:
    """A report that was renamed twice between two states is found by any name that it names."""
    before = small_site("small")
    after = later(before)
    move(after, NAMES[0], NAMES[2], *formerly)
    found = diff(before, after)
    (change,) = found.reports
    assert (change.kind, change.report.stem, change.former_stem) == ("renamed", NAMES[2], NAMES[0])
    assert found.lost_names == ()


def test_a_name_that_is_given_up(small_site: Copy) -> None:
    """A redirect is an address in use too: to take a former name away loses it, though the report stays."""
    before = small_site("small")
    move(before, NAMES[0], NAMES[1], NAMES[0])
    after = later(before)
    move(after, NAMES[1], NAMES[1])
    found = diff(before, after)
    assert [(change.kind, change.keys) for change in found.reports] == [("changed", ("formerly",))]
    assert found.lost_names == (NAMES[0],)


def test_a_faulty_report_is_not_lost(small_site: Copy) -> None:
    """Of a report that can't be read in one state nothing is said but that."""
    before = small_site("small")
    after = later(before)
    (after / f"reports/2020/{NAMES[0]}.md").write_text("---\ntitle: [\n---\n", "utf-8")
    for found in (diff(before, after), diff(after, before)):
        assert (found.reports, found.lost_names) == ((), ())
        assert found.not_compared == (f"reports/2020/{NAMES[0]}.md",)
        assert found


def test_an_attachment_of_other_bytes(small_site: Copy) -> None:
    """Attachments are compared by their bytes."""
    before = small_site("lighthouses")
    after = later(before)
    (file,) = after.rglob("messwerte.csv")
    file.write_text("other\n", "utf-8")
    assert diff(before, after).files.changed == (file.relative_to(after).as_posix(),)
