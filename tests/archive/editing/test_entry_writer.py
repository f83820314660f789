"""Entry writer: entries are read back as written, and inserted without other changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.editing.entry_writer import InsertError, entry_lines, insert_entry
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import Actor, Author, Entry, Name, Region, Series, Source, Tag
from plugins.archive.model.registry import load_registry
from plugins.archive.problems import Problem
from plugins.archive.text.characters import find_deceptive
from plugins.archive.text.dates import parse_edtf

REGIONS = """# The regions.
- id: land
  name: Land
# Its provinces.
- id: land/north
  name: North
  text: >-
    A text that ends

    # not in a comment

# Its port.
- id: land/north/port
  name: Port

# The other half.
- id: land/south
  name: South
# The end.
"""
PATH = "registry/regions.yaml"
EVERYTHING: list[tuple[EntryKind, Entry]] = [
    ("region", Region(id="x", name="X", kind="town", code="SY-HI", coordinates=(35.02, -40.5), text="A town.")),
    (
        "actor",
        Actor(
            id="x",
            name="X: the 'first', \\ and #2",
            kind="state-force",
            names=(
                Name("Plain, with a comma"),
                Name("ح", "native", "ar"),
                Name("Old", "former", since=parse_edtf("2016"), until=parse_edtf("2017-01-28")),
            ),
            predecessors=("x-1", "x-2"),
            same_as=("https://example.org/x?a=1,2",),
        ),
    ),
    (
        "source",
        Source(id="x", name="X", kind="agency", url="https://x.org/", affiliation="Y", reliability="B", lang="ar"),
    ),
    ("tag", Tag(id="x", name="NO", kind="topic")),
    ("author", Author(id="x", name="12:30", url="https://x.org/")),
    ("series", Series(id="x", name="~", text="Two  blanks")),
]


def read(kind: EntryKind, text: str) -> dict[str, Entry]:
    """Return the entries of a registry file's text; links are not checked."""
    problems: list[Problem] = []
    registry = load_registry({kind: ("x", text)}, problems)
    assert [problem for problem in problems if "is not in the registry" not in problem.what] == []
    return dict(registry.entries(kind))


@pytest.mark.parametrize(("kind", "entry"), EVERYTHING)
def test_entries_are_read_back_as_written(kind: EntryKind, entry: Entry) -> None:
    """Every key of every kind of entry is written and read back, also values that YAML could misread."""
    assert read(kind, "\n".join(entry_lines(entry))) == {"x": entry}


@settings(deadline=None)
@given(
    name=st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30).filter(
        lambda name: name == name.strip()
    )
)
def test_any_name_is_read_back(name: str) -> None:
    """Any text can be an entry's name or one of its other names."""
    text = "\n".join(entry_lines(Tag(id="x", name=name, names=(Name(name),))))
    problems: list[Problem] = []
    found = load_registry({"tag": ("x", text)}, problems).tags
    assert bool(problems) == bool(find_deceptive(name))
    assert problems or found == {"x": Tag(id="x", name=name, names=(Name(name),))}


@pytest.mark.parametrize(
    ("entry_id", "above"),
    [
        ("land/north/bay", "  name: Port\n"),
        ("land/north/port/quay", "  name: Port\n"),
        ("land/west", "# The end.\n"),
        ("sea", "# The end.\n"),
    ],
)
def test_region_is_inserted_below_its_siblings(entry_id: str, above: str) -> None:
    """A region is inserted after all descendants of its parent, and above the comments of the next entry."""
    after = insert_entry(PATH, REGIONS.encode(), Region(id=entry_id, name="New")).decode()
    added = f"- id: {entry_id}\n  name: New\n"
    assert after.replace(added, "", 1) == REGIONS
    assert f"{above}{added}" in after
    assert read("region", after) == {**read("region", REGIONS), entry_id: Region(id=entry_id, name="New")}


def test_comment_like_lines_of_a_text_stay_with_it() -> None:
    """A line of a block scalar that begins like a comment belongs to the entry above."""
    text = REGIONS.replace("# Its port.\n- id: land/north/port\n  name: Port\n", "")
    after = insert_entry(PATH, text.encode(), Region(id="land/north/bay", name="Bay")).decode()
    assert "    # not in a comment\n- id: land/north/bay\n" in after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "- id: x\n  name: X\n"),
        ("# Tags.", "# Tags.\n- id: x\n  name: X\n"),
        ("- id: a\n  name: A", "- id: a\n  name: A\n- id: x\n  name: X\n"),
        ("- id: a\r\n  name: A\r\n", "- id: a\r\n  name: A\r\n- id: x\r\n  name: X\r\n"),
        ("\ufeff- {id: a, name: A}\n", "\ufeff- {id: a, name: A}\n- id: x\n  name: X\n"),
        ("  - id: a\n    name: A\n", "  - id: a\n    name: A\n  - id: x\n    name: X\n"),
        ("---\n- id: a\n  name: A\n\n\n", "---\n- id: a\n  name: A\n\n\n- id: x\n  name: X\n"),
    ],
    ids=["empty", "comments", "no line end", "CRLF", "BOM", "indented", "blank lines"],
)
def test_form_of_the_file_is_unchanged(before: str, after: str) -> None:
    """Line ends, byte order mark and indentation stay the same."""
    assert insert_entry("registry/tags.yaml", before.encode(), Tag(id="x", name="X")).decode() == after


@pytest.mark.parametrize("text", ["[]", "[{id: a, name: A}]\n", "id: a\n"])
def test_insert_into_other_forms_fails(text: str) -> None:
    """Entries can be inserted only into a block list."""
    with pytest.raises(InsertError, match="begin each of its entries with '- id: …'"):
        insert_entry(PATH, text.encode(), Tag(id="x", name="X"))
