"""Strict YAML: what is read, what is refused, and where it says so."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.problems import Problem
from plugins.archive.strict_yaml import compose


def compose_all(text: str) -> tuple[yaml.Node | None, list[Problem]]:
    """Compose a text whose YAML stands after one other line of its file."""
    problems: list[Problem] = []
    return compose(text, "file.md", 1, problems), problems


@given(st.text(max_size=200))
def test_no_text_crashes_it(text: str) -> None:
    """Any text gives a node, nothing, or problems; never an exception."""
    root, problems = compose_all(text)
    assert root is None or not problems


@pytest.mark.parametrize(
    "text",
    ["a: &x 1", "a: *x", "a: !!python/object:os.system 1", "a: !x 1", "<<: *x", "- &a [b]", "? !!str a\n: b"],
)
def test_features_that_hide_something_are_refused(text: str) -> None:
    """Anchors, aliases and tags are named as such."""
    root, problems = compose_all(text)
    assert root is None
    assert "is not allowed" in problems[0].what


@pytest.mark.parametrize("text", ["a: 'x & y * z !'", 'a: "*b*"', "a: b & c", "a: R&D!"])
def test_signs_within_text_are_text(text: str) -> None:
    """The signs of what is refused stand for themselves within a value."""
    root, problems = compose_all(text)
    assert root is not None
    assert problems == []


def test_place_of_a_fault() -> None:
    """Lines and columns count from 1 in the whole file."""
    _, problems = compose_all("a: 1\nb: c: d\n")
    assert [(p.line, p.column) for p in problems] == [(3, 5)]


@given(st.integers(1, 60), st.sampled_from(["[]", "{}"]))
def test_nesting_has_a_limit(depth: int, brackets: str) -> None:
    """Thirty-two levels are read, that of the keys among them; more are refused."""
    opening = "[" if brackets == "[]" else "{a: "
    root, problems = compose_all("x: " + opening * depth + "b" + brackets[1] * depth)
    assert (root is None) == (depth > 31)
    assert bool(problems) == (depth > 31)
