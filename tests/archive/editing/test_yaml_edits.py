"""YAML edits: the edited text changes, and every other byte stays."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.editing.yaml_edits import Edit, apply_edits, open_yaml

TEXT = '---\ntitle: "Ḥimṣ 🚢 حمص"   # why\ntags: [one,  two]\n---\n\nBody\t text  \n---\ntags: [one]\n'


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("bom", ["", "\ufeff"], ids=["plain", "BOM"])
def test_other_bytes_are_unchanged(ending: str, bom: str) -> None:
    """Wide characters, byte order marks, line ends, quotes, comments and the body are unchanged."""
    text = bom + TEXT.replace("\n", ending)
    file = open_yaml("reports/2020/a.md", text.encode())
    assert file
    assert isinstance(file.root, yaml.MappingNode)
    item = file.root.value[1][1].value[1]
    made = apply_edits(file, [Edit(item.start_mark.index, item.end_mark.index, "three")])
    assert made.decode() == text.replace("two", "three")


def test_new_lines_have_the_line_ends_of_the_file() -> None:
    """Inserted lines end like the other lines."""
    file = open_yaml("registry/tags.yaml", b"- name: A\r\n")
    assert file
    assert apply_edits(file, [Edit(2, 2, "id: a\n  ")]) == b"- id: a\r\n  name: A\r\n"


@pytest.mark.parametrize("data", [b"no front matter\n", b"---\ntags: [\n---\n", b"---\n\xff\n---\n", b"---\n---\n"])
def test_unreadable_files_are_not_opened(data: bytes) -> None:
    """A file with invalid YAML cannot be edited."""
    assert open_yaml("pages/a.md", data) is None


@given(st.lists(st.sampled_from(["a", "é", "🚢", "ب", " "]), min_size=1, max_size=8), st.data())
def test_several_edits_at_any_position(characters: list[str], data: st.DataObject) -> None:
    """Offsets count characters, and several edits can be applied together."""
    words = ["".join(characters).strip() or "a" for _ in range(3)]
    ending = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    text = ending.join(["---", *(f"k{n}: {word} # {n}" for n, word in enumerate(words)), "---", "Body", ""])
    file = open_yaml("reports/2020/a.md", text.encode())
    assert file
    assert isinstance(file.root, yaml.MappingNode)
    values = [value for _, value in file.root.value]
    made = apply_edits(file, [Edit(node.start_mark.index, node.end_mark.index, "new") for node in values])
    assert made.decode() == re.sub(r"(k[012]: ).*?( # [012])", r"\1new\2", text)
