"""Records: the declared nodes of a file, each with its path and type."""

from collections.abc import Iterator

import yaml

from plugins.archive.geometry.attribution import ORIGIN
from plugins.archive.model.entries import SCHEMAS, EntryId
from plugins.archive.model.page import CONTENT_PAGE
from plugins.archive.model.report import REPORT
from plugins.archive.model.site import SITE
from plugins.archive.schema.field_types import Day
from plugins.archive.schema.positions import NodePath, find_node
from plugins.archive.schema.reader import FieldType
from plugins.archive.schema.record import ListOf, Record, walk
from plugins.archive.schema.strict_yaml import compose

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
    """Return the root node of a YAML text."""
    root = compose(text, "a.md", 0, [])
    assert root
    return root


def entry_ids(text: str) -> dict[NodePath, str]:
    """Return the entry ids in a report's front matter by path."""
    ids = [(path, node) for path, field_type, node in walk(root_of(text), REPORT) if isinstance(field_type, EntryId)]
    return {path: str(node.value) for path, node in ids if isinstance(node, yaml.ScalarNode)}


def test_entry_ids_are_found_in_a_faulty_file() -> None:
    """As single values, in lists and in events; of a duplicate key, the first."""
    assert entry_ids(TEXT) == {
        ("region", 0): "syria",
        ("actors", 0): "guard",
        ("events", 0, "region"): "syria/homs",
        ("events", 0, "attributed_to", 0): "amaq",
    }


def test_paths_lead_to_their_nodes() -> None:
    """Also to values of a wrong type; unknown keys are left out."""
    root = root_of(TEXT)
    nodes = list(walk(root, REPORT))
    assert all(find_node(root, path) is node for path, _, node in nodes)
    assert [path for path, field_type, _ in nodes if isinstance(field_type, Day)] == [("date",)]
    assert ("mood",) not in {path for path, _, _ in nodes}


def test_entries_of_a_registry_file() -> None:
    """A registry file is a list of records; a bare name is a record of one key."""
    root = root_of("- {id: a, names: [One, {name: Two, to: 2020}], parent: b}\n")
    paths = {node.path for node in walk(root, ListOf(SCHEMAS["actor"]))}
    assert paths >= {(0, "id"), (0, "names", 0), (0, "names", 1, "name"), (0, "names", 1, "to"), (0, "parent")}


def records(field_type: FieldType) -> Iterator[Record]:
    """Yield a record and those nested in it."""
    if isinstance(field_type, ListOf):
        yield from records(field_type.item)
    elif isinstance(field_type, Record):
        yield field_type
        for field in field_type.fields.values():
            yield from records(field.type)


def test_annotations_are_evaluated_once() -> None:
    """A string would be evaluated at every start of a command, by `record_of` and by msgspec."""
    found = [each for record in (REPORT, SITE, CONTENT_PAGE, ORIGIN, *SCHEMAS.values()) for each in records(record)]
    assert len(found) > 15
    for record in found:
        assert str not in map(type, record.struct.__annotations__.values()), record.struct
