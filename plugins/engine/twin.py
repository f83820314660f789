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
    """Tell whether a folder holds nothing but plain files of `files` and the folders around them.

    What somebody put into the site would be published by a later build, and a link in it be written through.
    """
    folders = folders_of(files)
    waiting = [""]
    while waiting:
        within = waiting.pop()
        with os.scandir(f"{folder}/{within}") as entries:
            for entry in entries:
                path = within + entry.name
                if entry.is_dir(follow_symlinks=False) and path in folders:
                    waiting.append(f"{path}/")
                elif path not in files or not entry.is_file(follow_symlinks=False):
                    return False
    return True


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
