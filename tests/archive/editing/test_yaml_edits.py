"""Editing: what is replaced is replaced, and every other byte stays."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.editing.yaml_edits import Edit, apply_edits, open_yaml

HEAD = '---\ntitle: "Ḥimṣ 🚢 حمص"   # why\ntags: [one,  two]\n---\n\nBody\t text  \n---\ntags: [one]\n'


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "BOM"])
def test_all_but_the_edit_stays(ending: str, mark: str) -> None:
    """Signs of any width, a byte order mark, other systems' line ends, quotes, comments and body are left alone."""
    text = mark + HEAD.replace("\n", ending)
    source = open_yaml("reports/2020/a.md", text.encode())
    assert source
    assert isinstance(source.root, yaml.MappingNode)
    item = source.root.value[1][1].value[1]
    made = apply_edits(source, [Edit(item.start_mark.index, item.end_mark.index, "three")])
    assert made.decode() == text.replace("two", "three")


def test_new_lines_end_as_the_file_s_do() -> None:
    """What is put in takes the line ends that are there."""
    source = open_yaml("registry/tags.yaml", b"- name: A\r\n")
    assert source
    assert apply_edits(source, [Edit(2, 2, "id: a\n  ")]) == b"- id: a\r\n  name: A\r\n"


@pytest.mark.parametrize("data", [b"no head\n", b"---\ntags: [\n---\n", b"---\n\xff\n---\n", b"---\n---\n"])
def test_what_can_t_be_read_can_t_be_edited(data: bytes) -> None:
    """A file whose YAML can't be read is not opened."""
    assert open_yaml("pages/a.md", data) is None


@given(st.lists(st.sampled_from(["a", "é", "🚢", "ب", " "]), min_size=1, max_size=8), st.data())
def test_any_words_at_any_place(signs: list[str], data: st.DataObject) -> None:
    """Edits count in characters, wherever in the file they are, and do not disturb each other."""
    words = ["".join(signs).strip() or "a" for _ in range(3)]
    ending = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    text = ending.join(["---", *(f"k{n}: {word} # {n}" for n, word in enumerate(words)), "---", "Body", ""])
    source = open_yaml("reports/2020/a.md", text.encode())
    assert source
    assert isinstance(source.root, yaml.MappingNode)
    values = [value for _, value in source.root.value]
    made = apply_edits(source, [Edit(node.start_mark.index, node.end_mark.index, "new") for node in values])
    assert made.decode() == re.sub(r"(k[012]: ).*?( # [012])", r"\1new\2", text)
