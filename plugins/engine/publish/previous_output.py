"""The twin: the site before the one that is published, kept to become the next one by changing what differs alone.

Without it each build would have to link every file of the site anew. It is used only if it and the target are the very
folders that the last build left; a build that is killed while it works on the twin leaves none.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from plugins.engine.cache.build_state import BuildState, OutputDirs, OutputFile


class PreviousOutput:
    """The twin of one target."""

    def __init__(self, target: Path, prefix: str) -> None:
        self.target = target
        self.folder = target.parent / f"{prefix}twin.{target.name}"
        self._taken: dict[str, int] = {}

    def reuse(self, before: BuildState | None, folder: Path) -> bool:
        """Move the twin to `folder` and make it equal to the target; False, and no twin any more, if it is unsound."""
        if before is None or not self._sound(before.output_dirs):
            shutil.rmtree(self.folder, ignore_errors=True)
            return False
        self.folder.rename(folder)
        source, place = str(self.target), str(folder)
        delta = before.output_dirs.changed
        for path in delta:
            if path not in before.files:
                remove_file(folder, path)
        for path in delta:
            if path in before.files:
                replace_with_link(f"{source}/{path}", f"{place}/{path}")
        self._taken = before.output_dirs.previous_mtimes
        return True

    def _sound(self, left: OutputDirs) -> bool:
        """Tell whether target and twin are the folders that the last build left, and nothing was put into the twin."""
        here = left.previous_inode and (inode(self.folder), inode(self.target)) == (
            left.previous_inode,
            left.current_inode,
        )
        return bool(here) and folder_mtimes(self.folder, left.previous_mtimes) == left.previous_mtimes

    def keep(self, old: Path, before: BuildState | None, files: Mapping[str, OutputFile]) -> OutputDirs:
        """Keep the site that was replaced as the twin of the one that took its place.

        What was replaced may not be what the last build left, or there was nothing: then every file of the new site is
        given a second place.
        """
        folders = ["", *parent_folders(files)]
        delta: list[str] = []
        if before and before.output_dirs.current_inode == inode(old):
            old.rename(self.folder)
            times = before.output_dirs.current_mtimes
            paths = before.files.keys() | files.keys()
            delta = sorted(path for path in paths if before.files.get(path) != files.get(path))
        else:
            self._taken = {}
            times = folder_mtimes(self.folder, folders) if self._double(files) else {}
        now = self._folder_times(folders, {*delta, *(before.output_dirs.changed if before else ())})
        return OutputDirs(inode(self.target), now, inode(self.folder), times, delta)

    def _folder_times(self, folders: Iterable[str], changed: Iterable[str]) -> dict[str, int]:
        """Return the times of the target's `folders`: where no file was `changed`, those of the twin it was."""
        moved = {"", *parent_folders(changed)}
        known = {folder: time for folder, time in self._taken.items() if folder not in moved}
        return known | folder_mtimes(self.target, (folder for folder in folders if folder not in known))

    def _double(self, files: Mapping[str, OutputFile]) -> bool:
        """Give every file of the target a second place in the twin; False, and no twin, where that can't be had."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        make_folders(self.folder, files)
        source, place = str(self.target), str(self.folder)
        try:
            for path in files:
                os.link(f"{source}/{path}", f"{place}/{path}")
        except OSError:
            shutil.rmtree(self.folder, ignore_errors=True)
            return False
        return True


def folder_mtimes(root: Path, folders: Iterable[str]) -> dict[str, int]:
    """Return when something was last put into or taken out of each folder below `root`; one that is gone is left out.

    What somebody put into a site would be published by a later build, and a link in it be written through: both show in
    the time of the folder, at a twentieth of what it costs to list all folders.
    """
    times: dict[str, int] = {}
    for folder in folders:
        try:
            times[folder] = os.stat(f"{root}/{folder}", follow_symlinks=False).st_mtime_ns
        except OSError:
            continue
    return times


def inode(folder: Path) -> int:
    """Return the inode of a folder; 0 when it is not there."""
    try:
        return os.stat(folder, follow_symlinks=False).st_ino
    except OSError:
        return 0


def hard_link(old: Path, new: Path) -> bool:
    """Give a file a second place; False when it can't be had."""
    try:
        new.parent.mkdir(parents=True, exist_ok=True)
        os.link(old, new)
    except OSError:
        return False
    return True


def replace_with_link(old: str, new: str) -> None:
    """Give a file a second place, instead of what may stand there; what can't be linked is made anew later."""
    try:
        if os.path.lexists(new):
            os.unlink(new)
        else:
            os.makedirs(os.path.dirname(new), exist_ok=True)
        os.link(old, new)
    except OSError:
        return


def remove_file(folder: Path, path: str) -> None:
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
    for name in sorted(parent_folders(files)):
        try:
            os.mkdir(f"{place}/{name}")
        except FileExistsError:
            continue


def parent_folders(files: Iterable[str]) -> set[str]:
    """Return every folder around one of `files`."""
    found: set[str] = set()
    for file in files:
        parent = file.rpartition("/")[0]
        while parent and parent not in found:
            found.add(parent)
            parent = parent.rpartition("/")[0]
    return found
