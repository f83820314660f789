"""The live archive: a process that holds an archive ready, and shows a report as it is saved, long before a build ends.

`python -m plugins.commands.serve.live_report CONTENT OUTPUT` reads lines of JSON, each a list of changed files
below CONTENT, and answers each with one: the pages of those reports by their path on the site. What it can't show
(a report that is new, or has a problem) it leaves to the build, which tells.
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
from plugins.engine.options import Options
from plugins.engine.prepare import prepare_site
from plugins.engine.render.renderer import Renderer
from plugins.engine.workers import worker_count
from plugins.pages.context import PageContext
from plugins.pages.report.pages import ReportPages


class LiveArchive:
    """An archive that is ready to show its reports; raises ArchiveError when it has problems now."""

    def __init__(self, options: Options) -> None:
        assert options.cache_root, "what was read last is kept"
        room = cache_dir_of(options.cache_root, options.content, options.output)
        stamps = stamp_content(options.content)
        opened = prepare_site(options, room, stamps, worker_count(options.jobs))
        self.archive, self._relations = opened.archive, opened.report_pages.relations
        self._renderer = Renderer(options.theme, opened.chrome)
        self._renderer.compile_templates()
        self._known = {report.path: report for report in self.archive.catalogue.reports}

    def render_reports(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the pages, by their path on the site, of the reports in the files `paths` as they are now."""
        reports = (self._read(path) for path in paths if path in self._known)
        made = ReportPages(PageContext(self.archive), self._relations)  # which hold on to what they show
        pages = (made.page(report) for report in reports if report)
        return {page.path: self._renderer.render(page).data.decode() for page in pages}

    def _read(self, path: str) -> Report | None:
        """Read a report again; None when it is gone, is no report any more, or has a problem."""
        archive, problems = self.archive, list[Problem]()
        if not (archive.folder.root / path).is_file() or (archive.folder.root / path).is_symlink():
            return None
        report = read_report(path, archive.folder.read(path), archive.urls, problems)
        if report is None or report.status == "withdrawn" or not report.body.html:
            return None
        if report.series != self._known[path].series:
            return None  # its neighbours there are not known yet
        check_references([report], archive.registry, archive.folder, problems)
        return None if problems else report


def main(content: Path, output: Path) -> None:
    """Answer until there is nothing more to read; end at once when the archive has problems."""
    try:
        live = LiveArchive(make_options(content, output, "", drafts=True))
    except ArchiveError:
        return
    answers = msgspec.json.Encoder()
    for line in sys.stdin.buffer:
        pages = live.render_reports(msgspec.json.decode(line, type=list[str]))
        sys.stdout.buffer.write(answers.encode(pages) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
