"""Key order: keys move together with their values and comments, and nothing else changes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.checks.warnings.front_matter import KEY_ORDER, misplaced_key
from plugins.archive.editing.key_order import sort_keys
from plugins.archive.editing.yaml_edits import YamlFile, open_yaml

PATH = "reports/2020/2020-01-02-sample.md"


def yaml_file(front_matter: str, line_end: str = "\n") -> YamlFile:
    """Return a report with this front matter, opened."""
    file = open_yaml(PATH, f"---\n{front_matter}---\n\nText.\n".replace("\n", line_end).encode())
    assert file
    return file


def test_keys_move_with_their_values_and_comments() -> None:
    """A key moves with its value and its comments. Comments at the top stay there."""
    front_matter = (
        "# About this file\n"
        "summary: |\n"
        "  First line\n"
        "  # no comment\n"
        "\n"
        "# the date\n"
        "# is certain\n"
        "date: 2020-01-02   # a Thursday\n"
        "tags:\n"
        "- fog\n"
        "  # about the next tag\n"
        "- outage\n"
        '"title": Sample\n'
    )
    assert sort_keys(yaml_file(front_matter)).decode() == (
        "---\n"
        "# About this file\n"
        '"title": Sample\n'
        "# the date\n"
        "# is certain\n"
        "date: 2020-01-02   # a Thursday\n"
        "tags:\n"
        "- fog\n"
        "  # about the next tag\n"
        "- outage\n"
        "summary: |\n"
        "  First line\n"
        "  # no comment\n"
        "\n"
        "---\n\nText.\n"
    )


def test_warning_for_the_first_misplaced_key() -> None:
    """Each file has at most one warning, at the first key that is too low."""
    (problem,) = misplaced_key(PATH, yaml_file("title: A\nsummary: B\nregion: a\ndate: 2020-01-02\n").root)
    assert str(problem).startswith(f"{PATH}:4:1: warning: region: belongs above 'summary' — the order is title, date, ")
    assert list(misplaced_key(PATH, yaml_file("title: A\nregion: a\nsummary: B\n").root)) == []


@pytest.mark.parametrize(
    "front_matter",
    [
        "{summary: A, title: B}\n",
        "summary: A\ntitle: B\nmood: C\n",
        "summary: A\ntitle: B\nsummary: C\n",
        "? summary\n: A\ntitle: B\n",
        "- summary\n- title\n",
    ],
    ids=["flow", "unknown-key", "twice", "explicit", "list"],
)
def test_other_forms_of_front_matter_are_unchanged(front_matter: str) -> None:
    """A file is unchanged if its keys cannot be moved safely as whole lines."""
    before = yaml_file(front_matter)
    assert sort_keys(before) == before.text.encode()


VALUES = {
    "plain": "some words\n",
    "two lines": "some\n  words\n",
    "quoted": '"two\n# no comment\n  lines"\n',
    "literal": "|\n  one\n\n  # two\n",
    "with blank lines": "|+\n  one\n\n",
    "flow": "[one,\n# a comment\n  two]\n",
    "block": "\n  - one\n  # between\n  - {two: three}\n",
    "not indented": "\n- one\n- two\n",
    "empty": "\n",
}


@st.composite
def front_matters(draw: st.DrawFn) -> str:
    """Draw front matter: keys in any order, values of every form, comments and blank lines."""
    keys = draw(st.lists(st.sampled_from(sorted(KEY_ORDER)), min_size=1, max_size=6, unique=True))
    parts = []
    for key in keys:
        before = draw(st.sampled_from(["", "# a comment\n", "# one\n# two\n", "\n", "\n# apart\n\n"]))
        value = VALUES[draw(st.sampled_from(sorted(VALUES)))]
        parts.append(f"{before}{key}:{'' if value.startswith(chr(10)) else ' '}{value}")
    return "".join(parts)


def content(root: Any) -> Any:
    """Return the content of a YAML node."""
    if isinstance(root.value, str):
        return root.value
    return [tuple(map(content, child)) if isinstance(child, tuple) else content(child) for child in root.value]


@given(front_matters(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_sorting_keeps_every_line_and_value(front_matter: str, line_end: str) -> None:
    """Sorting keeps all lines, values and the body. Sorting again changes nothing."""
    before = yaml_file(front_matter, line_end)
    made = sort_keys(before)
    after = open_yaml(PATH, made)
    assert after
    assert sorted(made.decode().split(line_end)) == sorted(before.text.split(line_end))
    assert sorted(map(repr, content(after.root))) == sorted(map(repr, content(before.root)))
    assert list(misplaced_key(PATH, after.root)) == []
    assert sort_keys(after) == made
    assert made.decode().endswith(f"---{line_end}{line_end}Text.{line_end}")
