"""Search step: the search index of a build. The previous index is reused while no search document changes."""

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
    """The search documents of a build, as `plans`, and their index.

    `version` identifies the code that creates documents, `lang` is the archive's language.
    """

    def __init__(self, lang: str, version: str, jobs: int) -> None:
        self.plans: list[Plan] = []
        self._lang = lang
        self._version = version
        self._jobs = jobs
        self._index: Path | None = None

    @cached_property
    def documents_digest(self) -> bytes:
        """The digest of all documents; to be used after planning."""
        return digest(self._lang, self._version, [(plan.path, plan.bundle, plan.inputs) for plan in self.plans])

    def build_early(self, workspace: Path, previous: BuildState | None) -> None:
        """Build the index in `workspace` if a document changed; raises SearchIndexError.

        Runs before the previous output is touched, because it is slow and `serve` may kill it.
        """
        if self.plans and (previous is None or previous.search_digest != self.documents_digest):
            self._build(workspace)

    def _build(self, workspace: Path) -> None:
        documents, self._index = workspace / "documents", workspace / "index"
        with stage("Index for search"):
            written = WrittenDocuments()
            for batch in map_batches(self.plans, lambda plans: write_planned_documents(plans, documents), self._jobs):
                written.merge(batch)
            build_index(written, documents, self._index, self._lang, self._jobs)

    def keep_previous(self, staging: Staging, previous: BuildState | None, result: BuildResult) -> bytes:
        """Reuse the previous index even if documents changed; return the digest of the documents in it."""
        if previous is not None and self._reuse(staging, previous, result):
            return previous.search_digest
        self.remove(staging)
        return b""

    def install(self, staging: Staging, previous: BuildState | None, result: BuildResult) -> bytes:
        """Add the index to the site and its files to `result`; return the digest of the documents.

        Raises SearchIndexError.
        """
        same = previous is not None and previous.search_digest == self.documents_digest
        if self._index is None and not (previous and same and self._reuse(staging, previous, result)):
            self._build(staging.workspace)
        if self._index is not None:
            self._move(self._index, staging, result)
        return self.documents_digest

    def _reuse(self, staging: Staging, previous: BuildState, result: BuildResult) -> bool:
        """Reuse the previous index; return False if one of its files is missing or was modified."""
        files = {path: file for path, file in previous.files.items() if path.startswith(paths.PAGEFIND)}
        source = staging.folder if (staging.folder / paths.PAGEFIND).is_dir() else staging.output
        for path, known in files.items():
            if not reuse_file(source, staging.folder, path, known):
                return False
        result.files.update(files)
        result.reused += len(files)
        return bool(files) or not self.plans

    def _move(self, index: Path, staging: Staging, result: BuildResult) -> None:
        self.remove(staging)
        if index.is_dir():
            index.rename(staging.folder / paths.PAGEFIND)
        folder = staging.folder
        files = sorted(file for file in (folder / paths.PAGEFIND).rglob("*") if file.is_file())
        for described in map_batches(files, lambda batch: describe_files(batch, folder), self._jobs):
            result.files.update(described)
            result.written += len(described)

    def remove(self, staging: Staging) -> None:
        """Remove the index from the site."""
        shutil.rmtree(staging.folder / paths.PAGEFIND, ignore_errors=True)


def describe_files(files: Sequence[Path], root: Path) -> dict[str, OutputFile]:
    """Describe some files of the index, by their path from `root`; may run in a worker."""
    return {file.relative_to(root).as_posix(): hash_and_describe(file) for file in files}


def write_planned_documents(plans: Sequence[Plan], folder: Path) -> WrittenDocuments:
    """Create and write documents; may run in a worker."""
    created = (plan.create() for plan in plans)
    return write_documents((document for document in created if isinstance(document, SearchDocument)), folder)
