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


def block(styles: list[str]) -> str:
    """Return blocks within blocks: items and complex keys on one line, items and keys on lines of their own."""
    text, indent = "", 0
    for style in styles:
        text += {"-": "- ", "?": "? ", "-\n": "-\n" + " " * (indent + 2), "a:": "a:\n" + " " * (indent + 2)}[style]
        indent += 2
    return text


@given(
    st.lists(st.sampled_from(["-", "?", "-\n", "a:"]), max_size=40),
    st.lists(st.sampled_from(["[", "{a: "]), max_size=40),
)
def test_blocks_and_brackets_count_together(blocks: list[str], brackets: list[str]) -> None:
    """However the levels are written, thirty-two are read and no more."""
    closing = "".join("]" if bracket == "[" else "}" for bracket in reversed(brackets))
    root, problems = compose_all(block(blocks) + "".join(brackets) + "b" + closing)
    deep = len(blocks) + len(brackets) > 32
    assert (root is None) == deep
    assert [problem.what for problem in problems] == ["nested more than 32 deep"] * deep


def test_lists_at_the_indent_of_their_keys_count() -> None:
    """A list may stand no further in than its key, so that two levels need one step."""
    text = "\n".join(f"{'  ' * step}a:\n{'  ' * step}-" for step in range(17)) + " b"
    root, problems = compose_all(text)
    assert root is None
    assert [problem.what for problem in problems] == ["nested more than 32 deep"]


@pytest.mark.parametrize("text", ["%YAML 1.1\na: b", "a: b\n%TAG ! x\n", "%x"])
def test_directives_are_refused(text: str) -> None:
    """A line that begins with a percent sign is none of ours, wherever it stands."""
    root, problems = compose_all(text)
    assert root is None
    assert problems[0].what == "YAML directives are not allowed"


@pytest.mark.parametrize("text", ['a: "\\ud800"', 'a: "\\U00110000"', "a: \ufffe", "a: b\x00"])
def test_no_character_slips_in_by_its_number(text: str) -> None:
    """Halves of characters and numbers beyond Unicode are faults, not exceptions."""
    root, problems = compose_all(text)
    assert root is None
    assert problems
