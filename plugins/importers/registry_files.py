"""Registry files of an import: the entries that earlier imports added are taken out and derived again.

The entries that a data set needs, their ids and their names depend on all of its rows. They are the same in whichever
order the files were imported because each import derives them from all rows. An entry stays as it is if it was edited,
or if anything refers to it that the import does not write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set

from plugins.archive.archive import read_registry
from plugins.archive.editing.entry_writer import entry_lines
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files.folder import SITE_FILE, Folder, registry_path
from plugins.archive.model.entries import Entry
from plugins.archive.model.registry import REGISTRY_FILES, Registry
from plugins.archive.problems import Problem
from plugins.importers.manifest import AddedEntry, sha256
from plugins.importers.report_files import read_text

ID = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*")
ENTRY_START = re.compile(r"( *)- id: (\S+)$")


class RegistryFiles:
    """The registry files of an archive, without the entries that imports of a data set added and nothing else needs.

    `present` has the texts of the files by path, `texts` those with the needed entries, `bare` those without any.
    """

    def __init__(self, folder: Folder, added: Iterable[AddedEntry], own_reports: Set[str]) -> None:
        """`own_reports` has the paths of the reports that the import writes: what they refer to may be taken out."""
        self._folder = folder
        self.present = {registry_path(kind): read_text(folder.root / registry_path(kind)) for kind in REGISTRY_FILES}
        by_path: dict[str, dict[str, AddedEntry]] = {path: {} for path in self.present}
        for entry in added:
            by_path[registry_path(entry.kind)][entry.id] = entry
        self.bare = {path: _without(text or "", by_path[path], set()) for path, text in self.present.items()}
        wanted = {entry_id for entries in by_path.values() for entry_id in entries}
        self._used = _used_ids(wanted, self._other_texts(own_reports, self.bare)) if wanted else set()
        self.texts = {path: _without(text or "", by_path[path], self._used) for path, text in self.present.items()}

    def registry(self, problems: list[Problem], texts: Mapping[str, str] | None = None) -> Registry:
        """Read the registry from `texts`, or with the entries that are needed."""
        sources = self.texts if texts is None else texts
        return read_registry(self._folder, problems, {path: text.encode() for path, text in sources.items()})

    def retained(self, registry: Registry) -> Iterator[tuple[EntryKind, Entry]]:
        """Yield the added entries that are needed; `registry` is the one that they are in."""
        for kind in REGISTRY_FILES:
            if (path := registry_path(kind)) and self.texts[path] != self.bare[path]:
                lines = set(self.texts[path].split("\n")) - set(self.bare[path].split("\n"))
                ids = {start[2] for line in lines if (start := ENTRY_START.fullmatch(line))}
                yield from ((kind, registry.entries(kind)[entry_id]) for entry_id in sorted(ids))

    def _other_texts(self, own_reports: Set[str], registries: dict[str, str]) -> Iterator[str]:
        """Yield the texts that may refer to an entry and are not written by the import."""
        yield from registries.values()
        for path in (SITE_FILE, *self._folder.pages, *self._folder.reports):
            if path not in own_reports:
                yield read_text(self._folder.root / path) or ""


def added_entry(kind: EntryKind, entry: Entry) -> AddedEntry:
    """Return what the manifest says about an entry that is written."""
    lines = list(entry_lines(entry))
    return AddedEntry(kind, entry.id, len(lines), sha256("\n".join(lines)))


def _without(text: str, added: dict[str, AddedEntry], used: Set[str]) -> str:
    """Return the text of a registry file without the added entries that are unchanged and not used elsewhere."""
    lines, kept, position = text.split("\n"), [], 0
    while position < len(lines):
        entry = _entry_at(lines, position, added)
        if entry is None or entry.id in used:
            kept.append(lines[position])
            position += 1
        else:
            position += entry.lines
    return "\n".join(kept)


def _entry_at(lines: list[str], position: int, added: dict[str, AddedEntry]) -> AddedEntry | None:
    """Return the added entry that begins on a line, if it is as it was written."""
    start = ENTRY_START.fullmatch(lines[position])
    entry = added.get(start[2]) if start else None
    if start is None or entry is None:
        return None
    indent, end = start[1], position + entry.lines
    more = lines[end] if end < len(lines) else ""
    if more.startswith(f"{indent} "):
        return None  # a line was added to it
    written = "\n".join(line.removeprefix(indent) for line in lines[position:end])
    return entry if sha256(written) == entry.sha256 else None


def _used_ids(wanted: Set[str], texts: Iterable[str]) -> set[str]:
    """Return those of `wanted` that one of the texts contains. A region is also used by the ids of regions in it."""
    found: set[str] = set()
    for text in texts:
        for word in set(ID.findall(text)):
            parts = word.split("/")
            found.update({"/".join(parts[:length]) for length in range(1, len(parts) + 1)} & wanted)
    return found
