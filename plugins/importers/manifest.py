"""Manifest: the rows of a data set that an archive has, and what its imports wrote. It belongs in Git with the reports.

imports/<data set>/<year>.jsonl     the rows that begin in a year, sorted by id, each with the report that it is in
imports/<data set>/registry.jsonl   the entries that the imports added to the registry
imports/<data set>/files.jsonl      the files that the present release was imported from

Each line is one JSON object, so that Git merges imports on two branches line by line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files.folder import IMPORTS
from plugins.archive.model.report import STEM
from plugins.archive.problems import ArchiveError, Problem

UNDATED = "undated"
"""The name of the file of rows without a date."""
REMEDY = "restore the file from Git, or delete the folder imports/ of this data set and import its files again"


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row of a data set.

    `day` is the ISO date of its start, or empty. `scope` is the part of the data set that it belongs to, such as a
    country. `data` is a JSON object with all that the importer needs to write the row's report again. `report` is the
    stem of that report. A row is `provisional` in a preliminary file of the data set, and `outdated` if the release
    that was imported last has not covered it yet.
    """

    id: str
    day: str
    scope: str
    report: Annotated[str, msgspec.Meta(pattern=rf"^({STEM.expression})?\Z")] = ""
    provisional: bool = False
    outdated: bool = False
    data: msgspec.Raw = msgspec.Raw(b"{}")


class AddedEntry(msgspec.Struct, frozen=True, order=True):
    """A registry entry that an import added: the number of its lines, and their SHA-256 as they were written."""

    kind: EntryKind
    id: str
    lines: int
    sha256: str


class ImportedFile(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """A file that was imported, by its SHA-256, and whether it was a preliminary file."""

    sha256: str
    provisional: bool = False


Line = TypeVar("Line", Row, AddedEntry, ImportedFile)


class Manifest(msgspec.Struct, frozen=True):
    """The manifest of one data set in the content folder `content`."""

    content: Path
    dataset: str

    def rows(self) -> Iterator[Row]:
        """Yield all rows, read line by line. Raises ArchiveError."""
        for path in sorted(self._folder.glob("*.jsonl")):
            if path.stem == UNDATED or path.stem.isdigit():
                yield from self._read(path.name, Row)

    def added_entries(self) -> list[AddedEntry]:
        """Return the registry entries that imports of this data set added. Raises ArchiveError."""
        return list(self._read("registry.jsonl", AddedEntry))

    def files(self) -> list[ImportedFile]:
        """Return the files that the present release was imported from. Raises ArchiveError."""
        return list(self._read("files.jsonl", ImportedFile))

    def path(self, name: str) -> str:
        """Return the path of a file of the manifest under the content folder; `name` has no ending."""
        return f"{IMPORTS}/{self.dataset}/{name}.jsonl"

    def paths(self) -> set[str]:
        """Return the paths of its present files under the content folder."""
        return {self.path(path.stem) for path in self._folder.glob("*.jsonl")}

    @property
    def _folder(self) -> Path:
        return self.content / IMPORTS / self.dataset

    def _read(self, name: str, line_type: type[Line]) -> Iterator[Line]:
        path, decoder = self._folder / name, msgspec.json.Decoder(line_type)
        if not path.is_file():
            return
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield decoder.decode(line)
                except msgspec.DecodeError as error:
                    what = f"is not a line of a manifest ({error})"
                    where = f"{IMPORTS}/{self.dataset}/{name}"
                    raise ArchiveError([Problem(where, number, 1, "file", what, REMEDY)]) from None


def encode_lines(lines: Iterable[Row] | Iterable[AddedEntry] | Iterable[ImportedFile]) -> bytes:
    """Return the bytes of a file of the manifest."""
    return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)


def sha256(text: str | bytes) -> str:
    """Return the SHA-256 of a text in hexadecimal."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()
