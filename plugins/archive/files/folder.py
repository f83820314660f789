"""The content folder: the files of an archive, and checks for files that do not belong there.

site.yaml   registry/*.yaml   boundaries/*.topo.json   pages/*.md
reports/<year>/<stem>.md   reports/<year>/<stem>/<attachment>   imports/<data set>/<name>.jsonl
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from plugins.archive import limits
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files.editor_files import is_editor_file
from plugins.archive.model.registry import REGISTRY_FILES
from plugins.archive.problems import Problem
from plugins.archive.schema.field_types import IDENTIFIER, NOT_A_DEVICE
from plugins.archive.text.characters import describe_character, find_deceptive

SITE_FILE = "site.yaml"
REGISTRY = "registry"
REPORTS = "reports"
PAGES = "pages"
BOUNDARIES = "boundaries"
IMPORTS = "imports"
FOLDERS = (REPORTS, PAGES, REGISTRY, BOUNDARIES, IMPORTS)
MANIFEST_FILE = re.compile(rf"{IMPORTS}/[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*\.(jsonl|yaml)")
"""What importers keep about a data set: no build reads it."""
GEOMETRY_SUFFIX = ".topo.json"
"""The ending of geometry files."""
ORIGINS_FILE = f"{BOUNDARIES}/origins.yaml"
"""The file with the origins of the geometry files."""
DOCUMENTS = (".md", ".markdown", ".rst", ".html", ".htm")
"""Endings of files that are probably meant as reports or pages."""
INFO_FILES = ("README", "LICENSE", "LICENCE", "COPYING")
"""Names, with any ending, of files about the archive that are allowed and ignored."""
OPEN_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK"))
"""Flags for opening a file: binary, without following links or waiting for pipes, as far as the system supports it."""
MAX_NAME_BYTES = 200
"""Most file systems allow 255 bytes."""
WINDOWS_FORBIDDEN = re.compile(r'[<>:"\\|?*]')
"""Characters that Windows forbids in names."""
MAX_BYTES = max(limits.REGISTRY_BYTES, limits.SITE_BYTES, limits.BOUNDARY_BYTES)
"""The limit of files other than Markdown; the limit of each kind is checked when it is decoded."""


class Folder(msgspec.Struct, frozen=True):
    """The files of a content folder, as paths from `root` with forward slashes, sorted.

    Paths are in Unicode NFC. `disk_paths` has the paths of the files whose names are in another form on the disk, such
    as NFD, which macOS writes.
    """

    root: Path
    reports: tuple[str, ...]
    pages: tuple[str, ...]
    attachments: frozenset[str]
    boundaries: tuple[str, ...] = ()
    disk_paths: Mapping[str, str] = {}

    @property
    def geometry_files(self) -> tuple[str, ...]:
        """The paths of the geometry files and of their origins file, which may be missing."""
        return (ORIGINS_FILE, *self.boundaries)

    def file(self, path: str) -> Path:
        """Return where a file is on the disk."""
        return self.root / self.disk_paths.get(path, path)

    def has_file(self, path: str) -> bool:
        """Return whether there is a regular file at `path`, without symbolic links inside the content folder."""
        file = self.file(path)
        return file.is_file() and not any(part.is_symlink() for part in (file, file.parent) if part != self.root)

    def read(self, path: str, max_bytes: int | None = None) -> bytes:
        """Return the first `max_bytes` + 1 bytes of a file, so that a larger file can be recognised.

        By default, `max_bytes` is the limit for a file of its kind.

        Does not follow links or wait for pipes, even if one replaced the file since the scan. Raises OSError.
        """
        file = os.open(self.file(path), OPEN_FLAGS)
        with open(file, "rb") as stream:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise OSError(f"{path} is not a regular file")
            default = limits.REPORT_BYTES if path.endswith(".md") else MAX_BYTES
            return stream.read((default if max_bytes is None else max_bytes) + 1)


def report_path(stem: str) -> str:
    """Return the path of the report `stem`."""
    return f"{REPORTS}/{stem[:4]}/{stem}.md"


def registry_path(kind: EntryKind) -> str:
    """Return the path of the vocabulary of one kind."""
    return f"{REGISTRY}/{REGISTRY_FILES[kind]}"


def scan(root: Path, problems: list[Problem]) -> Folder:
    """Find the files of the content folder `root`, and add a problem for each file in the wrong folder."""
    if root.is_symlink():
        problems.append(Problem(root.name, 1, 1, "file", "is a symbolic link", "use the folder that it points to"))
        return Folder(root, (), (), frozenset())
    reports, pages, attachments = [], [], set()
    for path in _files(root, REPORTS, problems):
        if path.count("/") == 2 and path.endswith(".md"):
            reports.append(path)
        elif path.count("/") == 3 and not path.lower().endswith(DOCUMENTS):
            attachments.add(path)
        else:
            remedy = "a report is reports/<year>/<stem>.md, its attachments are in reports/<year>/<stem>/"
            _reject(path, remedy, problems)
    for path in _files(root, PAGES, problems):
        if path.count("/") == 1 and path.endswith(".md"):
            pages.append(path)
        else:
            _reject(path, "a page is pages/<name>.md", problems)
    problems.extend(check_file_names(attachments))
    _check_rest(root, set(reports), attachments, problems)
    boundaries = tuple(sorted(_boundaries(root, problems)))
    nfc = {unicodedata.normalize("NFC", path): path for path in sorted(attachments)}
    disk_paths = {path: on_disk for path, on_disk in nfc.items() if path != on_disk}
    return Folder(root, tuple(sorted(reports)), tuple(sorted(pages)), frozenset(nfc), boundaries, disk_paths)


def _boundaries(root: Path, problems: list[Problem]) -> Iterator[str]:
    """List the geometry files. Only their origins and info files are allowed in the same folder."""
    for path in _files(root, BOUNDARIES, problems):
        name = path.removeprefix(f"{BOUNDARIES}/")
        if IDENTIFIER.matches(name.removesuffix(GEOMETRY_SUFFIX)) and name.endswith(GEOMETRY_SUFFIX):
            yield path
        elif path != ORIGINS_FILE and ("/" in name or not _is_info(root / path)):
            _reject(
                path, f"geometry is {BOUNDARIES}/<id>{GEOMETRY_SUFFIX}, its origins are in {ORIGINS_FILE}", problems
            )


def _check_rest(root: Path, reports: set[str], attachments: set[str], problems: list[Problem]) -> None:
    """Reject attachments without a report, unknown registries, and unknown files at the top."""
    for path in sorted(attachments):
        if f"{path.rpartition('/')[0]}.md" not in reports:
            _reject(path, "its folder has no report of the same name", problems)
    for path in _files(root, REGISTRY, problems):
        if path.removeprefix(f"{REGISTRY}/") not in REGISTRY_FILES.values():
            _reject(path, f"registries are {', '.join(REGISTRY_FILES.values())}", problems)
    for path in _files(root, IMPORTS, problems):
        if not MANIFEST_FILE.fullmatch(path):
            _reject(path, f"importers keep their rows in {IMPORTS}/<data set>/<year>.jsonl", problems)
    for path in _unknown_files(root, problems):
        _reject(path, "reports belong in reports/<year>/, pages in pages/", problems)


def _unknown_files(root: Path, problems: list[Problem]) -> Iterator[str]:
    """List the unknown files at the top and in unknown folders. Add a problem for each symbolic link at the top."""
    for path in sorted(root.glob("*")):
        if path.name.startswith(".") or is_editor_file(path.name):
            continue
        if path.is_symlink():
            remedy = "replace it with its target"
            problems.append(Problem(path.name, 1, 1, "file", "is a symbolic link", remedy))
        elif path.is_dir() and path.name not in FOLDERS:
            yield from _files(root, path.name, problems)
        elif path.name == SITE_FILE and not path.is_file():
            problems.append(_not_regular(SITE_FILE))
        elif not path.is_dir() and path.name != SITE_FILE and not _is_info(path):
            yield path.name


def _is_info(path: Path) -> bool:
    """Return whether this is a regular file about the archive, such as a README."""
    return path.name.partition(".")[0] in INFO_FILES and path.is_file()


def _reject(path: str, remedy: str, problems: list[Problem]) -> None:
    problems.append(Problem(path, 1, 1, "file", "does not belong here", remedy))


def _not_regular(path: str) -> Problem:
    return Problem(path, 1, 1, "file", "is not a regular file", "replace it with the file itself")


def _files(root: Path, folder: str, problems: list[Problem]) -> Iterator[str]:
    """List the regular files below `folder`. Links and devices are problems; hidden files of editors are ignored."""
    if (root / folder).is_symlink():
        return
    for parent, names, files in os.walk(root / folder):
        names[:] = sorted(name for name in names if not name.startswith("."))
        base = os.path.relpath(parent, root).replace(os.sep, "/")
        for name in sorted([*files, *(n for n in names if os.path.islink(os.path.join(parent, n)))]):
            relative = f"{base}/{name}"
            if is_editor_file(name) or (name.startswith(".") and not name.endswith(".md")):
                continue
            if not stat.S_ISREG(os.lstat(os.path.join(parent, name)).st_mode):
                problems.append(_not_regular(relative))
            elif name.startswith("."):
                problems.append(Problem(relative, 1, 1, "file", "is hidden", "rename it without the dot"))
            else:
                yield relative


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
    if fault := _deceptive_name(name):
        yield f"its name {fault}", "rename it"
    if found := WINDOWS_FORBIDDEN.search(name):
        yield f"its name contains '{found[0]}', which Windows forbids", "rename it"
    if name != name.strip(" ") or name.endswith("."):
        yield "its name begins or ends with a space, or ends with a dot", "rename it"
    if not re.match(NOT_A_DEVICE, re.split(r"[. ]", name.lower())[0]):
        yield "its name is a device name on Windows", "rename it"


def _deceptive_name(name: str) -> str:
    """Return how a file name deceives; empty if it does not. Tabs and line breaks are allowed in texts only."""
    if control := re.search(r"[\t\n]", name):
        return f"contains {describe_character(control[0])}"
    fault = find_deceptive(name)
    return fault[0] if fault else ""
