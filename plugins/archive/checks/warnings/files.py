"""Files: attachments that are not published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.archive.files.folder import Folder
from plugins.archive.model.report import Report
from plugins.archive.problems import Problem


def unlinked_files(reports: Iterable[Report], folder: Folder) -> Iterator[Problem]:
    """Warn about files in report folders that are not published. Files of withdrawn reports are ignored."""
    known = {report.path.removesuffix(".md"): report for report in reports if report.status != "withdrawn"}
    linked = {f"{own}/{file.name}" for own, report in known.items() for file in report.body.attachments}
    for path in sorted(folder.attachments - linked):
        if path.rpartition("/")[0] in known:
            what, remedy = "nothing links to it, so it is not published", "link to it in the report, or remove it"
            yield Problem(path, 1, 1, "file", what, remedy, "warning")
