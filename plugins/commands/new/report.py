"""The `new` command: write a valid draft report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as calendar_date
from functools import partial
from pathlib import Path

from plugins.archive.archive import read_registry
from plugins.archive.editing.report_writer import file_text
from plugins.archive.files.folder import report_path, scan
from plugins.archive.model.registry import Registry
from plugins.archive.model.report import REPORT, Report
from plugins.archive.problems import ArchiveError, Problem
from plugins.archive.text.dates import parse_day
from plugins.archive.text.spelling import slugify
from plugins.commands.new.questions import (
    AnswerError,
    Answers,
    Flags,
    Prompt,
    Question,
    collect,
    entry_parser,
    entry_suggestions,
    field_parser,
)
from plugins.commands.new.terminal import run_and_report, terminal_prompt

SUMMARY = "Summarise the report in one or two sentences."
BODY = """Write the report here, in Markdown. Headings begin at `##`.

List each event under `events:` above, with its date, type, region and attribution.
List what you cite under `sources:`. When the report is ready, remove `status: draft`.
"""
MAX_SLUG_LENGTH = 60
"""Maximum number of characters of the title in the file name."""


def run(
    *, content: Path, title: str = "", date: str = "", regions: Sequence[str] = (), actors: Sequence[str] = ()
) -> int:
    """Write the file of a new report and print its path, prompting for missing values; return the exit code."""
    flags = {"title": (title,), "date": (date,), "region": regions, "actor": actors}
    return run_and_report(lambda: str(new_report(content, flags, terminal_prompt())))


def new_report(content: Path, flags: Flags, prompt: Prompt | None) -> Path:
    """Write the file and return its path; never overwrites a file. Raises AnswerError and ArchiveError."""
    registry = open_registry(content)
    if not registry.regions:
        raise AnswerError(f"{content} has no regions yet — add one: inv new-region")
    report = _report(collect(partial(_questions, registry), flags, prompt))
    file = content / report_path(report.stem)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(file_text(report, BODY))
    except FileExistsError as error:
        raise AnswerError(f"{file} already exists — choose another title or date") from error
    return file


def open_registry(content: Path) -> Registry:
    """Return the registry of an archive; raises AnswerError for a missing folder, ArchiveError for invalid files."""
    if not content.is_dir():
        raise AnswerError(f"--content: the folder {content} does not exist — create it, or correct the path")
    problems: list[Problem] = []
    registry = read_registry(scan(content, problems), problems)
    if problems:
        raise ArchiveError(problems)
    return registry


def _questions(registry: Registry, _: Answers) -> Iterator[Question]:
    fields = REPORT.fields
    yield Question(
        key="title",
        label="Title",
        parse=field_parser(fields["title"].type),
        help=fields["title"].description,
        required=True,
    )
    yield Question(
        key="date",
        label="Date",
        parse=field_parser(fields["date"].type),
        help=fields["date"].description,
        required=True,
        default=calendar_date.today().isoformat(),
    )
    yield Question(
        key="region",
        label="Regions",
        parse=entry_parser(registry.regions),
        help=fields["region"].description,
        required=True,
        multiple=True,
        fallback=next(iter(registry.regions)),
        suggestions=entry_suggestions(registry.regions),
    )
    yield Question(
        key="actor",
        label="Actors",
        parse=entry_parser(registry.actors),
        help=fields["actors"].description,
        multiple=True,
        suggestions=entry_suggestions(registry.actors),
    )


def _report(answers: Answers) -> Report:
    slug = slugify(answers["title"])[:MAX_SLUG_LENGTH].strip("-") or "report"
    return Report(
        stem=f"{answers['date']}-{slug}",
        title=answers["title"],
        date=parse_day(answers["date"]),
        regions=answers["region"],
        actors=answers["actor"],
        summary=SUMMARY,
        status="draft",
    )
