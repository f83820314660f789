"""File names: checks that attachments can be stored under their names on every operating system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from plugins.archive.problems import Problem
from plugins.archive.schema.field_types import NOT_A_DEVICE
from plugins.archive.text.characters import find_deceptive

MAX_NAME_BYTES = 200
"""Most file systems allow 255 bytes."""
WINDOWS_FORBIDDEN = re.compile(r'[<>:"\\|?*]')
"""Characters that Windows forbids in names."""


def check_file_names(paths: Iterable[str]) -> Iterator[Problem]:
    """Check the file names of `paths`, and that no two are the same name on some systems."""
    taken: dict[str, str] = {}
    for path in sorted(paths):
        folder, _, name = path.rpartition("/")
        for what, remedy in _name_faults(name):
            yield Problem(path, 1, 1, "file", what, remedy)
        other = taken.setdefault(unicodedata.normalize("NFKC", path).casefold(), path)
        if other != path:
            what = f"has the same name as '{other.removeprefix(f'{folder}/')}' on some systems"
            yield Problem(path, 1, 1, "file", what, "rename one of the two")


def _name_faults(name: str) -> Iterator[tuple[str, str]]:
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
        yield "its name has separate accents (it is not in Unicode NFC form)", "rename it"
    if found := WINDOWS_FORBIDDEN.search(name):
        yield f"its name contains '{found[0]}', which Windows forbids", "rename it"
    if name != name.strip(" ") or name.endswith("."):
        yield "its name begins or ends with a space, or ends with a dot", "rename it"
    if not re.match(NOT_A_DEVICE, re.split(r"[. ]", name.lower())[0]):
        yield "its name is a device name on Windows", "rename it"
