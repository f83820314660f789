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

from plugins.archive.checks.references import check_reports
from plugins.archive.document import read_report
from plugins.archive.model.report import Report
from plugins.archive.problems import ArchiveError, Problem
from plugins.commands.build import options_of
from plugins.engine.cache.build_state import room_of
from plugins.engine.cache.content_stamps import source_stamps
from plugins.engine.options import Options
from plugins.engine.prepare import open_archive
from plugins.engine.render.renderer import Renderer
from plugins.engine.workers import jobs_of
from plugins.pages.labels import Labels
from plugins.pages.report.page import ReportPages


class Live:
    """An archive that is ready to show its reports; raises ArchiveError when it has problems now."""

    def __init__(self, options: Options) -> None:
        assert options.cache, "what was read last is kept"
        room = room_of(options.cache, options.content, options.target)
        stamps = source_stamps(options.content)
        opened = open_archive(options, room, stamps, jobs_of(options.jobs))
        self.archive, self._relations = opened.archive, opened.report_pages.relations
        self._renderer = Renderer(options.theme, opened.chrome)
        self._renderer.warm()
        self._known = {report.path: report for report in self.archive.catalogue.reports}

    def pages(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the pages, by their path on the site, of the reports in the files `paths` as they are now."""
        reports = (self._read(path) for path in paths if path in self._known)
        made = ReportPages(self.archive, Labels(self.archive), self._relations)  # which hold on to what they show
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
        check_reports([report], archive.registry, archive.folder, problems)
        return None if problems else report


def main(content: Path, output: Path) -> None:
    """Answer until there is nothing more to read; end at once when the archive has problems."""
    try:
        live = Live(options_of(content, output, "", drafts=True))
    except ArchiveError:
        return
    answers = msgspec.json.Encoder()
    for line in sys.stdin.buffer:
        pages = live.pages(msgspec.json.decode(line, type=list[str]))
        sys.stdout.buffer.write(answers.encode(pages) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
