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
from plugins.engine.cache.build_state import Made, Standing, State, describe_file
from plugins.engine.publish.manifest import read_manifest, write_manifest
from plugins.engine.publish.previous_output import Twin, drop, link
from plugins.engine.publish.swap import REPLACED, alone, put
from plugins.engine.render.renderer import Renderer
from plugins.engine.render.write_outputs import Before, MakerRecipe, Making, make_all
from plugins.pages.outputs import Copy, Output, Page, Plan

PREFIX = ".sitrep-"


class StagingError(Exception):
    """The site can't be put together or in place; the message says why and what to do."""


class Staging:
    """A site in the making, in a room of its own beside `target`; no other build works on the target meanwhile."""

    def __init__(self, target: Path) -> None:
        refuse_foreign(target)
        self.target = target
        self._held = ExitStack()
        self._held.enter_context(alone(target, PREFIX))
        self._sweep()
        room = tempfile.TemporaryDirectory(
            prefix=f"{PREFIX}{target.name}-", dir=target.parent, ignore_cleanup_errors=True
        )
        self._held.enter_context(room)
        self.folder = Path(room.name) / "site"
        self.strangers = Path(room.name) / "strangers"
        self.strangers.mkdir()
        self.twin = Twin(target, PREFIX)
        self.outputs: dict[str, Output] = {}
        self._owners: dict[str, Output] = {}

    def _sweep(self) -> None:
        """Remove what an interrupted build of this target left behind; a site that it took away is put back."""
        rooms = re.compile(rf"{re.escape(PREFIX + self.target.name)}-[a-z0-9_]+")  # as tempfile names them
        for left in [path for path in self.target.parent.iterdir() if rooms.fullmatch(path.name)]:
            if not self.target.exists() and (left / REPLACED).is_dir():
                (left / REPLACED).rename(self.target)
            shutil.rmtree(left, ignore_errors=True)

    def add(self, output: Output) -> None:
        """Take an output in; raises StagingError when its place is taken, on any file system."""
        file = paths.file_of(output.path)
        key = unicodedata.normalize("NFC", file).casefold()
        if key in self._owners:
            both = f"{describe(self._owners[key])} and by {describe(output)}"
            raise StagingError(f"{file}: claimed by {both} — give one of the two another name")
        self._owners[key] = output
        self.outputs[file] = output

    def listed(self) -> list[str]:
        """Return the paths of the pages that search engines and the sitemap are told of."""
        pages = (output for output in self.outputs.values() if isinstance(output, Page | Plan))
        return [output.path for output in pages if output.listed]

    def make(
        self, renderer: Renderer, state: State | None, frame: str, jobs: int, recipe: MakerRecipe | None = None
    ) -> Making:
        """Make every output, or take it over from the site that `state` describes when it is the same.

        Files that other people's plugins wrote to `strangers` join the site; what is in it no more is removed.
        """
        twinned = self.twin.take(state, self.folder)
        self.folder.mkdir(exist_ok=True)
        known = state.files if state else {}
        before = Before(self.folder if twinned else self.target, known if state and state.frame == frame else {})
        for path in known.keys() - self.outputs.keys() if twinned else ():
            if not path.startswith(paths.PAGEFIND):
                drop(self.folder, path)
        making = make_all(self.outputs, self.folder, renderer, before, jobs, recipe)
        self._adopt(making)
        return making

    def _adopt(self, making: Making) -> None:
        for file in self.strangers.rglob("*"):
            if file.is_file():
                path = file.relative_to(self.strangers).as_posix()
                drop(self.folder, path)
                link(file, self.folder / path)
                making.files[path] = describe_file(file)

    def commit(self, files: dict[str, Made], *, siteurl: str, drafts: bool) -> None:
        """Put the site in the place of the one before; its manifest joins `files`."""
        shas = {path: file.sha256 for path, file in files.items()}
        drop(self.folder, paths.MANIFEST)
        files[paths.MANIFEST] = write_manifest(self.folder, shas, siteurl=siteurl, drafts=drafts)
        put_in_place(self.folder, self.target)

    def leave_twin(self, before: State | None, files: Mapping[str, Made]) -> Standing:
        """Keep what was replaced for the next build, as `Twin.leave` says."""
        return self.twin.leave(self.folder, before, files)

    def discard(self) -> None:
        """Remove the room in which the site was made, and let others build; what was committed stays."""
        self._held.close()


def put_in_place(site: Path, target: Path) -> None:
    """Swap the folder `site`, which stands in a room of its own on the same file system, for `target`."""
    refuse_foreign(target)
    put(site, target)


def refuse_foreign(target: Path) -> None:
    """Raise StagingError when `target` holds something that no build of ours put there."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise StagingError(f"{target} is not a folder — choose another output, or take it away")
    if target.is_dir() and any(target.iterdir()) and read_manifest(target) is None:
        what = "is not empty, and no build of this program made it"
        raise StagingError(f"{target} {what} — choose another output, or empty it yourself")


def describe(output: Output) -> str:
    """Name an output for a message."""
    whole = output.make() if isinstance(output, Plan) else output
    if isinstance(whole, Page):
        return f"{whole.template} '{whole.view.head.title}'"  # type: ignore[attr-defined]  # every view has a head
    return f"the file {whole.source}" if isinstance(whole, Copy) else f"the made file {whole.path}"
