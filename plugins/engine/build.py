"""The build: one run from a content folder to a site in its place; what the Pelican plugins share."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from plugins.archive import urls as paths
from plugins.archive.archive import Archive, load_archive
from plugins.archive.urls import Urls
from plugins.engine.assets import assets
from plugins.engine.audit import dead_links
from plugins.engine.progress import console, stage
from plugins.engine.renderer import Renderer
from plugins.engine.search_index import build_index
from plugins.engine.staging import Staging, StagingError
from plugins.pages.chrome import chrome
from plugins.pages.labels import Labels
from plugins.pages.output import Output, SearchDocument

KEY = "SITREP_BUILD"
"""Where Pelican's settings hold the build, for the plugins to share."""


class Build:
    """An archive that is being made into a site."""

    def __init__(self, content: Path, target: Path, theme: Path, siteurl: str, *, drafts: bool, search: bool) -> None:
        with stage("Read the archive"):
            self.archive: Archive = load_archive(content, Urls(siteurl), drafts=drafts)
        files, named = assets(theme, self.archive.site.accent)
        self.labels = Labels(self.archive)
        self.search = search
        self.drafts = drafts
        self.documents: list[SearchDocument] = []
        self.staging = Staging(target, Renderer(theme, chrome(self.archive, named)))
        self.add("theme", files)

    def add(self, name: str, outputs: Iterable[Output]) -> None:
        """Make outputs; search documents are kept for the index."""
        with stage(f"Make {name}"):
            for output in outputs:
                if isinstance(output, SearchDocument):
                    self.documents.append(output)
                else:
                    self.staging.add(output)

    def finish(self) -> None:
        """Audit the site, index it, and put it in its place; raises StagingError and leaves the old site otherwise."""
        try:
            with stage("Check every link"):
                self._audit()
            if self.search:
                with stage("Index for search"):
                    self._index()
            self.staging.commit(siteurl=self.archive.urls.siteurl, drafts=self.drafts)
        finally:
            self.staging.discard()
        catalogue = self.archive.catalogue
        counts = f"{len(catalogue.reports)} reports, {len(catalogue.events)} events"
        console.print(f"{counts}, {len(self.staging.listed)} pages → {self.staging.target}", markup=False)

    def _audit(self) -> None:
        dead = list(dead_links(self.staging.folder, self.archive.urls.base))
        if dead:
            raise StagingError("links that lead nowhere:\n" + "\n".join(dead))

    def _index(self) -> None:
        workdir = Path(tempfile.mkdtemp(prefix="sitrep-search-"))
        try:
            build_index(self.documents, workdir, self.staging.folder / paths.PAGEFIND, self.archive.site.lang)
        finally:
            shutil.rmtree(workdir, ignore_errors=True)


def current(settings: Mapping[str, Any]) -> Build:
    """Return the build that is under way; raises StagingError when the plugin that begins it is not loaded."""
    build = settings.get(KEY)
    if not isinstance(build, Build):
        raise StagingError("no build is under way — the plugin 'plugins.reports' did not load; see the error above")
    return build
