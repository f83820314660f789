"""Name conflicts: entries whose names are equal or look the same."""

import pytest

from plugins.archive.model.registry import load_registry
from plugins.archive.problems import Problem


def problems_with(*names: str, kind: str = "actor") -> list[Problem]:
    """Return the problems of a registry whose entries have these names."""
    text = "".join(
        f'- {{id: e{n}, name: "{name}", kind: {"person" if kind == "actor" else "town"}}}\n'
        for n, name in enumerate(names)
    )
    problems: list[Problem] = []
    load_registry({kind: ("list.yaml", text)}, problems)  # type: ignore[dict-item]  # a plain string
    return problems


@pytest.mark.parametrize("other", ["\u0410\u041c\u0410\u042c", "AMAb", "\uff21MAb", "A\u00adMAb"])
def test_equal_and_confusable_names_are_errors(other: str) -> None:
    """Even if each word is in one script; the message has both names and the entry."""
    (problem,) = problems_with("AMAb", other)
    if other == "AMAb":
        assert problem.what == "'AMAb' is also the name of 'e0'"
    else:
        assert "looks like 'AMAb' of the entry 'e0', but is spelt differently" in problem.what


@pytest.mark.parametrize(
    "other",
    [
        *("ISIS\u034f", "I\ufe0fSIS", "ISIS\U000e0100", "ISIS\u17b4", "\u180bISIS", "ISIS\u2800", "IS|S"),
        "\ua4f2\ua4e2\ua4f2\ua4e2",
    ],
)
def test_invisible_characters_do_not_make_another_name(other: str) -> None:
    """Nor does a vertical bar, nor do Lisu letters that look like Latin ones."""
    (problem,) = problems_with("ISIS", other)
    assert "looks like 'ISIS' of the entry 'e0', but is spelt differently" in problem.what


def test_regions_can_share_a_name() -> None:
    """A town often has the name of its province, but not in lookalike letters."""
    assert problems_with("Homs", "Homs", kind="region") == []
    assert len(problems_with("OCHO", "\u041e\u0421\u041d\u041e", kind="region")) == 1


def test_names_in_different_scripts_do_not_conflict() -> None:
    assert problems_with("Amaq", "أعماق", "Амак", "Ama\u011f") == []
