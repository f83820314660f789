"""The build: one run from a content folder to a published site. The Pelican plugins share it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from plugins.archive.digest import digest
from plugins.engine.cache import code_version
from plugins.engine.cache.build_state import BuildState, cache_dir_of, load_state, save_state
from plugins.engine.cache.content_stamps import stamp_content
from plugins.engine.options import Options
from plugins.engine.prepare import prepare_site
from plugins.engine.progress import console, stage
from plugins.engine.publish.staging import Staging, StagingError, require_separate_folders
from plugins.engine.render.link_check import SiteFiles, find_dead_links
from plugins.engine.render.page_inputs import InputRecord, NamedDigests
from plugins.engine.render.renderer import Renderer
from plugins.engine.render.write_outputs import Batch, BuildResult, WriteTask
from plugins.engine.search.step import SearchStep
from plugins.engine.workers import worker_count
from plugins.pages.outputs import Output, Plan

SETTINGS_KEY = "SITREP_BUILD"
"""The key of the build in Pelican's settings, through which the plugins share it."""
MakeWorker = Callable[[Options, Path], Callable[[Sequence[WriteTask]], Batch]]
"""Returns the batch writer of a spawned worker, for the options of a build and the folder to write to."""


class Build:
    """A site that is being built; raises ArchiveError and StagingError."""

    def __init__(self, options: Options, make_worker: MakeWorker) -> None:
        self.options = options
        self.build_key = options.build_key  # taken now: changes during the build are left to the next build
        self.jobs = worker_count(options.jobs)
        self._make_worker = make_worker
        require_separate_folders(options.content, options.output)
        self.staging = Staging(options.output)
        cache_root = options.cache_root or self.staging.workspace / "cache"
        self.cache_dir = options.cache_dir or cache_dir_of(cache_root, options.content, options.output)
        gc.disable()  # a build creates many objects that live until the process ends
        try:
            self._prepare()
        except BaseException:
            self.discard()
            raise

    def _prepare(self) -> None:
        """Read the archive and the state of the last build."""
        self.content_stamps = stamp_content(self.options.content)
        with stage("Read the archive"):
            site = prepare_site(self.options, self.cache_dir, self.content_stamps, self.jobs)
        self.archive, self.report_cache, self.context = site.archive, site.report_cache, site.context
        self.report_pages, self.layout = site.report_pages, site.layout
        self.shared_digests = self._shared_digests()
        self.shared_inputs = digest(self.shared_digests).hex()
        self.previous = load_state(self.cache_dir)
        code = f"{self.options.siteurl} {code_version.program_digest()}"
        self.search = SearchStep(self.archive.site.lang, code, self.jobs)
        self.add("theme", site.theme)
        self.add("resized images", site.resized_images)

    def _shared_digests(self) -> NamedDigests:
        """Return a digest of each input of all pages."""
        return {
            "address of the site": digest(self.options.siteurl),
            "drafts": digest(self.options.drafts),
            "social cards": digest(self.options.social_cards),
            "program or one of its libraries": digest(code_version.program_digest()),
            "header, footer, style sheets and scripts": digest(self.layout),
            "site.yaml": digest(self.archive.site),
        }

    def add(self, name: str, outputs: Iterable[Output]) -> None:
        """Add outputs to the site, and search documents to the index."""
        with stage(f"Plan {name}"):
            for output in outputs:
                if isinstance(output, Plan) and output.bundle:
                    self.search.plans.append(output)
                else:
                    self.staging.add(output)

    def finish(self) -> None:
        """Write, check, index and publish the site. If that fails, the old site stays, and StagingError is raised."""
        if self.options.plan_only:
            return
        try:
            if self.options.search and not self.options.defer_search:
                self.search.build_early(self.staging.workspace, self.previous)
            result = self._write()
            with stage("Check links"):
                self._check_links(result)
            search_digest = self._add_index(result)
            self._publish(result, search_digest)
        finally:
            self.discard()

    def discard(self) -> None:
        """Remove temporary files and unlock the output. A published site is not affected."""
        self.staging.discard()
        gc.enable()

    @cached_property
    def _renderer(self) -> Renderer:
        return Renderer(self.options.theme, self.layout, self.cache_dir)

    def _write(self) -> BuildResult:
        factory = partial(self._make_worker, self.options._replace(cache_dir=self.cache_dir), self.staging.folder)
        return self.staging.write(self._renderer, self.previous, self.shared_inputs, self.jobs, factory)

    def _check_links(self, result: BuildResult) -> None:
        files = SiteFiles(self.staging.folder, result.files.keys(), result.element_ids)
        dead = list(find_dead_links(result.links, files, self.archive.urls.base_path))
        if dead:
            raise StagingError("dead links:\n" + "\n".join(dead))

    def _add_index(self, result: BuildResult) -> bytes:
        """Add the search index; return the digest of the documents in it."""
        if not self.options.search:
            self.search.remove(self.staging)
            return b""
        if self.options.defer_search:
            return self.search.keep_previous(self.staging, self.previous, result)
        return self.search.install(self.staging, self.previous, result)

    def _publish(self, result: BuildResult, search_digest: bytes) -> None:
        with stage("Publish the site"):
            self.staging.commit(result.files, siteurl=self.archive.urls.siteurl, drafts=self.options.drafts)
        if self.options.cache_root:
            with stage("Save the build state"):
                self._record_inputs(result)
                save_state(self.cache_dir, self._state(result, search_digest))
        console.print(self._summary(result), markup=False)

    def _record_inputs(self, result: BuildResult) -> None:
        previous = self.previous.files if self.previous else {}
        written = [file for file, described in result.files.items() if described is not previous.get(file)]
        templates = self._renderer.template_digests
        InputRecord(self.cache_dir).update(self.staging.outputs, written, templates, self.shared_digests)

    def _state(self, result: BuildResult, search_digest: bytes) -> BuildState:
        return BuildState(
            build_key=self.build_key,
            shared_inputs=self.shared_inputs,
            files=result.files,
            content_stamps=self.content_stamps,
            search_digest=search_digest,
            summary=f"{len(self.archive.catalogue.reports)} reports, {len(result.files)} files",
            output_dirs=self.staging.keep_previous(self.previous, result.files),
        )

    def _summary(self, result: BuildResult) -> str:
        catalogue, pages = self.archive.catalogue, len(self.staging.listed_paths())
        removed = len((self.previous.files.keys() if self.previous else set()) - result.files.keys())
        cache = self.report_cache
        return (
            f"{len(catalogue.reports)} reports, {len(catalogue.events)} events, {pages} pages → {self.staging.output}\n"
            f"Reports: {cache.parsed_count} parsed, {cache.reused_count} unchanged. "
            f"Files: {result.written} written, {result.reused} unchanged, {removed} removed."
        )


def current_build(settings: Mapping[str, Any]) -> Build:
    """Return the running build; raises StagingError if the plugin that starts it is not loaded."""
    build = settings.get(SETTINGS_KEY)
    if not isinstance(build, Build):
        raise StagingError("no build is running — the plugin 'plugins.reports' did not load; see the error above")
    return build
