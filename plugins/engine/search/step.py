"""Searching: the search index of a build, taken over from the site before while no document changed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from plugins.archive import urls as paths
from plugins.engine.cache.build_state import Made, State, describe_file
from plugins.engine.progress import stage
from plugins.engine.publish.staging import Staging
from plugins.engine.render.write_outputs import Making, take_over
from plugins.engine.search.index import Tally, index_written, write_documents
from plugins.engine.workers import spread
from plugins.pages.outputs import Plan, SearchDocument, digest


class Searching:
    """The documents that a build's index is made of, and the index when it is made anew.

    `version` stands for the code that makes documents, `lang` is the archive's language.
    """

    def __init__(self, lang: str, version: str, jobs: int) -> None:
        self.plans: list[Plan] = []
        self._lang = lang
        self._version = version
        self._jobs = jobs
        self._index: Path | None = None

    @cached_property
    def documents(self) -> bytes:
        """The digest of the documents; asked for when all are planned."""
        return digest(self._lang, self._version, [(plan.path, plan.bundle, plan.inputs) for plan in self.plans])

    def prepare(self, room: Path, before: State | None) -> None:
        """Make the index in `room` if a document changed; raises SearchIndexError as `index_written` does.

        It takes longest of all, so it comes before the site of the last build is touched: who ends a build that is at
        it, as `serve` does, leaves all else as it was.
        """
        if self.plans and (before is None or before.search != self.documents):
            self._make(room)

    def _make(self, room: Path) -> None:
        workdir, self._index = room / "documents", room / "index"
        with stage("Index for search"):
            tally = Tally()
            for counted in spread(self.plans, lambda portion: write_planned(portion, workdir), self._jobs):
                tally.merge(counted)
            index_written(tally, workdir, self._index, self._lang, self._jobs)

    def leave(self, staging: Staging, before: State | None, making: Making) -> bytes:
        """Let the index be what it was, whatever the documents are now; return the digest of those it was made of."""
        if before is not None and self._kept(staging, before, making):
            return before.search
        self.take_away(staging)
        return b""

    def bring(self, staging: Staging, before: State | None, making: Making) -> bytes:
        """Put the index into staging and its files into `making`; return the digest of the documents.

        Raises SearchIndexError as `prepare` does.
        """
        same = before is not None and before.search == self.documents
        if self._index is None and not (before and same and self._kept(staging, before, making)):
            self._make(staging.folder.parent)
        if self._index is not None:
            self._place(self._index, staging, making)
        return self.documents

    def _kept(self, staging: Staging, before: State, making: Making) -> bool:
        """Take the index of the site before over; False when a file of it is missing or was changed."""
        old = {path: file for path, file in before.files.items() if path.startswith(paths.PAGEFIND)}
        there = staging.folder if (staging.folder / paths.PAGEFIND).is_dir() else staging.target
        for path, known in old.items():
            if not take_over(there, staging.folder, path, known):
                return False
        making.files.update(old)
        making.kept += len(old)
        return bool(old) or not self.plans

    def _place(self, index: Path, staging: Staging, making: Making) -> None:
        self.take_away(staging)
        if index.is_dir():
            index.rename(staging.folder / paths.PAGEFIND)
        folder = staging.folder
        files = sorted(file for file in (folder / paths.PAGEFIND).rglob("*") if file.is_file())
        for described in spread(files, lambda portion: describe(portion, folder), self._jobs):
            making.files.update(described)
            making.rendered += len(described)

    def take_away(self, staging: Staging) -> None:
        """Leave the site without an index."""
        shutil.rmtree(staging.folder / paths.PAGEFIND, ignore_errors=True)


def describe(files: Sequence[Path], root: Path) -> dict[str, Made]:
    """Return what is to be known of some files of the index, by their path from `root`; may run in a worker."""
    return {file.relative_to(root).as_posix(): describe_file(file) for file in files}


def write_planned(plans: Sequence[Plan], workdir: Path) -> Tally:
    """Make and write documents; may run in a worker."""
    made_now = (plan.make() for plan in plans)
    return write_documents((document for document in made_now if isinstance(document, SearchDocument)), workdir)
