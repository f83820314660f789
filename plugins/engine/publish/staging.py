"""Staging: a site is made beside its target and put in place whole, or not at all."""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from plugins.archive import urls as paths
from plugins.engine.cache.build_state import BuildState, OutputDirs, OutputFile, hash_and_describe
from plugins.engine.publish.manifest import read_manifest, write_manifest
from plugins.engine.publish.previous_output import PreviousOutput, hard_link, remove_file
from plugins.engine.publish.swap import REPLACED_DIR, lock_output, replace_dir
from plugins.engine.render.renderer import Renderer
from plugins.engine.render.write_outputs import BatchWriterFactory, BuildResult, PreviousFiles, write_all
from plugins.pages.outputs import Copy, Output, Page, Plan

PREFIX = ".sitrep-"


class StagingError(Exception):
    """The site can't be put together or in place; the message says why and what to do."""


class Staging:
    """A site in the making, in a room of its own beside `target`; no other build works on the target meanwhile."""

    def __init__(self, target: Path) -> None:
        require_own_output(target)
        self.target = target
        self._held = ExitStack()
        self._held.enter_context(lock_output(target, PREFIX))
        self._sweep()
        room = tempfile.TemporaryDirectory(
            prefix=f"{PREFIX}{target.name}-", dir=target.parent, ignore_cleanup_errors=True
        )
        self._held.enter_context(room)
        self.folder = Path(room.name) / "site"
        self.plugin_output = Path(room.name) / "strangers"
        self.plugin_output.mkdir()
        self.previous_output = PreviousOutput(target, PREFIX)
        self.outputs: dict[str, Output] = {}
        self._owners: dict[str, Output] = {}

    def _sweep(self) -> None:
        """Remove what an interrupted build of this target left behind; a site that it took away is put back."""
        rooms = re.compile(rf"{re.escape(PREFIX + self.target.name)}-[a-z0-9_]+")  # as tempfile names them
        for left in [path for path in self.target.parent.iterdir() if rooms.fullmatch(path.name)]:
            if not self.target.exists() and (left / REPLACED_DIR).is_dir():
                (left / REPLACED_DIR).rename(self.target)
            shutil.rmtree(left, ignore_errors=True)

    def add(self, output: Output) -> None:
        """Take an output in; raises StagingError when its place is taken, on any file system."""
        file = paths.output_file(output.path)
        key = unicodedata.normalize("NFC", file).casefold()
        if key in self._owners:
            both = f"{output_name(self._owners[key])} and by {output_name(output)}"
            raise StagingError(f"{file}: claimed by {both} — give one of the two another name")
        self._owners[key] = output
        self.outputs[file] = output

    def listed_paths(self) -> list[str]:
        """Return the paths of the pages that search engines and the sitemap are told of."""
        pages = (output for output in self.outputs.values() if isinstance(output, Page | Plan))
        return [output.path for output in pages if output.listed]

    def write(
        self,
        renderer: Renderer,
        state: BuildState | None,
        frame: str,
        jobs: int,
        worker_factory: BatchWriterFactory | None = None,
    ) -> BuildResult:
        """Make every output, or take it over from the site that `state` describes when it is the same.

        Files that other people's plugins wrote to `strangers` join the site; what is in it no more is removed.
        """
        twinned = self.previous_output.reuse(state, self.folder)
        self.folder.mkdir(exist_ok=True)
        known = state.files if state else {}
        before = PreviousFiles(
            self.folder if twinned else self.target, known if state and state.shared_inputs == frame else {}
        )
        for path in known.keys() - self.outputs.keys() if twinned else ():
            if not path.startswith(paths.PAGEFIND):
                remove_file(self.folder, path)
        making = write_all(self.outputs, self.folder, renderer, before, jobs, worker_factory)
        self._adopt(making)
        return making

    def _adopt(self, making: BuildResult) -> None:
        for file in self.plugin_output.rglob("*"):
            if file.is_file():
                path = file.relative_to(self.plugin_output).as_posix()
                remove_file(self.folder, path)
                hard_link(file, self.folder / path)
                making.files[path] = hash_and_describe(file)

    def commit(self, files: dict[str, OutputFile], *, siteurl: str, drafts: bool) -> None:
        """Put the site in the place of the one before; its manifest joins `files`."""
        shas = {path: file.sha256 for path, file in files.items()}
        remove_file(self.folder, paths.MANIFEST)
        files[paths.MANIFEST] = write_manifest(self.folder, shas, siteurl=siteurl, drafts=drafts)
        publish_folder(self.folder, self.target)

    def keep_previous(self, before: BuildState | None, files: Mapping[str, OutputFile]) -> OutputDirs:
        """Keep what was replaced for the next build, as `Twin.leave` says."""
        return self.previous_output.keep(self.folder, before, files)

    def discard(self) -> None:
        """Remove the room in which the site was made, and let others build; what was committed stays."""
        self._held.close()


def publish_folder(site: Path, target: Path) -> None:
    """Swap the folder `site`, which stands in a room of its own on the same file system, for `target`."""
    require_own_output(target)
    replace_dir(site, target)


def require_own_output(target: Path) -> None:
    """Raise StagingError when `target` holds something that no build of ours put there."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise StagingError(f"{target} is not a folder — choose another output, or take it away")
    if target.is_dir() and any(target.iterdir()) and read_manifest(target) is None:
        what = "is not empty, and no build of this program made it"
        raise StagingError(f"{target} {what} — choose another output, or empty it yourself")


def output_name(output: Output) -> str:
    """Name an output for a message."""
    whole = output.create() if isinstance(output, Plan) else output
    if isinstance(whole, Page):
        return f"{whole.template} '{whole.view.head.title}'"  # type: ignore[attr-defined]  # every view has a head
    return f"the file {whole.source}" if isinstance(whole, Copy) else f"the made file {whole.path}"
