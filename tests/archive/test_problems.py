"""Problems: how they are told, and in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.problems import ArchiveError, Problem, printable


def test_one_line_in_the_documented_form() -> None:
    """An error is `path:line:column: field: what — what to do`; a warning says that it is one."""
    values = ("reports/a.md", 3, 7, "date", "is wrong", "mend it")
    assert str(Problem(*values)) == "reports/a.md:3:7: date: is wrong — mend it"
    assert str(Problem(*values, "warning")) == "reports/a.md:3:7: warning: date: is wrong — mend it"


@given(st.text(), st.text())
def test_nothing_in_a_message_steers_who_reads_it(path: str, what: str) -> None:
    """No content or file name breaks a line, steers a terminal, reorders text, or can't be printed."""
    line = str(Problem(path, 1, 1, "file", what, "mend it"))
    assert len(line.splitlines()) == 1
    assert not any(sign in line for sign in "\x1b\x07\x9b\u202e\u2066")
    assert line.encode("utf-8")


@pytest.mark.parametrize("text", ["##[error]x", "a ##[group]x", "###[x", "##[##[x"])
def test_no_message_commands_a_workflow(text: str) -> None:
    """GitHub's runner takes `##[command]` for a command wherever it stands in a line that it prints."""
    line = str(Problem("reports/##[debug]a.md", 1, 1, "file", text, "mend it"))
    assert "##[" not in line
    assert r"#\u0023[" in line
    assert printable("# [a], #[b], ## [c]") == "# [a], #[b], ## [c]"


def test_what_is_printed_as_it_is() -> None:
    """Other scripts and marks are printed as they are."""
    assert printable("حمص – Ḥimṣ “quoted” 🚢") == "حمص – Ḥimṣ “quoted” 🚢"


def test_each_once_in_the_order_of_the_files() -> None:
    """What two checks found is told once; lines stand in order of number, not of text."""
    problems = [Problem("b.md", 1, 1, "x", "w", "r"), Problem("a.md", 10, 1, "x", "w", "r")]
    problems += [Problem("a.md", 9, 1, "x", "w", "r"), Problem("b.md", 1, 1, "x", "w", "r")]
    assert [(one.path, one.line) for one in ArchiveError(problems).problems] == [("a.md", 9), ("a.md", 10), ("b.md", 1)]
