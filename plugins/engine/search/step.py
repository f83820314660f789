"""Searching: the search index of a build, taken over from the site before while no document changed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from plugins.archive import urls as paths
from plugins.archive.digest import digest
from plugins.engine.cache.build_state import BuildState, OutputFile, hash_and_describe
from plugins.engine.progress import stage
from plugins.engine.publish.staging import Staging
from plugins.engine.render.write_outputs import BuildResult, reuse_file
from plugins.engine.search.index import WrittenDocuments, build_index, write_documents
from plugins.engine.workers import map_batches
from plugins.pages.outputs import Plan, SearchDocument


class SearchStep:
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
    def documents_digest(self) -> bytes:
        """The digest of the documents; asked for when all are planned."""
        return digest(self._lang, self._version, [(plan.path, plan.bundle, plan.inputs) for plan in self.plans])

    def build_early(self, room: Path, before: BuildState | None) -> None:
        """Make the index in `room` if a document changed; raises SearchIndexError as `index_written` does.

        It takes longest of all, so it comes before the site of the last build is touched: who ends a build that is at
        it, as `serve` does, leaves all else as it was.
        """
        if self.plans and (before is None or before.search_digest != self.documents_digest):
            self._make(room)

    def _make(self, room: Path) -> None:
        workdir, self._index = room / "documents", room / "index"
        with stage("Index for search"):
            tally = WrittenDocuments()
            for counted in map_batches(
                self.plans, lambda portion: write_planned_documents(portion, workdir), self._jobs
            ):
                tally.merge(counted)
            build_index(tally, workdir, self._index, self._lang, self._jobs)

    def keep_previous(self, staging: Staging, before: BuildState | None, making: BuildResult) -> bytes:
        """Let the index be what it was, whatever the documents are now; return the digest of those it was made of."""
        if before is not None and self._kept(staging, before, making):
            return before.search_digest
        self.remove(staging)
        return b""

    def install(self, staging: Staging, before: BuildState | None, making: BuildResult) -> bytes:
        """Put the index into staging and its files into `making`; return the digest of the documents.

        Raises SearchIndexError as `prepare` does.
        """
        same = before is not None and before.search_digest == self.documents_digest
        if self._index is None and not (before and same and self._kept(staging, before, making)):
            self._make(staging.folder.parent)
        if self._index is not None:
            self._place(self._index, staging, making)
        return self.documents_digest

    def _kept(self, staging: Staging, before: BuildState, making: BuildResult) -> bool:
        """Take the index of the site before over; False when a file of it is missing or was changed."""
        old = {path: file for path, file in before.files.items() if path.startswith(paths.PAGEFIND)}
        there = staging.folder if (staging.folder / paths.PAGEFIND).is_dir() else staging.target
        for path, known in old.items():
            if not reuse_file(there, staging.folder, path, known):
                return False
        making.files.update(old)
        making.reused += len(old)
        return bool(old) or not self.plans

    def _place(self, index: Path, staging: Staging, making: BuildResult) -> None:
        self.remove(staging)
        if index.is_dir():
            index.rename(staging.folder / paths.PAGEFIND)
        folder = staging.folder
        files = sorted(file for file in (folder / paths.PAGEFIND).rglob("*") if file.is_file())
        for described in map_batches(files, lambda portion: describe_files(portion, folder), self._jobs):
            making.files.update(described)
            making.written += len(described)

    def remove(self, staging: Staging) -> None:
        """Leave the site without an index."""
        shutil.rmtree(staging.folder / paths.PAGEFIND, ignore_errors=True)


def describe_files(files: Sequence[Path], root: Path) -> dict[str, OutputFile]:
    """Return what is to be known of some files of the index, by their path from `root`; may run in a worker."""
    return {file.relative_to(root).as_posix(): hash_and_describe(file) for file in files}


def write_planned_documents(plans: Sequence[Plan], workdir: Path) -> WrittenDocuments:
    """Make and write documents; may run in a worker."""
    made_now = (plan.create() for plan in plans)
    return write_documents((document for document in made_now if isinstance(document, SearchDocument)), workdir)
