"""Staging: a site is made beside its target and put in place whole, or not at all."""

from __future__ import annotations

import shutil
import tempfile
import unicodedata
from pathlib import Path

from plugins.archive import urls as paths
from plugins.engine.manifest import read_manifest, write_manifest
from plugins.engine.renderer import Renderer
from plugins.pages.output import Copy, File, Page

PREFIX = ".sitrep-"


class StagingError(Exception):
    """The site can't be put together or in place; the message says why and what to do."""


class Staging:
    """A site in the making, in a folder of its own beside `target`."""

    def __init__(self, target: Path, renderer: Renderer) -> None:
        refuse_foreign(target)
        self.target = target
        self.renderer = renderer
        target.parent.mkdir(parents=True, exist_ok=True)
        self._sweep()
        self._room = tempfile.TemporaryDirectory(prefix=f"{PREFIX}{target.name}-", dir=target.parent)
        self.folder = Path(self._room.name) / "site"
        self.folder.mkdir()
        self.listed: list[str] = []
        self._owners: dict[str, str] = {}

    def _sweep(self) -> None:
        """Remove what an interrupted build of this target left behind."""
        for left in self.target.parent.glob(f"{PREFIX}{self.target.name}-*"):
            shutil.rmtree(left, ignore_errors=True)

    def add(self, output: Page | File | Copy) -> None:
        """Make one output; raises StagingError when its place is taken."""
        place = self._claim(paths.file_of(output.path), _describe(output))
        if isinstance(output, Copy):
            shutil.copyfile(output.source, place)
        else:
            place.write_bytes(self.renderer.render(output) if isinstance(output, Page) else output.data)
        if isinstance(output, Page) and output.listed:
            self.listed.append(output.path)

    def _claim(self, file: str, owner: str) -> Path:
        """Return the place for a file that nothing else claims, on any file system."""
        key = unicodedata.normalize("NFC", file).casefold()
        if key in self._owners:
            raise StagingError(
                f"{file}: claimed by {self._owners[key]} and by {owner} — give one of the two another name"
            )
        self._owners[key] = owner
        place = self.folder / file
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def commit(self, *, siteurl: str, drafts: bool) -> None:
        """Put the site in the place of the one before; the manifest says what it consists of."""
        write_manifest(self.folder, siteurl=siteurl, drafts=drafts)
        put_in_place(self.folder, self.target)

    def discard(self) -> None:
        """Remove the room in which the site was made; what was committed stays."""
        self._room.cleanup()


def put_in_place(site: Path, target: Path) -> None:
    """Swap the folder `site`, which stands in a room of its own on the same file system, for `target`."""
    refuse_foreign(target)
    old = site.with_name("old")
    if target.exists():
        target.rename(old)
    try:
        site.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise


def refuse_foreign(target: Path) -> None:
    """Raise StagingError when `target` holds something that no build of ours put there."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise StagingError(f"{target} is not a folder — choose another output, or take it away")
    if target.is_dir() and any(target.iterdir()) and read_manifest(target) is None:
        what = "is not empty, and no build of this program made it"
        raise StagingError(f"{target} {what} — choose another output, or empty it yourself")


def _describe(output: Page | File | Copy) -> str:
    if isinstance(output, Page):
        return f"{output.template} '{output.view.head.title}'"  # type: ignore[attr-defined]  # every view has a head
    return f"the file {output.source}" if isinstance(output, Copy) else f"the made file {output.path}"
