"""Strict YAML: what is read, what is refused, and where it says so."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive import limits
from plugins.archive.problems import Problem
from plugins.archive.schema import strict_yaml
from plugins.archive.schema.strict_yaml import compose


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
    assert [problem.what for problem in problems] == ["is nested more than 32 levels deep"] * deep


def test_lists_at_the_indent_of_their_keys_count() -> None:
    """A list may stand no further in than its key, so that two levels need one step."""
    text = "\n".join(f"{'  ' * step}a:\n{'  ' * step}-" for step in range(17)) + " b"
    root, problems = compose_all(text)
    assert root is None
    assert [problem.what for problem in problems] == ["is nested more than 32 levels deep"]


def depth_of(node: yaml.Node) -> int:
    """Return how many lists and mappings stand one within the other."""
    if isinstance(node, yaml.MappingNode):
        return 1 + max((depth_of(part) for pair in node.value for part in pair), default=0)
    return 1 + max(map(depth_of, node.value), default=0) if isinstance(node, yaml.SequenceNode) else 0


def indentless(columns: int) -> str:
    """Return keys, each at its own column, and lists that stand no further in than they."""
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
def test_nothing_composed_is_deeper(columns: int, start: str, brackets: list[str], end: str) -> None:
    """Two levels for each column of blocks and two for each bracket: what is composed is at most thirty-two deep."""
    closing = "".join("}" if bracket[0] == "{" else "]" for bracket in reversed(brackets))
    text = f"{indentless(columns)}{' ' * columns}{start}{' ' * columns} {''.join(brackets)}b{closing}"
    root, problems = compose_all(text.replace("\n", end))
    assert root is None or depth_of(root) <= limits.NESTING
    assert (root is None) == bool(problems)


@pytest.mark.parametrize("blocks", ["a: ", indentless(7) + " " * 7])
def test_a_bracket_may_give_two_levels(blocks: str) -> None:
    """A key within brackets of a list makes a mapping of its own."""
    root, problems = compose_all(blocks + "[a: " * 19 + "b" + "]" * 19)
    assert root is None
    assert [problem.what for problem in problems] == ["is nested more than 32 levels deep"]


@pytest.mark.parametrize(("text", "nodes"), [("? ? ?", 7), ("? ", 3), ("{?,?,}", 5)])
def test_nodes_that_have_no_character_count(text: str, nodes: int) -> None:
    """Keys and values that are nothing count too, so that a text may have more nodes than characters."""
    problems: list[Problem] = []
    assert compose(text, "file.md", 0, problems, max_nodes=nodes)
    assert problems == []
    assert compose(text, "file.md", 0, problems, max_nodes=nodes - 1) is None
    assert [problem.what for problem in problems] == [f"has more than {nodes - 1} keys and values"]


def test_an_honest_report_is_not_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists in brackets on lines of their own are seen to be shallow without the events of the parser."""
    monkeypatch.setattr(strict_yaml, "_walk", lambda *_: pytest.fail("walked"))
    event = '  - id: a\n    coordinates: [35.02, 40.45]\n    identifiers: {ucdp: "257422", x: y}\n'
    root, problems = compose_all("title: A\nevents:\n" + event * 20)
    assert root is not None
    assert problems == []


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
