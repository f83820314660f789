"""The previous output folder, reused as the base of the next build.

A build then links only the files that differ, not every file of the site. The folder is used only if it and the output
folder are exactly as the last build left them. A build that is killed while it works on the folder leaves none.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from plugins.engine.cache.build_state import BuildState, OutputDirs, OutputFile
from plugins.engine.links import folder_mtimes, inode, make_folders, parent_folders, remove_file, replace_with_link


class PreviousOutput:
    """The previous output of one output folder. It is a hidden folder with the same parent."""

    def __init__(self, output: Path, prefix: str) -> None:
        self.output = output
        self.folder = output.parent / f"{prefix}previous.{output.name}"
        self._mtimes: dict[str, int] = {}

    def reuse(self, previous: BuildState | None, folder: Path) -> bool:
        """Move the previous output to `folder` and give it the files of the output folder.

        Returns False, and removes the previous output, if it was changed since the last build.
        """
        if previous is None or not self._is_unmodified(previous.output_dirs):
            shutil.rmtree(self.folder, ignore_errors=True)
            return False
        self.folder.rename(folder)
        changed = previous.output_dirs.changed
        for path in changed:
            if path not in previous.files:
                remove_file(folder, path)
        for path in changed:
            if path in previous.files:
                replace_with_link(f"{self.output}/{path}", f"{folder}/{path}")
        self._mtimes = previous.output_dirs.previous_mtimes
        return True

    def _is_unmodified(self, dirs: OutputDirs) -> bool:
        """Return whether both folders are the ones in `dirs`, and no file was put into the previous output."""
        if not dirs.previous_inode or inode(self.folder) != dirs.previous_inode:
            return False
        same = inode(self.output) == dirs.current_inode
        return same and folder_mtimes(self.folder, dirs.previous_mtimes) == dirs.previous_mtimes

    def keep(self, old: Path, previous: BuildState | None, files: Mapping[str, OutputFile]) -> OutputDirs:
        """Make the replaced site at `old` the previous output of the new site with `files`.

        If `old` is not the site of the last build, the previous output becomes a hard-link copy of the new site.
        """
        folders = ["", *parent_folders(files)]
        changed: list[str] = []
        if previous and previous.output_dirs.current_inode == inode(old):
            old.rename(self.folder)
            mtimes = previous.output_dirs.current_mtimes
            paths = previous.files.keys() | files.keys()
            changed = sorted(path for path in paths if previous.files.get(path) != files.get(path))
        else:
            self._mtimes = {}
            mtimes = folder_mtimes(self.folder, folders) if self._hard_link_copy(files) else {}
        touched = {*changed, *(previous.output_dirs.changed if previous else ())}
        return OutputDirs(
            inode(self.output), self._output_mtimes(folders, touched), inode(self.folder), mtimes, changed
        )

    def _output_mtimes(self, folders: Iterable[str], changed: Iterable[str]) -> dict[str, int]:
        """Return the mtimes of the output's `folders`: the known ones where no file was `changed`, else from disk."""
        changed_folders = {"", *parent_folders(changed)}
        known = {folder: mtime for folder, mtime in self._mtimes.items() if folder not in changed_folders}
        return known | folder_mtimes(self.output, (folder for folder in folders if folder not in known))

    def _hard_link_copy(self, files: Mapping[str, OutputFile]) -> bool:
        """Link every file of the output folder; return False, and leave no folder, if that fails."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        make_folders(self.folder, files)
        try:
            for path in files:
                os.link(f"{self.output}/{path}", f"{self.folder}/{path}")
        except OSError:
            shutil.rmtree(self.folder, ignore_errors=True)
            return False
        return True
