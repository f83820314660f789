"""File names: what the files beside a report may be called, so that they have one place on every system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from plugins.archive.problems import Problem
from plugins.archive.schema.field_types import NOT_A_DEVICE
from plugins.archive.text.characters import find_deceptive

MAX_NAME_BYTES = 200
"""Bytes of a name at the most; file systems end at 255."""
FOREIGN = re.compile(r'[<>:"\\|?*]')
"""Signs that Windows does not let stand in a name."""


def check_file_names(paths: Iterable[str]) -> Iterator[Problem]:
    """List what is wrong with the names at the ends of `paths`, and which of them are one name on some systems."""
    taken: dict[str, str] = {}
    for path in sorted(paths):
        folder, _, name = path.rpartition("/")
        for what, remedy in _faults(name):
            yield Problem(path, 1, 1, "file", what, remedy)
        other = taken.setdefault(unicodedata.normalize("NFKC", path).casefold(), path)
        if other != path:
            what = f"some systems take its name and '{other.removeprefix(f'{folder}/')}' for the same"
            yield Problem(path, 1, 1, "file", what, "give one of the two another name")


def _faults(name: str) -> Iterator[tuple[str, str]]:
    try:
        size = len(name.encode())
    except UnicodeEncodeError:
        yield "its name is not UTF-8", "rename it"
        return
    if size > MAX_NAME_BYTES:
        yield f"its name is longer than {MAX_NAME_BYTES} bytes", "shorten it"
    if fault := find_deceptive(name):
        yield f"its name {fault[0]}", "rename it"
    if name != unicodedata.normalize("NFC", name):
        yield "its name is written with separate accents (not in Unicode's form NFC)", "rename it"
    if found := FOREIGN.search(name):
        yield f"its name holds '{found[0]}', which Windows forbids", "rename it"
    if name != name.strip(" ") or name.endswith("."):
        yield "its name begins or ends with a space, or ends with a dot", "rename it"
    if not re.match(NOT_A_DEVICE, re.split(r"[. ]", name.lower())[0]):
        yield "Windows keeps its name for a device", "rename it"
