"""The build: one run from a content folder to a site in its place; what the Pelican plugins share."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from plugins.archive.digest import digest
from plugins.engine.cache import code_version
from plugins.engine.cache.build_state import BuildState, cache_dir_of, load_state, save_state
from plugins.engine.cache.content_stamps import stamp_content
from plugins.engine.options import Options
from plugins.engine.pelican.spawned_worker import make_worker
from plugins.engine.prepare import prepare_site
from plugins.engine.progress import console, stage
from plugins.engine.publish.staging import Staging, StagingError
from plugins.engine.render.link_check import SiteFiles, find_dead_links
from plugins.engine.render.renderer import Renderer
from plugins.engine.render.write_outputs import BuildResult
from plugins.engine.search.step import SearchStep
from plugins.engine.workers import worker_count
from plugins.pages.outputs import Output, Plan

SETTINGS_KEY = "SITREP_BUILD"
"""Where Pelican's settings hold the build, for the plugins to share."""


class Build:
    """An archive that is being made into a site."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.build_key = options.build_key  # as it is now: what changes while the build goes on is for the next one
        self.jobs = worker_count(options.jobs)
        self._temporary = tempfile.TemporaryDirectory(prefix="sitrep-", ignore_cleanup_errors=True)
        cache = options.cache_root or Path(self._temporary.name)
        self.cache_dir = options.cache_dir or cache_dir_of(cache, options.content, options.output)
        self.staging = Staging(options.output)
        gc.disable()  # a build makes much that lives to its end, and then the process ends
        try:
            self._read()
        except BaseException:
            self.discard()
            raise

    def _read(self) -> None:
        """Read the archive and what the last build was made of."""
        self.content_stamps = stamp_content(self.options.content)
        with stage("Read the archive"):
            opened = prepare_site(self.options, self.cache_dir, self.content_stamps, self.jobs)
        self.archive, self.report_cache, self.context, self.report_pages, self.chrome, theme, smaller = opened
        self.shared_inputs = digest(self.options.page_key, self.chrome, self.archive.site).hex()
        self.previous = load_state(self.cache_dir)
        code = f"{self.options.siteurl} {code_version.program_digest()}"
        self.search = SearchStep(self.archive.site.lang, code, self.jobs)
        self.add("theme", theme)
        self.add("smaller pictures", smaller)

    def add(self, name: str, outputs: Iterable[Output]) -> None:
        """Take outputs in; plans of search documents are kept for the index."""
        with stage(f"Plan {name}"):
            for output in outputs:
                if isinstance(output, Plan) and output.bundle:
                    self.search.plans.append(output)
                else:
                    self.staging.add(output)

    def finish(self) -> None:
        """Make, audit and index the site and put it in place; raises StagingError and leaves the old one otherwise."""
        if self.options.cache_dir:
            return
        try:
            if self.options.search and not self.options.defer_search:
                self.search.build_early(self.staging.folder.parent, self.previous)
            making = self._make()
            with stage("Check every link"):
                self._audit(making)
            search = self._index(making)
            self._commit(making, search)
        finally:
            self.discard()

    def discard(self) -> None:
        """Let go of everything that is not the site itself."""
        self.staging.discard()
        self._temporary.cleanup()
        gc.enable()

    def _make(self) -> BuildResult:
        renderer = Renderer(self.options.theme, self.chrome, self.cache_dir)
        recipe = partial(make_worker, self.options._replace(cache_dir=self.cache_dir), self.staging.folder)
        return self.staging.write(renderer, self.previous, self.shared_inputs, self.jobs, recipe)

    def _audit(self, making: BuildResult) -> None:
        base = self.archive.urls.base_path
        dead = list(
            find_dead_links(making.links, SiteFiles(self.staging.folder, making.files.keys(), making.element_ids), base)
        )
        if dead:
            raise StagingError("links that lead nowhere:\n" + "\n".join(dead))

    def _index(self, making: BuildResult) -> bytes:
        """Bring the search index in; return the digest of the documents it was made of."""
        if not self.options.search:
            self.search.remove(self.staging)
            return b""
        if self.options.defer_search:
            return self.search.keep_previous(self.staging, self.previous, making)
        return self.search.install(self.staging, self.previous, making)

    def _commit(self, making: BuildResult, search: bytes) -> None:
        with stage("Put the site in place"):
            self.staging.commit(making.files, siteurl=self.archive.urls.siteurl, drafts=self.options.drafts)
        if self.options.cache_root:
            with stage("Keep what the next build needs"):
                save_state(self.cache_dir, self._state(making, search))
        console.print(self._summary(making), markup=False)

    def _state(self, making: BuildResult, search: bytes) -> BuildState:
        return BuildState(
            build_key=self.build_key,
            shared_inputs=self.shared_inputs,
            files=making.files,
            content_stamps=self.content_stamps,
            search_digest=search,
            summary=f"{len(self.archive.catalogue.reports)} reports, {len(making.files)} files",
            output_dirs=self.staging.keep_previous(self.previous, making.files),
        )

    def _summary(self, making: BuildResult) -> str:
        """Say what was parsed, rendered, kept and removed."""
        catalogue = self.archive.catalogue
        gone = len((self.previous.files.keys() if self.previous else set()) - making.files.keys())
        read, taken = self.report_cache.parsed_count, self.report_cache.reused_count
        return (
            f"{len(catalogue.reports)} reports, {len(catalogue.events)} events, "
            f"{len(self.staging.listed_paths())} pages → {self.staging.target}\n"
            f"Reports: {read} parsed, {taken} unchanged. "
            f"Files: {making.written} made, {making.reused} kept, {gone} removed."
        )


def current_build(settings: Mapping[str, Any]) -> Build:
    """Return the build that is under way; raises StagingError when the plugin that begins it is not loaded."""
    build = settings.get(SETTINGS_KEY)
    if not isinstance(build, Build):
        raise StagingError("no build is under way — the plugin 'plugins.reports' did not load; see the error above")
    return build
