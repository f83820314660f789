"""The content folder: which files an archive consists of, and what does not belong there.

site.yaml   registry/*.yaml   boundaries/*.topo.json   pages/*.md
reports/<year>/<stem>.md   reports/<year>/<stem>/<attachment>
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from plugins.archive import limits
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files.file_names import check_file_names
from plugins.archive.model.registry import REGISTRY_FILES
from plugins.archive.problems import Problem
from plugins.archive.schema.field_types import IDENTIFIER

SITE_FILE = "site.yaml"
REGISTRY = "registry"
REPORTS = "reports"
PAGES = "pages"
BOUNDARIES = "boundaries"
FOLDERS = (REPORTS, PAGES, REGISTRY, BOUNDARIES)
GEOMETRY_SUFFIX = ".topo.json"
"""The ending of a file of geometry."""
ORIGINS_FILE = f"{BOUNDARIES}/origins.yaml"
"""The file that says where each of them comes from."""
DOCUMENTS = (".md", ".markdown", ".rst", ".html", ".htm")
"""Endings of what somebody may have meant for a report or a page."""
ABOUT = ("README", "LICENSE", "LICENCE", "COPYING")
"""What may stand beside the parts of an archive, with any ending: words about it."""
PLAINLY = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK"))
"""How a file is opened: as bytes, without following a link or waiting for a pipe, where the system knows of these."""
LARGEST = max(limits.REPORT_BYTES, limits.REGISTRY_BYTES, limits.SITE_BYTES, limits.BOUNDARY_BYTES)


class Folder(msgspec.Struct, frozen=True):
    """The files of a content folder, as paths from `root` with forward slashes, sorted."""

    root: Path
    reports: tuple[str, ...]
    pages: tuple[str, ...]
    attachments: frozenset[str]
    boundaries: tuple[str, ...] = ()

    @property
    def geometry_files(self) -> tuple[str, ...]:
        """The paths of the geometry and of the file about it, whether or not that is there."""
        return (ORIGINS_FILE, *self.boundaries)

    def has_file(self, path: str) -> bool:
        """Tell whether there is a plain file at `path`, to which no link leads within the content."""
        place = self.root / path
        return place.is_file() and not any(part.is_symlink() for part in (place, place.parent) if part != self.root)

    def read(self, path: str, max_bytes: int = LARGEST) -> bytes:
        """Return a file's bytes, of one larger than `most` only enough to tell; raises OSError.

        Neither a link is followed nor a pipe waited for, if either has taken the place of what was scanned.
        """
        file = os.open(self.root / path, PLAINLY)
        with open(file, "rb") as stream:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise OSError(f"{path} is not a plain file")
            return stream.read(max_bytes + 1)


def report_path(stem: str) -> str:
    """Return where the report `stem` belongs."""
    return f"{REPORTS}/{stem[:4]}/{stem}.md"


def registry_path(kind: EntryKind) -> str:
    """Return where the vocabulary of one kind belongs."""
    return f"{REGISTRY}/{REGISTRY_FILES[kind]}"


def scan(root: Path, problems: list[Problem]) -> Folder:
    """Look through the content folder `root`, noting every file that is not in its place."""
    if root.is_symlink():
        problems.append(Problem(root.name, 1, 1, "file", "is a link", "name the folder that it leads to"))
        return Folder(root, (), (), frozenset())
    reports, pages, attachments = [], [], set()
    for path in _files(root, REPORTS, problems):
        if path.count("/") == 2 and path.endswith(".md"):
            reports.append(path)
        elif path.count("/") == 3 and not path.lower().endswith(DOCUMENTS):
            attachments.add(path)
        else:
            _misplaced(
                path, "a report is reports/<year>/<stem>.md, its files stand in reports/<year>/<stem>/", problems
            )
    for path in _files(root, PAGES, problems):
        if path.count("/") == 1 and path.endswith(".md"):
            pages.append(path)
        else:
            _misplaced(path, "a page is pages/<name>.md", problems)
    problems.extend(check_file_names(attachments))
    _check_rest(root, set(reports), attachments, problems)
    boundaries = tuple(sorted(_boundaries(root, problems)))
    return Folder(root, tuple(sorted(reports)), tuple(sorted(pages)), frozenset(attachments), boundaries)


def _boundaries(root: Path, problems: list[Problem]) -> Iterator[str]:
    """List the files of geometry; beside them stand their origins, and words about them."""
    for path in _files(root, BOUNDARIES, problems):
        name = path.removeprefix(f"{BOUNDARIES}/")
        if IDENTIFIER.matches(name.removesuffix(GEOMETRY_SUFFIX)) and name.endswith(GEOMETRY_SUFFIX):
            yield path
        elif path != ORIGINS_FILE and ("/" in name or not _about(root / path)):
            _misplaced(
                path, f"geometry is {BOUNDARIES}/<id>{GEOMETRY_SUFFIX}, its origins stand in {ORIGINS_FILE}", problems
            )


def _check_rest(root: Path, reports: set[str], attachments: set[str], problems: list[Problem]) -> None:
    """Note attachments without a report, unknown registries, and what stands beside the parts of an archive."""
    for path in sorted(attachments):
        if f"{path.rpartition('/')[0]}.md" not in reports:
            _misplaced(path, "its folder has no report of the same name", problems)
    for path in _files(root, REGISTRY, problems):
        if path.removeprefix(f"{REGISTRY}/") not in REGISTRY_FILES.values():
            _misplaced(path, f"registries are {', '.join(REGISTRY_FILES.values())}", problems)
    for path in _strays(root, problems):
        _misplaced(path, "reports belong into reports/<year>/, pages into pages/", problems)


def _strays(root: Path, problems: list[Problem]) -> Iterator[str]:
    """List what stands beside the parts of an archive; note those parts that are links."""
    for path in sorted(root.glob("*")):
        if path.name.startswith("."):
            continue
        if path.is_symlink():
            problems.append(Problem(path.name, 1, 1, "file", "is a link", "put what it leads to here"))
        elif path.is_dir() and path.name not in FOLDERS:
            yield from _files(root, path.name, problems)
        elif path.name == SITE_FILE and not path.is_file():
            problems.append(Problem(SITE_FILE, 1, 1, "file", "is not a plain file", "put the file itself here"))
        elif not path.is_dir() and path.name != SITE_FILE and not _about(path):
            yield path.name


def _about(path: Path) -> bool:
    """Tell whether a plain file holds words about the archive."""
    return path.name.partition(".")[0] in ABOUT and path.is_file()


def _misplaced(path: str, remedy: str, problems: list[Problem]) -> None:
    problems.append(Problem(path, 1, 1, "file", "does not belong here", remedy))


def _files(root: Path, folder: str, problems: list[Problem]) -> Iterator[str]:
    """List the plain files below `folder`; links and devices are refused, an editor's hidden files passed over."""
    if (root / folder).is_symlink():
        return
    for parent, names, files in os.walk(root / folder):
        names[:] = sorted(name for name in names if not name.startswith("."))
        base = os.path.relpath(parent, root).replace(os.sep, "/")
        for name in sorted([*files, *(n for n in names if os.path.islink(os.path.join(parent, n)))]):
            relative = f"{base}/{name}"
            if name.startswith(".") and not name.endswith(".md"):
                continue
            if not stat.S_ISREG(os.lstat(os.path.join(parent, name)).st_mode):
                problems.append(Problem(relative, 1, 1, "file", "is not a plain file", "put the file itself here"))
            elif name.startswith("."):
                problems.append(Problem(relative, 1, 1, "file", "is hidden", "rename it without the dot"))
            else:
                yield relative
