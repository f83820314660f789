"""Report files: what an import writes to the report folder, and the edited files that it leaves alone.

An import replaces only files that have a valid checksum of its data set. Their corrections are carried over. A report
that has no rows left is withdrawn, so that its address still works.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from plugins.archive.document import read_report
from plugins.archive.editing.report_writer import file_text
from plugins.archive.files.folder import report_path
from plugins.archive.model.report import Correction, Imported, Report
from plugins.archive.problems import Problem
from plugins.archive.urls import Urls
from plugins.importers.checksum import ZEROS, is_unmodified, with_checksum

HISTORY = re.compile(r"^(corrections:|status: withdrawn)$", re.MULTILINE)
EVENT = re.compile(r"^  - id: (\S+)$", re.MULTILINE)
RESTORED = "The report was withdrawn before, for this reason:"
MAX_CORRECTIONS = 100
"""Corrections of one report that are carried over; the oldest are dropped."""


@dataclass(slots=True)
class ReportFiles:
    """The report files of the data set `dataset` in the folder `content`.

    `edited` has the paths that are not overwritten because somebody edited them; `replaced` those that this import
    may replace.
    """

    content: Path
    dataset: str
    edited: set[str] = field(default_factory=set)
    replaced: set[str] = field(default_factory=set)

    def previous(self, stem: str) -> str | None:
        """Return the present text of a report that the import may replace; None if there is none."""
        path = report_path(stem)
        text = read_text(self.content / path)
        if text is not None and not is_unmodified(text, self.dataset):
            self.edited.add(path)
            return None
        self.replaced.add(path)
        return text

    def is_restored(self, stem: str, text: str) -> bool:
        """Return whether an edited report says again what the import writes, for example after `inv merge`."""
        return with_checksum(read_text(self.content / report_path(stem)) or "") == text

    def corrections(self, stem: str, previous: str | None, note: str, today: date) -> tuple[Correction, ...]:
        """Return the corrections of the previous text of `stem`, and one of today with `note` if that is not empty."""
        report = None
        if previous is not None and HISTORY.search(previous):
            report = read_report(report_path(stem), previous.encode(), Urls(), [])
        if report is not None and report.status == "withdrawn":
            note = " ".join(filter(None, [f"{RESTORED} {report.reason}", note]))
        earlier = report.corrections if report else ()
        return (*earlier[-MAX_CORRECTIONS:], *([Correction(today, note)] if note else ()))

    def withdrawn(self, stem: str, reason: str, problems: list[Problem]) -> str | None:
        """Return the text of the report `stem` as withdrawn for `reason`; None if it was edited or is gone.

        A report that is already withdrawn keeps its text.
        """
        previous = self.previous(stem)
        report = read_report(report_path(stem), previous.encode(), Urls(), problems) if previous else None
        if report is None or report.status == "withdrawn":
            return previous
        countries = tuple(dict.fromkeys(region.split("/")[0] for region in report.regions))
        imported = Imported(self.dataset, ZEROS)
        rest = {key: getattr(report, key) for key in ("title", "date", "summary", "corrections", "lang", "formerly")}
        kept = Report(**rest, regions=countries, status="withdrawn", reason=reason, imported=imported)
        return with_checksum(file_text(kept, reason))


def read_text(path: Path) -> str | None:
    """Return a file's text with Unix line ends; None if there is no file."""
    if not path.is_file():
        return None
    return path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")


def missing_events(previous: str, text: str) -> list[str]:
    """Return the ids of events that `previous` has and `text` lacks."""
    return sorted(set(EVENT.findall(previous)) - set(EVENT.findall(text)))
