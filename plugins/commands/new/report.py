"""The new command: a report file that is valid from the start, a draft until its author says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as calendar_date
from functools import partial
from pathlib import Path

from plugins.archive.archive import read_registry as parse_registry
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
    run_and_report,
    terminal_prompt,
)

SUMMARY = "Say in one or two sentences what this report tells."
BODY = """Write the report here, in Markdown. Headings begin at `##`.

Give each thing that happened an entry under `events:` above, with its date, type, region and who says so;
list what you drew on under `sources:`. When it is ready, take `status: draft` away.
"""
LONGEST = 60
"""Characters of the title that go into the file's name at the most."""


def run(
    *, content: Path, title: str = "", date: str = "", regions: Sequence[str] = (), actors: Sequence[str] = ()
) -> int:
    """Make the file of a new report and print its path, asking for what is missing; return the exit code."""
    given = {"title": (title,), "date": (date,), "region": regions, "actor": actors}
    return run_and_report(lambda: str(new_report(content, given, terminal_prompt())))


def new_report(content: Path, given: Flags, ask: Prompt | None) -> Path:
    """Write the file and return its path; raises AnswerError or ArchiveError. No file is ever overwritten."""
    registry = read_registry(content)
    if not registry.regions:
        raise AnswerError(f"{content} has no regions yet — add one: inv new-region")
    report = _report(collect(partial(_questions, registry), given, ask))
    file = content / report_path(report.stem)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(file_text(report, BODY))
    except FileExistsError as error:
        raise AnswerError(f"{file} is there already — choose another title or date") from error
    return file


def read_registry(content: Path) -> Registry:
    """Return the registry of an archive; raises AnswerError if there is none, ArchiveError if it is not in order."""
    if not content.is_dir():
        raise AnswerError(f"--content: there is no folder {content} — make it, or correct the path")
    problems: list[Problem] = []
    registry = parse_registry(scan(content, problems), problems)
    if problems:
        raise ArchiveError(problems)
    return registry


def _questions(registry: Registry, _: Answers) -> Iterator[Question]:
    about = {key: field.description for key, field in REPORT.fields.items()}
    title, day = (field_parser(REPORT.fields[key].type) for key in ("title", "date"))
    yield Question(key="title", asked="Title", read=title, about=about["title"], needed=True)
    today = calendar_date.today().isoformat()
    yield Question(key="date", asked="Date", read=day, about=about["date"], needed=True, default=today)
    yield Question(
        key="region",
        asked="Regions",
        read=entry_parser(registry.regions),
        about=about["region"],
        needed=True,
        several=True,
        unasked=next(iter(registry.regions)),
        options=entry_suggestions(registry.regions),
    )
    yield Question(
        key="actor",
        asked="Actors",
        read=entry_parser(registry.actors),
        about=about["actors"],
        several=True,
        options=entry_suggestions(registry.actors),
    )


def _report(found: Answers) -> Report:
    words = slugify(found["title"])[:LONGEST].strip("-") or "report"
    return Report(
        stem=f"{found['date']}-{words}",
        title=found["title"],
        date=parse_day(found["date"]),
        regions=found["region"],
        actors=found["actor"],
        summary=SUMMARY,
        status="draft",
    )
