"""Node edits: items and keys are added and removed in every style, and comments and other bytes stay."""

import pytest
import yaml

from plugins.archive.editing.node_edits import insert_items, insert_keys, join_edits, remove_item
from plugins.archive.editing.yaml_edits import YamlFile, apply_edits, open_yaml
from plugins.archive.schema.positions import find_node

PATH = "registry/tags.yaml"


def read(text: str) -> YamlFile:
    """Return a file whose root is a list of one mapping."""
    file = open_yaml(PATH, text.encode())
    assert file
    return file


def value(file: YamlFile, key: str) -> yaml.Node:
    node = find_node(file.root, (0, key))
    assert node
    return node


@pytest.mark.parametrize(
    ("before", "index", "after"),
    [
        ("- a: [x, y, z]\n", 0, "- a: [y, z]\n"),
        ("- a: [x, y, z] # c\n", 1, "- a: [x, z] # c\n"),
        ("- a: [x,\n     'y' ]\n", 1, "- a: [x ]\n"),
        ("- a: [x, # one\n     y]\n", 1, "- a: [x # one\n]\n"),
        ("- a: [x, # one\n     y]\n", 0, "- a: [ # one\ny]\n"),
        ("- a:\n  - x\n  - y\n  b: z\n", 0, "- a:\n  - y\n  b: z\n"),
        ("- a:\n  - x # one\n\n  # two\n  - y\n", 1, "- a:\n  - x # one\n\n  # two\n"),
        ("- a:\n    - x # one\n    - y\n", 0, "- a:\n    # one\n    - y\n"),
        ('- a:\n  - x\n  -\n    # one\n    "# y"', 1, "- a:\n  - x\n  # one\n"),
        ("- a:\n  - |\n    x\n\n  - y\n", 0, "- a:\n\n  - y\n"),
    ],
)
def test_item_is_removed(before: str, index: int, after: str) -> None:
    """In brackets and on lines; comments stay."""
    file = read(before)
    sequence = value(file, "a")
    assert isinstance(sequence, yaml.SequenceNode)
    made = apply_edits(file, [remove_item(file, sequence, index)]).decode()
    assert made == after
    left = value(read(made), "a").value
    assert [node.value for node in left] == [node.value for n, node in enumerate(sequence.value) if n != index]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- a: [x]\n  b: c\n", "- a: [x, y, z]\n  b: c\n"),
        ("- a: []\n  b: c\n", "- a: [y, z]\n  b: c\n"),
        ("- a: [x, ] # c\n", "- a: [x, y, z, ] # c\n"),
        ("- a: x # c\n", "- a: [x, y, z] # c\n"),
        ("- a: x, [1]\n", '- a: ["x, [1]", y, z]\n'),
        ("- a:\n  - x # c\n# d\n- b: e\n", "- a:\n  - x # c\n  - y\n  - z\n# d\n- b: e\n"),
        ("- {a: x}\n", "- {a: [x, y, z]}\n"),
        ("- a:\n    - x", "- a:\n    - x\n    - y\n    - z\n"),
    ],
)
def test_items_are_added(before: str, after: str) -> None:
    """At the end of a list, or next to a single value."""
    file = read(before)
    assert apply_edits(file, [insert_items(file, value(file, "a"), ["y", "z"])]).decode() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- a: x # c\n\n- b: e\n", "- a: x # c\n  k: v\n\n- b: e\n"),
        ("-   a:\n      - x\n# d\n", "-   a:\n      - x\n    k: v\n# d\n"),
        ("- a: >\n    x\n\n    y\n\n- b: e\n", "- a: >\n    x\n\n    y\n  k: v\n\n- b: e\n"),
        ("- {a: x, }\n", "- {a: x, k: v, }\n"),
        ("- a: x", "- a: x\n  k: v\n"),
        ("- {}", "- {k: v}"),
    ],
)
def test_key_is_added(before: str, after: str) -> None:
    file = read(before)
    entry = find_node(file.root, (0,))
    assert isinstance(entry, yaml.MappingNode)
    assert apply_edits(file, [insert_keys(file, entry, ["k: v"])]).decode() == after


def test_insertions_at_one_place_keep_their_order() -> None:
    """An item that is added to the last list comes before a new key."""
    file = read("- a:\n  - x\n")
    entry = find_node(file.root, (0,))
    assert isinstance(entry, yaml.MappingNode)
    edits = [insert_items(file, value(file, "a"), ["y"]), insert_keys(file, entry, ["b: c"])]
    assert apply_edits(file, join_edits(edits)).decode() == "- a:\n  - x\n  - y\n  b: c\n"
