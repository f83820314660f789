"""The registry during an import: new entries, UCDP's ids, and the text of the files."""

from pathlib import Path

import pytest

from plugins.archive import limits
from plugins.archive.archive import read_registry
from plugins.archive.files.folder import scan
from plugins.archive.model.entries import Region
from plugins.archive.problems import Problem
from plugins.importers.registry_builder import RegistryBuilder, append_entries, insert_identifiers


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "- id: x\n  name: X\n"),
        ("# none yet\n[]\n", "# none yet\n\n- id: x\n  name: X\n"),
        ("- id: a\n  name: A", "- id: a\n  name: A\n- id: x\n  name: X\n"),
        ("  - id: a # note\n    name: A\n", "  - id: a # note\n    name: A\n  - id: x\n    name: X\n"),
    ],
)
def test_appended_entries_follow_the_style_of_the_file(before: str, after: str) -> None:
    """The existing text of a registry file is unchanged, comments included; new entries have its indent."""
    problems: list[Problem] = []
    assert append_entries(before, [Region(id="x", name="X")], "regions.yaml", problems) == after
    assert not problems


def test_entries_are_appended_to_a_large_registry_file() -> None:
    """The node limit of a registry file is higher than that of a report."""
    problems: list[Problem] = []
    before = "- {id: a, name: A, names: [" + "b," * limits.YAML_NODES + "]}\n"
    after = append_entries(before, [Region(id="x", name="X")], "regions.yaml", problems)
    assert after == f"{before}- id: x\n  name: X\n"
    assert not problems


def test_new_ids_are_unused_and_allowed(root: Path) -> None:
    """A new id differs from all others and has no reserved word as a part."""
    registry = RegistryBuilder(read_registry(scan(root / "content", []), []))
    assert registry.free_id("region", "Homs", "syria") == "syria/homs-2"
    assert registry.free_id("region", "Page", "syria") == "syria/page-region"
    assert registry.free_id("actor", "†") == "actor"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- id: a # note\n  name: A\n", '- id: a # note\n  identifiers: {ucdp-actor: "7"}\n  name: A\n'),
        ("  - id: a\n    name: A", '  - id: a\n    identifiers: {ucdp-actor: "7"}\n    name: A'),
        ("- {id: a, name: A}\n", '- {id: a, identifiers: {ucdp-actor: "7"}, name: A}\n'),
        ("- name: A\n  id: a", '- name: A\n  id: a\n  identifiers: {ucdp-actor: "7"}'),
        (
            "- id: a\n  identifiers: {wikidata: Q1}\n- id: b\n",
            '- id: a\n  identifiers: {ucdp-actor: "7", wikidata: Q1}\n- id: b\n',
        ),
        ("- id: a\n  identifiers: {}\n", '- id: a\n  identifiers: {ucdp-actor: "7"}\n'),
        (
            "- id: a\r\n  identifiers:\r\n    wikidata: Q1\r\n",
            '- id: a\r\n  identifiers:\r\n    ucdp-actor: "7"\r\n    wikidata: Q1\r\n',
        ),
    ],
)
def test_an_id_is_added_to_an_existing_entry(before: str, after: str) -> None:
    """Everything else in the file is unchanged."""
    assert insert_identifiers(before, "registry/actors.yaml", {"a": "7"}) == after
