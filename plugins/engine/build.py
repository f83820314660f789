"""The build: one run from a content folder to a site in its place; what the Pelican plugins share."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from plugins.engine.cache import code_version
from plugins.engine.cache.build_state import State, load_state, room_of, save_state
from plugins.engine.cache.content_stamps import source_stamps
from plugins.engine.options import Options
from plugins.engine.pelican.spawned_worker import maker
from plugins.engine.prepare import open_archive
from plugins.engine.progress import console, stage
from plugins.engine.publish.staging import Staging, StagingError
from plugins.engine.render.link_check import Site, dead_links
from plugins.engine.render.renderer import Renderer
from plugins.engine.render.write_outputs import Making
from plugins.engine.search.step import Searching
from plugins.engine.workers import jobs_of
from plugins.pages.outputs import Output, Plan, digest

KEY = "SITREP_BUILD"
"""Where Pelican's settings hold the build, for the plugins to share."""


class Build:
    """An archive that is being made into a site."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.key = options.key  # as it is now: what changes while the build goes on is for the next one
        self.jobs = jobs_of(options.jobs)
        self._temporary = tempfile.TemporaryDirectory(prefix="sitrep-", ignore_cleanup_errors=True)
        cache = options.cache or Path(self._temporary.name)
        self.room = options.room or room_of(cache, options.content, options.target)
        self.staging = Staging(options.target)
        gc.disable()  # a build makes much that lives to its end, and then the process ends
        try:
            self._read()
        except BaseException:
            self.discard()
            raise

    def _read(self) -> None:
        """Read the archive and what the last build was made of."""
        self.sources = source_stamps(self.options.content)
        with stage("Read the archive"):
            opened = open_archive(self.options, self.room, self.sources, self.jobs)
        self.archive, self.reading, self.labels, self.report_pages, self.chrome, theme, smaller = opened
        self.frame = digest(self.options.frame, self.chrome, self.archive.site).hex()
        self.before = load_state(self.room)
        code = f"{self.options.siteurl} {code_version.program_digest()}"
        self.searching = Searching(self.archive.site.lang, code, self.jobs)
        self.add("theme", theme)
        self.add("smaller pictures", smaller)

    def add(self, name: str, outputs: Iterable[Output]) -> None:
        """Take outputs in; plans of search documents are kept for the index."""
        with stage(f"Plan {name}"):
            for output in outputs:
                if isinstance(output, Plan) and output.bundle:
                    self.searching.plans.append(output)
                else:
                    self.staging.add(output)

    def finish(self) -> None:
        """Make, audit and index the site and put it in place; raises StagingError and leaves the old one otherwise."""
        if self.options.room:
            return
        try:
            if self.options.search and not self.options.defer:
                self.searching.prepare(self.staging.folder.parent, self.before)
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

    def _make(self) -> Making:
        renderer = Renderer(self.options.theme, self.chrome, self.room)
        recipe = partial(maker, self.options._replace(room=self.room), self.staging.folder)
        return self.staging.make(renderer, self.before, self.frame, self.jobs, recipe)

    def _audit(self, making: Making) -> None:
        base = self.archive.urls.base
        dead = list(dead_links(making.links, Site(self.staging.folder, making.files.keys(), making.names), base))
        if dead:
            raise StagingError("links that lead nowhere:\n" + "\n".join(dead))

    def _index(self, making: Making) -> bytes:
        """Bring the search index in; return the digest of the documents it was made of."""
        if not self.options.search:
            self.searching.take_away(self.staging)
            return b""
        if self.options.defer:
            return self.searching.leave(self.staging, self.before, making)
        return self.searching.bring(self.staging, self.before, making)

    def _commit(self, making: Making, search: bytes) -> None:
        with stage("Put the site in place"):
            self.staging.commit(making.files, siteurl=self.archive.urls.siteurl, drafts=self.options.drafts)
        if self.options.cache:
            with stage("Keep what the next build needs"):
                save_state(self.room, self._state(making, search))
        console.print(self._summary(making), markup=False)

    def _state(self, making: Making, search: bytes) -> State:
        return State(
            key=self.key,
            frame=self.frame,
            files=making.files,
            sources=self.sources,
            search=search,
            summary=f"{len(self.archive.catalogue.reports)} reports, {len(making.files)} files",
            standing=self.staging.leave_twin(self.before, making.files),
        )

    def _summary(self, making: Making) -> str:
        """Say what was parsed, rendered, kept and removed."""
        catalogue = self.archive.catalogue
        gone = len((self.before.files.keys() if self.before else set()) - making.files.keys())
        read, taken = self.reading.parsed, self.reading.kept
        return (
            f"{len(catalogue.reports)} reports, {len(catalogue.events)} events, {len(self.staging.listed())} pages"
            f" → {self.staging.target}\n"
            f"Reports: {read} parsed, {taken} unchanged. "
            f"Files: {making.rendered} made, {making.kept} kept, {gone} removed."
        )


def current(settings: Mapping[str, Any]) -> Build:
    """Return the build that is under way; raises StagingError when the plugin that begins it is not loaded."""
    build = settings.get(KEY)
    if not isinstance(build, Build):
        raise StagingError("no build is under way — the plugin 'plugins.reports' did not load; see the error above")
    return build
