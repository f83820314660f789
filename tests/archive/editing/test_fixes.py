"""Mending: only what a problem was told of, only what is certain, and each told as what it was and is."""

import pytest

from plugins.archive.editing.fixes import Fix, apply_fixes, find_fixes
from plugins.archive.model.registry import Registry
from plugins.archive.problems import Problem
from tests.samples import REGISTRY

PATH = "reports/2020/2020-01-02-sample.md"
DATA = b"---\ndate: 2 Jan 2020\nactors: [UP]\nevents:\n  - {type: Fog, region: land}\ntitel: A\n---\nText.\n"
TOLD = {
    "date": (2, 7, "2 Jan 2020", "2020-01-02"),
    "actors[1]": (3, 10, "UP", "pilots"),
    "events[1].id": (5, 5, "", "id: land-fog"),
    "events[1].type": (5, 12, "Fog", "fog"),
    "titel": (6, 1, "titel", "title"),
}
"""Each field that can be mended, with line and column, what stands there and what is to."""


def problem(field: str, path: str = PATH) -> Problem:
    """Return a problem of that field, at its place."""
    return Problem(path, *TOLD[field][:2], field, "is wrong", "mend it")


@pytest.mark.parametrize("field", TOLD)
def test_only_what_was_told(field: str) -> None:
    """One problem is one mend, of that place, and no other place changes."""
    (mend,) = find_fixes(PATH, DATA, REGISTRY, [problem(field)])
    assert mend[:6] == (PATH, *TOLD[field][:2], field, *TOLD[field][2:])
    made = apply_fixes(PATH, DATA, [mend])
    before, after = (mend.before or "{").encode(), (mend.after if mend.before else f"{{{mend.after}, ").encode()
    assert made == DATA.replace(before, after, 1)


def test_all_at_once() -> None:
    """Mends of one file do not disturb each other."""
    mends = find_fixes(PATH, DATA, REGISTRY, [problem(field) for field in TOLD])
    assert [mend.field for mend in mends] == ["date", "actors[1]", "events[1].id", "events[1].type", "titel"]
    event = b"events:\n  - {id: land-fog, type: fog, region: land}\n"
    assert apply_fixes(PATH, DATA, mends) == (
        b"---\ndate: 2020-01-02\nactors: [pilots]\n" + event + b"title: A\n---\nText.\n"
    )


def test_nothing_without_a_problem() -> None:
    """What was not told, was told of another file, or stands elsewhere, is let be."""
    elsewhere = Problem(PATH, 2, 8, "date", "is wrong", "mend it")
    for told in ([], [problem("date", "reports/2020/2020-01-02-other.md")], [elsewhere]):
        assert find_fixes(PATH, DATA, REGISTRY, told) == []


def test_a_registry_that_knows_nothing() -> None:
    """A vocabulary that is empty, or could not be read, makes no name certain."""
    assert find_fixes(PATH, DATA, Registry(), [problem("actors[1]")]) == []


@pytest.mark.parametrize(
    "path", ["reports/2020/2020-01-02-sample/notes.txt", "2020-01-02-sample.md", "registry/other.yaml"]
)
def test_files_of_no_schema(path: str) -> None:
    """A file that is no part of an archive is not mended."""
    assert find_fixes(path, DATA, REGISTRY, [problem("date", path)]) == []


def test_a_mend_in_words() -> None:
    """A mend says on one line where it is, what stood there, and what does now."""
    assert str(Fix(PATH, 2, 7, "date", "2 Jan\n2020", "2020-01-02")) == (
        f"{PATH}:2:7: date: fixed: 2 Jan\\u000a2020 → 2020-01-02"
    )
    assert str(Fix(PATH, 2, 1, "date", "", "keys sorted")).endswith("fixed: keys sorted")
