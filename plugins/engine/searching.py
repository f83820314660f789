"""Searching: the search index of a build, taken over from the site before while no document changed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from plugins.archive import urls as paths
from plugins.engine.making import Making, take_over
from plugins.engine.progress import stage
from plugins.engine.search_index import Tally, index_written, write_documents
from plugins.engine.staging import Staging
from plugins.engine.state import State, made
from plugins.engine.version import file_digest
from plugins.engine.workers import spread
from plugins.pages.output import Plan, SearchDocument, digest


class Searching:
    """The documents that a build's index is made of."""

    def __init__(self) -> None:
        self.plans: list[Plan] = []

    def leave(self, staging: Staging, before: State | None, making: Making) -> bytes:
        """Let the index be what it was, whatever the documents are now; return the digest of those it was made of."""
        if before is not None and self._kept(staging, before, making):
            return before.search
        shutil.rmtree(staging.folder / paths.PAGEFIND, ignore_errors=True)
        return b""

    def bring(
        self, staging: Staging, before: State | None, making: Making, lang: str, version: str, jobs: int
    ) -> bytes:
        """Put the index into staging and its files into `making`; return the digest of the documents.

        `version` stands for the code that makes documents. Raises SearchIndexError when Pagefind holds something else
        than it was given.
        """
        documents = digest(lang, version, [(plan.path, plan.bundle, plan.inputs) for plan in self.plans])
        if before is None or before.search != documents or not self._kept(staging, before, making):
            with stage("Index for search"):
                self._make(staging, making, lang, jobs)
        return documents

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

    def _make(self, staging: Staging, making: Making, lang: str, jobs: int) -> None:
        shutil.rmtree(staging.folder / paths.PAGEFIND, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix="search-", dir=staging.folder.parent) as name:
            workdir = Path(name)
            tally = Tally()
            for counted in spread(self.plans, lambda portion: write_planned(portion, workdir), jobs):
                tally.merge(counted)
            index_written(tally, workdir, staging.folder / paths.PAGEFIND, lang, jobs)
        for file in sorted((staging.folder / paths.PAGEFIND).rglob("*")):
            if file.is_file():
                path = file.relative_to(staging.folder).as_posix()
                making.files[path] = made(file, b"", file_digest(file))
                making.rendered += 1


def write_planned(plans: Sequence[Plan], workdir: Path) -> Tally:
    """Make and write documents; may run in a worker."""
    made_now = (plan.make() for plan in plans)
    return write_documents((document for document in made_now if isinstance(document, SearchDocument)), workdir)
