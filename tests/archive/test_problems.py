"""Problems: their form and order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.problems import ArchiveError, Problem, printable


def test_problems_have_the_documented_form() -> None:
    """`path:line:column: field: what — remedy`; warnings have a prefix."""
    values = ("reports/a.md", 3, 7, "date", "is wrong", "fix it")
    assert str(Problem(*values)) == "reports/a.md:3:7: date: is wrong — fix it"
    assert str(Problem(*values, "warning")) == "reports/a.md:3:7: warning: date: is wrong — fix it"


@given(st.text(), st.text())
def test_messages_are_safe_to_print(path: str, what: str) -> None:
    """Content and file names cannot break lines, control terminals, reorder text or raise encoding errors."""
    line = str(Problem(path, 1, 1, "file", what, "fix it"))
    assert len(line.splitlines()) == 1
    assert not any(sign in line for sign in "\x1b\x07\x9b\u202e\u2066")
    assert line.encode("utf-8")


@pytest.mark.parametrize("text", ["##[error]x", "a ##[group]x", "###[x", "##[##[x"])
def test_messages_cannot_run_workflow_commands(text: str) -> None:
    """GitHub's runner executes `##[command]` anywhere in a line of output."""
    line = str(Problem("reports/##[debug]a.md", 1, 1, "file", text, "fix it"))
    assert "##[" not in line
    assert r"#\u0023[" in line
    assert printable("# [a], #[b], ## [c]") == "# [a], #[b], ## [c]"


def test_other_scripts_and_symbols_are_printed_unchanged() -> None:
    assert printable("حمص – Ḥimṣ “quoted” 🚢") == "حمص – Ḥimṣ “quoted” 🚢"


def test_problems_are_unique_and_sorted() -> None:
    """By file, then by line as a number."""
    problems = [Problem("b.md", 1, 1, "x", "w", "r"), Problem("a.md", 10, 1, "x", "w", "r")]
    problems += [Problem("a.md", 9, 1, "x", "w", "r"), Problem("b.md", 1, 1, "x", "w", "r")]
    assert [(problem.path, problem.line) for problem in ArchiveError(problems).problems] == [
        ("a.md", 9),
        ("a.md", 10),
        ("b.md", 1),
    ]
