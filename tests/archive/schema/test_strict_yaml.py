"""Strict YAML: forbidden features, limits, and the positions of faults."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive import limits
from plugins.archive.problems import Problem
from plugins.archive.schema import strict_yaml
from plugins.archive.schema.strict_yaml import compose


def compose_all(text: str) -> tuple[yaml.Node | None, list[Problem]]:
    """Compose a YAML text that has one line before it in its file."""
    problems: list[Problem] = []
    return compose(text, "file.md", 1, problems), problems


@given(st.text(max_size=200))
def test_any_text_is_composed_or_has_problems(text: str) -> None:
    """No text raises an exception."""
    root, problems = compose_all(text)
    assert root is None or not problems


@pytest.mark.parametrize(
    "text",
    ["a: &x 1", "a: *x", "a: !!python/object:os.system 1", "a: !x 1", "<<: *x", "- &a [b]", "? !!str a\n: b"],
)
def test_anchors_aliases_and_tags_are_errors(text: str) -> None:
    root, problems = compose_all(text)
    assert root is None
    assert "is not allowed" in problems[0].what


@pytest.mark.parametrize("text", ["a: 'x & y * z !'", 'a: "*b*"', "a: b & c", "a: R&D!"])
def test_indicators_inside_a_value_are_text(text: str) -> None:
    root, problems = compose_all(text)
    assert root is not None
    assert problems == []


def test_positions_count_from_1_in_the_whole_file() -> None:
    _, problems = compose_all("a: 1\nb: c: d\n")
    assert [(p.line, p.column) for p in problems] == [(3, 5)]


@given(st.integers(1, 60), st.sampled_from(["[]", "{}"]))
def test_nesting_is_limited_to_32_levels(depth: int, brackets: str) -> None:
    """Including the level of the outermost keys."""
    opening = "[" if brackets == "[]" else "{a: "
    root, problems = compose_all("x: " + opening * depth + "b" + brackets[1] * depth)
    assert (root is None) == (depth > 31)
    assert bool(problems) == (depth > 31)


def block(styles: list[str]) -> str:
    """Return nested blocks: items and complex keys on one line, items and keys on separate lines."""
    text, indent = "", 0
    for style in styles:
        text += {"-": "- ", "?": "? ", "-\n": "-\n" + " " * (indent + 2), "a:": "a:\n" + " " * (indent + 2)}[style]
        indent += 2
    return text


@given(
    st.lists(st.sampled_from(["-", "?", "-\n", "a:"]), max_size=40),
    st.lists(st.sampled_from(["[", "{a: "]), max_size=40),
)
def test_levels_of_blocks_and_brackets_add_up(blocks: list[str], brackets: list[str]) -> None:
    closing = "".join("]" if bracket == "[" else "}" for bracket in reversed(brackets))
    root, problems = compose_all(block(blocks) + "".join(brackets) + "b" + closing)
    too_deep = len(blocks) + len(brackets) > 32
    assert (root is None) == too_deep
    assert [problem.what for problem in problems] == ["is nested more than 32 levels deep"] * too_deep


def test_lists_at_the_indent_of_their_keys_are_levels() -> None:
    """Such a list and its mapping are two levels in one step of indentation."""
    text = "\n".join(f"{'  ' * step}a:\n{'  ' * step}-" for step in range(17)) + " b"
    root, problems = compose_all(text)
    assert root is None
    assert [problem.what for problem in problems] == ["is nested more than 32 levels deep"]


def depth_of(node: yaml.Node) -> int:
    """Return the depth of nested lists and mappings."""
    if isinstance(node, yaml.MappingNode):
        return 1 + max((depth_of(part) for pair in node.value for part in pair), default=0)
    return 1 + max(map(depth_of, node.value), default=0) if isinstance(node, yaml.SequenceNode) else 0


def indentless(columns: int) -> str:
    """Return nested keys with lists at the same indent."""
    return "".join(f"{' ' * column}a:\n{' ' * column}-\n" for column in range(columns))


@given(
    st.integers(0, 9),
    st.sampled_from(["", "- ", "a:\n", "? "]),
    st.lists(
        st.sampled_from(
            ["[", "[a: ", "{a: ", "[[b], ", "[[b]: ", "[? ", "{[b]: ", "[[[[b]]]: ", '["b", ', '[{a: "b]"}, ']
        ),
        max_size=30,
    ),
    st.sampled_from(["\n", "\r", "\x85"]),
)
def test_composed_nodes_are_within_the_limit(columns: int, start: str, brackets: list[str], end: str) -> None:
    """Even with two levels per column and two levels per bracket."""
    closing = "".join("}" if bracket[0] == "{" else "]" for bracket in reversed(brackets))
    text = f"{indentless(columns)}{' ' * columns}{start}{' ' * columns} {''.join(brackets)}b{closing}"
    root, problems = compose_all(text.replace("\n", end))
    assert root is None or depth_of(root) <= limits.NESTING
    assert (root is None) == bool(problems)


@pytest.mark.parametrize("blocks", ["a: ", indentless(7) + " " * 7])
def test_a_bracket_can_open_two_levels(blocks: str) -> None:
    """A key in a flow list makes a mapping."""
    root, problems = compose_all(blocks + "[a: " * 19 + "b" + "]" * 19)
    assert root is None
    assert [problem.what for problem in problems] == ["is nested more than 32 levels deep"]


@pytest.mark.parametrize(("text", "nodes"), [("? ? ?", 7), ("? ", 3), ("{?,?,}", 5)])
def test_empty_nodes_count(text: str, nodes: int) -> None:
    """A text can have more nodes than characters, because keys and values can be empty."""
    problems: list[Problem] = []
    assert compose(text, "file.md", 0, problems, max_nodes=nodes)
    assert problems == []
    assert compose(text, "file.md", 0, problems, max_nodes=nodes - 1) is None
    assert [problem.what for problem in problems] == [f"has more than {nodes - 1} keys and values"]


def test_a_normal_report_is_not_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Brackets that close on their line are recognised without the parser's events."""
    monkeypatch.setattr(strict_yaml, "_walk", lambda *_: pytest.fail("walked"))
    event = '  - id: a\n    coordinates: [35.02, 40.45]\n    identifiers: {ucdp: "257422", x: y}\n'
    root, problems = compose_all("title: A\nevents:\n" + event * 20)
    assert root is not None
    assert problems == []


@pytest.mark.parametrize("text", ["%YAML 1.1\na: b", "a: b\n%TAG ! x\n", "%x"])
def test_directives_are_errors(text: str) -> None:
    """A percent sign at the start of any line is a directive."""
    root, problems = compose_all(text)
    assert root is None
    assert problems[0].what == "YAML directives are not allowed"


@pytest.mark.parametrize("text", ['a: "\\ud800"', 'a: "\\U00110000"', "a: \ufffe", "a: b\x00"])
def test_escapes_of_invalid_characters_are_errors(text: str) -> None:
    """Surrogates and code points beyond Unicode do not raise exceptions."""
    root, problems = compose_all(text)
    assert root is None
    assert problems
