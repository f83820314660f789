"""The new command: a report file that is valid from the start, a draft until its author says otherwise."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from plugins.archive.archive import load_vocabularies
from plugins.archive.dates import DateFormatError, parse_day
from plugins.archive.folder import report_path, scan
from plugins.archive.names import slugify
from plugins.archive.problems import ArchiveError, Problem
from plugins.archive.registry import Registry
from plugins.archive.report import Report
from plugins.archive.writing import file_text

SUMMARY = "Say in one or two sentences what this report tells."
BODY = """Write the report here, in Markdown. Headings begin at `##`.

Give each thing that happened an entry under `events:` above, with its date, type, region and who says so;
list what you drew on under `sources:`. When it is ready, take `status: draft` away.
"""
LONGEST = 60
"""Characters of the title that go into the file's name at the most."""


class NewReportError(ValueError):
    """The report can't be made; the message says why and what to do."""


def run(*, content: Path, title: str, date: str) -> int:
    """Make the file of a new report and print its path; return the exit code."""
    try:
        print(new_report(content, title, date))
    except NewReportError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 2
    except ArchiveError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def new_report(content: Path, title: str, day: str) -> Path:
    """Write the file and return its path; raises NewReportError or ArchiveError. No file is ever overwritten."""
    report = _report(title.strip(), _day(day), _registry(content))
    file = content / report_path(report.stem)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(file_text(report, BODY))
    except FileExistsError as error:
        raise NewReportError(f"{file} is there already — choose another title or date") from error
    return file


def _day(text: str) -> date:
    try:
        return parse_day(text) if text else date.today()
    except DateFormatError as error:
        raise NewReportError(f"--date: {error} — write year-month-day, as in 2018-04-22") from error


def _registry(content: Path) -> Registry:
    problems: list[Problem] = []
    registry = load_vocabularies(scan(content, problems), problems)
    if problems:
        raise ArchiveError(problems)
    if not registry.regions:
        raise NewReportError(f"{content} has no regions yet — add one to registry/regions.yaml")
    return registry


def _report(title: str, day: date, registry: Registry) -> Report:
    if not title:
        raise NewReportError('a report needs a title — add --title "…"')
    words = slugify(title)[:LONGEST].strip("-") or "report"
    region = next(iter(registry.regions))
    stem = f"{day.isoformat()}-{words}"
    return Report(stem=stem, title=title, date=day, regions=(region,), summary=SUMMARY, status="draft")
