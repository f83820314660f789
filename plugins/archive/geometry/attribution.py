"""Attribution: the source and licence of each geometry file, from `boundaries/origins.yaml`."""

import contextlib
from collections.abc import Collection, Iterator
from typing import Annotated

import msgspec
import yaml

from plugins.archive.model.site import LICENCE, Licence
from plugins.archive.problems import Problem
from plugins.archive.schema.field_types import IDENTIFIER, URL, Text
from plugins.archive.schema.positions import find_node
from plugins.archive.schema.reader import Invalid, Reader, TooManyProblemsError
from plugins.archive.schema.record import Field, ListOf, record_of
from plugins.archive.schema.strict_yaml import compose
from plugins.archive.text.spelling import closest_match


class Origin(msgspec.Struct, frozen=True):
    """The origin of one geometry file, with its licence."""

    file: Annotated[str, Field(IDENTIFIER, "The file's name without .topo.json.")]
    origin: Annotated[str, Field(Text(200), "What it is derived from, with the version.")]
    licence: Annotated[Licence, Field(LICENCE, "The terms under which it may be used.")]
    url: Annotated[str, Field(URL, "Where to download it.")] = ""


ORIGIN = record_of(Origin)
ORIGINS = ListOf(ORIGIN)


def read_origins(path: str, text: str, files: Collection[str], problems: list[Problem]) -> dict[str, Origin]:
    """Read the origins of `files` (names without ending) from the YAML `text`, and add its problems."""
    root = compose(text, path, 0, problems)
    if root is None:
        return {}
    reader = Reader(path, problems=problems)
    origins = reader.read(ORIGINS, root, "origins")
    if isinstance(origins, Invalid):
        return {}
    with contextlib.suppress(TooManyProblemsError):
        for index, what, remedy in _wrong_files(origins, files):
            node: yaml.Node = find_node(root, (index, "file")) or root
            reader.error(node, f"origins[{index + 1}].file", what, remedy)
    return {origin.file: origin for origin in origins}


def _wrong_files(origins: tuple[Origin, ...], files: Collection[str]) -> Iterator[tuple[int, str, str]]:
    """List duplicate origins and those of missing files: the index, what is wrong, what to do."""
    seen: set[str] = set()
    for index, origin in enumerate(origins):
        if origin.file in seen:
            yield index, f"'{origin.file}' is listed twice", "merge the two entries"
        elif origin.file not in files:
            near = closest_match(origin.file, sorted(files))
            yield index, f"there is no {origin.file}.topo.json", f"did you mean '{near}'?" if near else "remove it"
        seen.add(origin.file)
