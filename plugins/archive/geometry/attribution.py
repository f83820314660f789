"""Origins: where each geometry comes from and under which terms, as `boundaries/origins.yaml` says."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator

import msgspec
import yaml

from plugins.archive.model.site import LICENCE, Licence
from plugins.archive.problems import Problem
from plugins.archive.schema.field_types import IDENTIFIER, URL, Text
from plugins.archive.schema.positions import find_node
from plugins.archive.schema.reader import Invalid, Reader, TooManyProblemsError
from plugins.archive.schema.record import Field, ListOf, Record
from plugins.archive.schema.strict_yaml import compose
from plugins.archive.text.spelling import closest_match


class Origin(msgspec.Struct, frozen=True):
    """Where the lines of one file come from: in words, with an address, and their terms."""

    file: str
    origin: str
    licence: Licence
    url: str = ""


ORIGIN = Record(
    Origin,
    {
        "file": Field(IDENTIFIER, "The file's name without .topo.json.", required=True),
        "origin": Field(Text(200), "What it is taken from, with its version.", required=True),
        "licence": Field(LICENCE, "The terms under which it may be used.", required=True),
        "url": Field(URL, "Where it can be had."),
    },
)
ORIGINS = ListOf(ORIGIN)


def read_origins(path: str, text: str, files: Collection[str], problems: list[Problem]) -> dict[str, Origin]:
    """Read the origins of `files` (names without ending) from the YAML `text`, noting every problem."""
    root = compose(text, path, 0, problems)
    if root is None:
        return {}
    reader = Reader(path, problems=problems)
    origins = reader.read(ORIGINS, root, "origins")
    if isinstance(origins, Invalid):
        return {}
    with contextlib.suppress(TooManyProblemsError):
        for place, what, remedy in _unfit(origins, files):
            node: yaml.Node = find_node(root, (place, "file")) or root
            reader.error(node, f"origins[{place + 1}].file", what, remedy)
    return {origin.file: origin for origin in origins}


def _unfit(origins: tuple[Origin, ...], files: Collection[str]) -> Iterator[tuple[int, str, str]]:
    """List the origins of no file, and those beyond the first of a file: the place, what is wrong, what to do."""
    seen: set[str] = set()
    for place, origin in enumerate(origins):
        if origin.file in seen:
            yield place, f"'{origin.file}' stands twice", "merge the two entries"
        elif origin.file not in files:
            near = closest_match(origin.file, sorted(files))
            yield place, f"there is no {origin.file}.topo.json", f"did you mean '{near}'?" if near else "take it away"
        seen.add(origin.file)
