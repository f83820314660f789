"""Key order: keys move with what belongs to them, and nothing else changes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.editing.key_order import KEY_ORDER, find_misplaced_key, sort_keys
from plugins.archive.editing.yaml_edits import YamlFile, open_yaml

PATH = "reports/2020/2020-01-02-sample.md"


def source(head: str, ending: str = "\n") -> YamlFile:
    """Return a report with this front matter, which can be read."""
    found = open_yaml(PATH, f"---\n{head}---\n\nText.\n".replace("\n", ending).encode())
    assert found
    return found


def test_keys_move_with_their_values_and_comments() -> None:
    """Values of any form, comments beside and right above a key move with it; what stands at the top stays."""
    head = (
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
    assert sort_keys(source(head)).decode() == (
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


def test_the_first_key_out_of_order_is_told() -> None:
    """One warning for a file, at the first key that stands too low."""
    (problem,) = find_misplaced_key(source("title: A\nsummary: B\nregion: a\ndate: 2020-01-02\n"))
    assert str(problem).startswith(
        f"{PATH}:4:1: warning: region: stands below 'summary', against the order of the keys"
    )
    assert list(find_misplaced_key(source("title: A\nregion: a\nsummary: B\n"))) == []


@pytest.mark.parametrize(
    "head",
    [
        "{summary: A, title: B}\n",
        "summary: A\ntitle: B\nmood: C\n",
        "summary: A\ntitle: B\nsummary: C\n",
        "? summary\n: A\ntitle: B\n",
        "- summary\n- title\n",
    ],
    ids=["flow", "unknown-key", "twice", "explicit", "list"],
)
def test_what_is_not_plain_lines_of_known_keys_stays(head: str) -> None:
    """Where a key can't be moved as whole lines without a doubt, the file is left as it is."""
    before = source(head)
    assert sort_keys(before) == before.text.encode()


VALUES = {
    "plain": "some words\n",
    "spread": "some\n  words\n",
    "quoted": '"two\n# no comment\n  lines"\n',
    "literal": "|\n  one\n\n  # two\n",
    "kept": "|+\n  one\n\n",
    "flow": "[one,\n# a comment\n  two]\n",
    "block": "\n  - one\n  # between\n  - {two: three}\n",
    "flat": "\n- one\n- two\n",
    "empty": "\n",
}


@st.composite
def heads(draw: st.DrawFn) -> str:
    """Draw front matter: some keys in any order, with values of every form, comments and empty lines between."""
    keys = draw(st.lists(st.sampled_from(sorted(KEY_ORDER)), min_size=1, max_size=6, unique=True))
    parts = []
    for key in keys:
        before = draw(st.sampled_from(["", "# a comment\n", "# one\n# two\n", "\n", "\n# apart\n\n"]))
        value = VALUES[draw(st.sampled_from(sorted(VALUES)))]
        parts.append(f"{before}{key}:{'' if value.startswith(chr(10)) else ' '}{value}")
    return "".join(parts)


def said(root: Any) -> Any:
    """Return what a YAML node says."""
    if isinstance(root.value, str):
        return root.value
    return [tuple(map(said, child)) if isinstance(child, tuple) else said(child) for child in root.value]


@given(heads(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_line_stays_and_says_the_same(head: str, ending: str) -> None:
    """Putting in order makes no other lines, no other values and no other body; twice is as once."""
    before = source(head, ending)
    made = sort_keys(before)
    after = open_yaml(PATH, made)
    assert after
    assert sorted(made.decode().split(ending)) == sorted(before.text.split(ending))
    assert sorted(map(repr, said(after.root))) == sorted(map(repr, said(before.root)))
    assert list(find_misplaced_key(after)) == []
    assert sort_keys(after) == made
    assert made.decode().endswith(f"---{ending}{ending}Text.{ending}")
