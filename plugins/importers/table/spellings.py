"""Spellings: the table of which registry entry each value of a data set means, for people to review and correct.

It is `imports/<data set>/spellings.yaml` in the content folder. An import adds the values that it found; the id `-`
means that a value names nothing. The values of regions are paths: `Syria > Homs > Al-Rastan`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

import msgspec
import yaml

from plugins.archive import limits
from plugins.archive.editing.yaml_text import scalar
from plugins.archive.files.folder import IMPORTS
from plugins.archive.problems import ArchiveError, Problem
from plugins.archive.schema.field_types import Text
from plugins.archive.schema.front_matter import decode_text
from plugins.archive.schema.positions import find_node
from plugins.archive.schema.reader import INVALID, Invalid, Reader
from plugins.archive.schema.record import Field, record_of
from plugins.archive.schema.strict_yaml import compose

NOTHING = "-"
"""The id of values that name nothing."""
PATH_SEPARATOR = " > "
MAX_VALUE = 1_000
"""Characters of a value; YAML allows 1,024 for a key on one line."""
HEADER = """# Which registry entry each value of this data set means: value: id. Correct the ids here, and import again.
# The id '-' means that a value names nothing. Imports add values, sort them and drop comments.
"""


@dataclass(frozen=True, slots=True)
class SpellingTable:
    """A mapping of values to ids, in the order of the file."""

    def read(self, node: yaml.Node, reader: Reader, name: str) -> dict[str, str] | Invalid:
        if not isinstance(node, yaml.MappingNode):
            return reader.error(node, name, "is not a mapping", "write one 'value: id' line for each value")
        table: dict[str, str] = {}
        before = len(reader.problems)
        for key, child in node.value:
            value = Text(MAX_VALUE).read(key, reader, name)
            entry_id = Text(300).read(child, reader, f"{name}.{key.value}")
            if value in table:
                reader.error(key, f"{name}.{key.value}", "appears twice", "remove one of the two")
            table[str(value)] = str(entry_id)
        return INVALID if len(reader.problems) > before else table


def _section(description: str) -> Field:
    return Field(SpellingTable(), description)


class Spellings(msgspec.Struct, frozen=True):
    """The ids of values by kind; event types and other tags are separate kinds."""

    region: Annotated[Mapping[str, str], _section("Regions.")] = {}
    actor: Annotated[Mapping[str, str], _section("Actors.")] = {}
    source: Annotated[Mapping[str, str], _section("Sources.")] = {}
    type: Annotated[Mapping[str, str], _section("Event types, which are tags.")] = {}
    tag: Annotated[Mapping[str, str], _section("Other tags.")] = {}

    def of(self, kind: str) -> Mapping[str, str]:
        """Return the ids of one kind of values."""
        table: Mapping[str, str] = getattr(self, kind)
        return table


SPELLINGS = record_of(Spellings)
SECTIONS = tuple(SPELLINGS.fields)


def spellings_path(dataset: str) -> str:
    """Return the path of a data set's table under the content folder."""
    return f"{IMPORTS}/{dataset}/spellings.yaml"


def read_spellings(path: str, data: bytes | None) -> tuple[Spellings, yaml.Node | None]:
    """Read a table; None is a missing file. Raises ArchiveError."""
    problems: list[Problem] = []
    text = decode_text(data or b"", path, problems, limits.REGISTRY_BYTES)
    root = compose(text, path, 0, problems, limits.REGISTRY_NODES) if text else None
    spellings = Reader(path, problems=problems).read(SPELLINGS, root) if root else Spellings()
    if problems:
        raise ArchiveError(problems)
    assert isinstance(spellings, Spellings)
    return spellings, root


def spelling_problem(path: str, root: yaml.Node | None, kind: str, value: str, what: str, remedy: str) -> Problem:
    """Return a problem with the id of a value, at its position in the table."""
    node = find_node(root, (kind, value))
    mark = node.start_mark if node else yaml.Mark("", 0, 0, 0, "", 0)
    return Problem(path, mark.line + 1, mark.column + 1, f"{kind}.{value}", what, remedy)


def spellings_text(spellings: Spellings) -> str:
    """Return the text of a table's file, sorted by value."""
    return HEADER + "".join(f"{line}\n" for line in _lines(spellings))


def _lines(spellings: Spellings) -> Iterator[str]:
    for kind in SECTIONS:
        if table := spellings.of(kind):
            yield f"{kind}:"
            yield from (f"  {scalar(value)}: {scalar(table[value])}" for value in sorted(table))
