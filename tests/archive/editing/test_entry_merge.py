"""Entry merge: in every style of YAML, the registry has the merged entry, and comments and other entries stay."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from plugins.archive.editing.entry_merge import merge_in_file
from plugins.archive.merging.merged_entry import MergeError, merge_entries
from plugins.archive.merging.merged_registry import merged_vocabulary
from plugins.archive.model.registry import Registry, load_registry
from plugins.archive.problems import Problem

PATH = "registry/actors.yaml"
FLOW_VALUES: dict[str, list[str]] = {
    "name": ["One", '"Two: two"', "'Three'"],
    "kind": ["state", "person"],
    "text": ["A text.", '"x # y"'],
    "names": ["[Alpha]", "[ دير , {name: X, kind: former, from: 1990, to: 1995}, ]", "[]"],
    "same_as": ["https://a.example/", "[https://a.example/, https://b.example/]"],
    "identifiers": ['{a: "1"}', "{}", '{b: 2, a: "3, 1"}'],
    "formerly": ["old-{id}", "[old-{id}, older-{id}]"],
}
BLOCK_VALUES: dict[str, list[str]] = {
    **FLOW_VALUES,
    "text": [*FLOW_VALUES["text"], ">\n    folded\n    text\n", "|\n    lit # no\n\n    eral", "Plain\n    continued"],
    "names": [
        *FLOW_VALUES["names"],
        "Alpha, [Beta]",
        "\n    - Alpha # c\n    - {name: Y, kind: acronym}",
        "\n  - 'Löwe'",
    ],
    "same_as": [*FLOW_VALUES["same_as"], "\n    - https://c.example/ # c", "\n  - https://d.example/"],
    "identifiers": [*FLOW_VALUES["identifiers"], '\n      a: "5" # c\n      c: x'],
}
"""Values of keys in brackets and on lines, in the styles of YAML."""
COMMENT = re.compile(r"# (?:c|inside|dash|after|head)\b")


@st.composite
def entries(draw: st.DrawFn, entry_id: str) -> str:
    """Generate an entry with its keys in any order and style."""
    is_flow = draw(st.booleans())
    optional = draw(st.lists(st.sampled_from(["text", "names", "same_as", "identifiers", "formerly"]), unique=True))
    values: dict[str, Any] = {"id": entry_id}
    for key in ("name", "kind", *optional):
        values[key] = draw(st.sampled_from((FLOW_VALUES if is_flow else BLOCK_VALUES)[key])).replace("{id}", entry_id)
    if entry_id == "other":
        values["name"] = "Other"
    lines = [
        f"{key}:{'' if values[key][0] == chr(10) else ' '}{values[key]}" for key in draw(st.permutations(list(values)))
    ]
    if is_flow:
        return (
            f"- {{{', '.join(lines)}{draw(st.sampled_from(['', ' ', ', ']))}}}{draw(st.sampled_from(['', ' # c']))}\n"
        )
    start, gap = (
        draw(st.sampled_from(["- ", "-\n  ", "- # dash\n  "])),
        draw(st.sampled_from(["\n", "\n\n", "\n  # inside\n"])),
    )
    return start + f"{gap}  ".join(lines) + draw(st.sampled_from(["\n", "\n\n", "\n# after\n"]))


def read(text: str) -> Registry:
    """Return a registry, which may have names that conflict before a merge."""
    problems: list[Problem] = []
    registry = load_registry({"actor": (PATH, text)}, problems)
    assert [problem for problem in problems if "also the name" not in problem.what] == []
    return registry


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.permutations(["from", "into", "other"]),
    st.fixed_dictionaries({entry_id: entries(entry_id) for entry_id in ("from", "into", "other")}),
    st.sampled_from(["\n", "\r\n"]),
)
@example(
    ["from", "into", "other"],
    {
        "from": "- id: from\n  name: A\n  kind: state\n  same_as: https://a.example/\n",
        "into": "- id: into\n  name: A\n  kind: state\n  same_as:\n    - https://c.example/ # c\n",
        "other": "- {id: other, kind: person, name: Other}\n",
    },
    "\n",
)
def test_entries_are_merged_in_every_style(order: list[str], parts: dict[str, str], ending: str) -> None:
    text = "# head\n" + "".join(parts[entry_id] for entry_id in order)
    registry = read(text)
    old = registry.actors["from"]
    merged = merge_entries(old, registry.actors["into"])
    data = text.replace("\n", ending).encode()
    made = merge_in_file(PATH, data, "actor", old, merged, {"from": "into"}).decode()
    assert made.count("\n") == made.count(ending)
    made = made.replace("\r\n", "\n")
    expected = merged_vocabulary("actor", registry, merged, {"from": "into"}, "from")
    assert list(read(made).actors.items()) == list(expected.items())
    assert sorted(COMMENT.findall(made)) == sorted(COMMENT.findall(text))
    assert parts["other"].strip().removesuffix("# after").strip() in made


def test_a_file_that_is_no_list_is_refused() -> None:
    registry = read("- {id: a, name: A, kind: state}\n- {id: b, name: B, kind: state}\n")
    merged = merge_entries(registry.actors["a"], registry.actors["b"])
    with pytest.raises(MergeError, match="is not a list of entries"):
        merge_in_file(PATH, b"a: b\n", "actor", registry.actors["a"], merged, {"a": "b"})
