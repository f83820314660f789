"""A process that holds the archive in memory and renders saved reports long before a build ends.

`python -m plugins.commands.serve.live_report CONTENT OUTPUT` reads lines of JSON from standard input, each a list of
changed files relative to CONTENT. It answers each with a line of JSON: the rendered pages of those reports by path. It
omits new reports and reports with problems, which only a build can handle.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec

from plugins.archive.checks.references import check_references
from plugins.archive.document import read_report
from plugins.archive.model.report import Report
from plugins.archive.problems import ArchiveError, Problem
from plugins.commands.build import make_options
from plugins.engine.cache.build_state import cache_dir_of
from plugins.engine.cache.content_stamps import stamp_content
from plugins.engine.command_process import set_up
from plugins.engine.options import Options
from plugins.engine.prepare import prepare_site
from plugins.engine.render.renderer import Renderer
from plugins.engine.workers import worker_count
from plugins.pages.context import PageContext
from plugins.pages.report.pages import ReportPages


class LiveArchive:
    """Renders reports of a loaded archive; raises ArchiveError if the archive has problems."""

    def __init__(self, options: Options) -> None:
        assert options.cache_root, "a live archive needs the cache"
        cache_dir = cache_dir_of(options.cache_root, options.content, options.output)
        stamps = stamp_content(options.content)
        opened = prepare_site(options, cache_dir, stamps, worker_count(options.jobs))
        self.archive, self._relations = opened.archive, opened.report_pages.relations
        self._renderer = Renderer(options.theme, opened.layout)
        self._renderer.compile_templates()
        self._reports = {report.path: report for report in self.archive.catalogue.reports}

    def render_reports(self, paths: Iterable[str]) -> dict[str, str]:
        """Read the reports at `paths` again and return their pages by output path."""
        reports = (self._read(path) for path in paths if path in self._reports)
        report_pages = ReportPages(PageContext(self.archive), self._relations)  # new, because they cache
        pages = (report_pages.page(report) for report in reports if report)
        return {page.path: self._renderer.render(page).data.decode() for page in pages}

    def _read(self, path: str) -> Report | None:
        """Read a report again; None if it was removed or withdrawn, or has problems."""
        archive, problems = self.archive, list[Problem]()
        if not (archive.folder.root / path).is_file() or (archive.folder.root / path).is_symlink():
            return None
        report = read_report(path, archive.folder.read(path), archive.urls, problems)
        if report is None or report.status == "withdrawn" or not report.body.html:
            return None
        if report.series != self._reports[path].series:
            return None  # its neighbours in the new series are unknown
        check_references([report], archive.registry, archive.folder, problems)
        return None if problems else report


def main(content: Path, output: Path) -> None:
    """Answer requests until the input ends; exit at once if the archive has problems."""
    try:
        live = LiveArchive(make_options(content, output, "", drafts=True))
    except ArchiveError:
        return
    for line in sys.stdin.buffer:
        pages = live.render_reports(msgspec.json.decode(line, type=list[str]))
        sys.stdout.buffer.write(msgspec.json.encode(pages) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    set_up(quiet=True)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
