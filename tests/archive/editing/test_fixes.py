"""Fixes: only reported problems are fixed, and only unambiguously."""

import pytest

from plugins.archive.editing.fixes import Fix, apply_fixes, find_fixes
from plugins.archive.model.registry import Registry
from plugins.archive.problems import Problem
from tests.samples import REGISTRY

PATH = "reports/2020/2020-01-02-sample.md"
DATA = b"---\ndate: 2 Jan 2020\nactors: [UP]\nevents:\n  - {type: Fog, region: land}\ntitel: A\n---\nText.\n"
FIXES = {
    "date": (2, 7, "2 Jan 2020", "2020-01-02"),
    "actors[1]": (3, 10, "UP", "pilots"),
    "events[1].id": (5, 5, "", "id: land-fog"),
    "events[1].type": (5, 12, "Fog", "fog"),
    "titel": (6, 1, "titel", "title"),
}
"""Each field that can be fixed: line, column, text before and text after."""


def problem(field: str, path: str = PATH) -> Problem:
    """Return a problem of that field, at its position."""
    return Problem(path, *FIXES[field][:2], field, "is wrong", "fix it")


@pytest.mark.parametrize("field", FIXES)
def test_one_problem_gives_one_fix(field: str) -> None:
    """The fix has the position of the problem and changes nothing else."""
    (fix,) = find_fixes(PATH, DATA, REGISTRY, [problem(field)])
    assert fix[:6] == (PATH, *FIXES[field][:2], field, *FIXES[field][2:])
    made = apply_fixes(PATH, DATA, [fix])
    before, after = (fix.before or "{").encode(), (fix.after if fix.before else f"{{{fix.after}, ").encode()
    assert made == DATA.replace(before, after, 1)


def test_several_fixes_in_one_file() -> None:
    """All fixes of a file can be applied together."""
    fixes = find_fixes(PATH, DATA, REGISTRY, [problem(field) for field in FIXES])
    assert [fix.field for fix in fixes] == ["date", "actors[1]", "events[1].id", "events[1].type", "titel"]
    event = b"events:\n  - {id: land-fog, type: fog, region: land}\n"
    assert apply_fixes(PATH, DATA, fixes) == (
        b"---\ndate: 2020-01-02\nactors: [pilots]\n" + event + b"title: A\n---\nText.\n"
    )


def test_no_fix_without_a_reported_problem() -> None:
    """Problems of other files or positions are not fixed."""
    elsewhere = Problem(PATH, 2, 8, "date", "is wrong", "fix it")
    for problems in ([], [problem("date", "reports/2020/2020-01-02-other.md")], [elsewhere]):
        assert find_fixes(PATH, DATA, REGISTRY, problems) == []


def test_empty_registry_gives_no_fix() -> None:
    """Names cannot be resolved if the vocabulary is empty or unreadable."""
    assert find_fixes(PATH, DATA, Registry(), [problem("actors[1]")]) == []


@pytest.mark.parametrize(
    "path", ["reports/2020/2020-01-02-sample/notes.txt", "2020-01-02-sample.md", "registry/other.yaml"]
)
def test_files_without_a_schema_are_not_fixed(path: str) -> None:
    """A file that is not part of an archive has no fixes."""
    assert find_fixes(path, DATA, REGISTRY, [problem("date", path)]) == []


def test_fix_as_text() -> None:
    """A fix is printed on one line: position, text before and text after."""
    assert str(Fix(PATH, 2, 7, "date", "2 Jan\n2020", "2020-01-02")) == (
        f"{PATH}:2:7: date: fixed: 2 Jan\\u000a2020 → 2020-01-02"
    )
    assert str(Fix(PATH, 2, 1, "date", "", "keys sorted")).endswith("fixed: keys sorted")
