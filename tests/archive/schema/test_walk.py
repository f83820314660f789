"""Spots: every declared value of a file is found, with what belongs there and the way to it."""

import yaml

from plugins.archive.model.entries import SCHEMAS, EntryId
from plugins.archive.model.report import REPORT
from plugins.archive.schema.field_types import Day
from plugins.archive.schema.positions import NodePath, find_node
from plugins.archive.schema.record import ListOf
from plugins.archive.schema.strict_yaml import compose
from plugins.archive.schema.walk import walk

TEXT = """region: syria
actors: [guard, {odd: one}]
mood: gay
date: [2020-01-01]
events:
  - {region: syria/homs, attributed_to: amaq, deaths: {low: 1}}
  - none
actors: [twice]
"""


def root_of(text: str) -> yaml.Node:
    """Return the root of a YAML text."""
    root = compose(text, "a.md", 0, [])
    assert root
    return root


def named(text: str) -> dict[NodePath, str]:
    """Return what a report's front matter names of the registry, by the steps to it."""
    found = walk(root_of(text), REPORT)
    ids = [(steps, node) for steps, kind, node in found if isinstance(kind, EntryId)]
    return {steps: str(node.value) for steps, node in ids if isinstance(node, yaml.ScalarNode)}


def test_names_wherever_they_may_stand() -> None:
    """Ids are found alone, in lists and in events, whatever is wrong beside them; of a key that is there twice, one."""
    assert named(TEXT) == {
        ("region", 0): "syria",
        ("actors", 0): "guard",
        ("events", 0, "region"): "syria/homs",
        ("events", 0, "attributed_to", 0): "amaq",
    }


def test_the_steps_lead_there() -> None:
    """Each spot is at the node that its steps lead to, whether or not it is of the right form."""
    root = root_of(TEXT)
    found = list(walk(root, REPORT))
    assert all(find_node(root, steps) is node for steps, _, node in found)
    assert [steps for steps, kind, _ in found if isinstance(kind, Day)] == [("date",)]
    assert ("mood",) not in {steps for steps, _, _ in found}


def test_entries_of_a_registry() -> None:
    """A vocabulary is a list of records; a bare name stands for a record of one key."""
    root = root_of("- {id: a, names: [One, {name: Two, to: 2020}], parent: b}\n")
    steps = {spot.path for spot in walk(root, ListOf(SCHEMAS["actor"]))}
    assert steps >= {(0, "id"), (0, "names", 0), (0, "names", 1, "name"), (0, "names", 1, "to"), (0, "parent")}
