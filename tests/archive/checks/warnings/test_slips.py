"""Slips in bodies: each is reported at its place, and its remedy works; ordinary text is never reported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.checks.warnings.slips import BODY_LINE, FRONT_MATTER, ORDINARY, SLIPS, Slip, problems_of


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.message)
def test_slip_is_reported_at_its_place(slip: Slip) -> None:
    """The first message names the cause and the remedy, at the line and column of the mistake."""
    first = min(problems_of(FRONT_MATTER, slip.faulty))
    assert slip.message in f"{first.what} — {first.remedy}"
    assert (first.line, first.column) == (slip.line + BODY_LINE - 1, slip.column)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.message)
def test_remedy_works(slip: Slip) -> None:
    """The text after the remedy has neither errors nor warnings."""
    assert problems_of(FRONT_MATTER, slip.corrected) == []


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_has_no_warnings(text: str) -> None:
    """Escaped signs, code, working markup and the spelling of other languages give no warnings."""
    assert [str(problem) for problem in problems_of(FRONT_MATTER, text)] == []


@given(st.lists(st.sampled_from(ORDINARY), min_size=2, max_size=6, unique=True))
def test_ordinary_texts_together_have_no_warnings(texts: list[str]) -> None:
    """The checks of one paragraph do not depend on those around it."""
    assert [str(problem) for problem in problems_of(FRONT_MATTER, "\n\ntext\n\n".join(texts))] == []


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.message)
def test_slips_in_code_are_ignored(slip: Slip) -> None:
    """A text in a block of code is never reported."""
    fence = "`" * 5
    assert problems_of(FRONT_MATTER, f"{fence}\n{slip.faulty}\n{fence}") == []


def test_all_slips_of_a_body_are_reported_up_to_the_limit() -> None:
    """A body with very many mistakes has a bounded list of messages."""
    found = problems_of(FRONT_MATTER, "[b](my file.pdf)\n\n" * 300)
    assert len(found) == 101
    assert "more than 100 problems" in found[-1].what
