"""The twin: the site before the one that is published, kept to become the next one by changing what differs alone.

Without it each build would have to link every file of the site anew. It is used only if it and the target are the very
folders that the last build left; a build that is killed while it works on the twin leaves none.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from plugins.engine.state import Made, State


class Twin:
    """The twin of one target."""

    def __init__(self, target: Path, prefix: str) -> None:
        self.target = target
        self.folder = target.parent / f"{prefix}twin.{target.name}"

    def take(self, before: State | None, folder: Path) -> bool:
        """Move the twin to `folder` and make it equal to the target; False, and no twin any more, if it is unsound."""
        both = (inode(self.folder), inode(self.target))
        sound = before is not None and before.twin and both == (before.twin, before.target)
        if before is None or not sound or not holds_only(self.folder, before.files.keys() | set(before.delta)):
            shutil.rmtree(self.folder, ignore_errors=True)
            return False
        self.folder.rename(folder)
        source, place = str(self.target), str(folder)
        for path in before.delta:
            if path not in before.files:
                drop(folder, path)
        for path in before.delta:
            if path in before.files:
                relink(f"{source}/{path}", f"{place}/{path}")
        return True

    def leave(self, old: Path, before: State | None, files: Mapping[str, Made]) -> list[str] | None:
        """Keep the site that was replaced as the twin; return the paths in which the target differs from it.

        None stands for no twin: what was replaced is not what the last build left, or there was nothing.
        """
        if before is None or before.target != inode(old):
            return self._double(files)
        old.rename(self.folder)
        paths = before.files.keys() | files.keys()
        return sorted(path for path in paths if before.files.get(path) != files.get(path))

    def _double(self, files: Mapping[str, Made]) -> list[str] | None:
        """Make a twin by linking every file of the target."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        make_folders(self.folder, files)
        source, place = str(self.target), str(self.folder)
        try:
            for path in files:
                os.link(f"{source}/{path}", f"{place}/{path}")
        except OSError:
            shutil.rmtree(self.folder, ignore_errors=True)
            return None
        return []

    def inode(self) -> int:
        """Return what the twin's folder is known by; 0 when there is none."""
        return inode(self.folder)


def holds_only(folder: Path, files: Collection[str]) -> bool:
    """Tell whether a folder holds just what is named as `files` and the folders around them, and no link.

    What somebody put into the site would be published by a later build, and a link in it be written through.
    """
    expected: dict[str, set[str]] = {"": set()}
    for path in (*folders_of(files), *files):
        within, _, name = path.rpartition("/")
        expected.setdefault(within, set()).add(name)
    try:
        return all(_names(f"{folder}/{within}") == names for within, names in expected.items())
    except OSError:
        return False


def _names(folder: str) -> set[str] | None:
    """Return the names in a folder; None when one is that of a link."""
    with os.scandir(folder) as entries:
        found = [(entry.name, entry.is_symlink()) for entry in entries]
    return None if any(linked for _, linked in found) else {name for name, _ in found}


def inode(folder: Path) -> int:
    """Return the inode of a folder; 0 when it is not there."""
    try:
        return os.stat(folder, follow_symlinks=False).st_ino
    except OSError:
        return 0


def link(old: Path, new: Path) -> bool:
    """Give a file a second place; False when it can't be had."""
    try:
        new.parent.mkdir(parents=True, exist_ok=True)
        os.link(old, new)
    except OSError:
        return False
    return True


def relink(old: str, new: str) -> None:
    """Give a file a second place, instead of what may stand there; what can't be linked is made anew later."""
    try:
        if os.path.lexists(new):
            os.unlink(new)
        else:
            os.makedirs(os.path.dirname(new), exist_ok=True)
        os.link(old, new)
    except OSError:
        return


def drop(folder: Path, path: str) -> None:
    """Remove a file below `folder`, and the folders that it leaves empty."""
    (folder / path).unlink(missing_ok=True)
    parent = path.rpartition("/")[0]
    while parent:
        try:
            os.rmdir(folder / parent)
        except OSError:
            return
        parent = parent.rpartition("/")[0]


def make_folders(folder: Path, files: Iterable[str]) -> None:
    """Make every folder that `files` need below `folder`, each once."""
    place = str(folder)
    for name in sorted(folders_of(files)):
        try:
            os.mkdir(f"{place}/{name}")
        except FileExistsError:
            continue


def folders_of(files: Iterable[str]) -> set[str]:
    """Return every folder around one of `files`."""
    found: set[str] = set()
    for file in files:
        parent = file.rpartition("/")[0]
        while parent and parent not in found:
            found.add(parent)
            parent = parent.rpartition("/")[0]
    return found
