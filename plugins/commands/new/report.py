"""The `new` command: write a valid draft report."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date as calendar_date
from functools import partial
from pathlib import Path

from plugins.archive.archive import read_registry
from plugins.archive.editing.report_writer import file_text
from plugins.archive.files.folder import report_path, scan
from plugins.archive.model.registry import Registry
from plugins.archive.model.report import REPORT, STEM, Report
from plugins.archive.problems import ArchiveError, Problem
from plugins.archive.text.dates import parse_day
from plugins.archive.text.slugs import title_slug
from plugins.commands.new.questions import (
    AnswerError,
    Answers,
    Flags,
    Prompt,
    Question,
    collect,
    entry_choice,
    field_question,
    parse_field,
    run_and_report,
)

SUMMARY = "Summarise the report in one or two sentences."
BODY = """Write the report here, in Markdown. Headings begin at `##`.

List each event under `events:` above, with its date, type, region and attribution.
List what you cite under `sources:`. When the report is ready, remove `status: draft`.
"""


def run(
    *,
    content: Path,
    title: str = "",
    date: str = "",
    name: str = "",
    regions: Sequence[str] = (),
    actors: Sequence[str] = (),
) -> int:
    """Write the file of a new report and print its path, prompting for missing values; return the exit code."""
    flags = {"title": (title,), "date": (date,), "name": (name,), "region": regions, "actor": actors}
    return run_and_report(lambda: str(new_report(content, flags, terminal_prompt())))


def new_report(content: Path, flags: Flags, prompt: Prompt | None) -> Path:
    """Write the file and return its path; never overwrites a file. Raises AnswerError and ArchiveError."""
    registry = open_registry(content)
    if not registry.regions:
        raise AnswerError(f"{content} has no regions yet — add one: inv new-region")
    answers = collect(partial(_questions, registry), flags, prompt)
    for stem in _stems(answers):
        file = content / report_path(stem)
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with file.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(file_text(_report(stem, answers), BODY))
        except FileExistsError:
            continue
        return file
    raise AnswerError(f"{file} already exists — choose another --name or --date")


def _stems(answers: Answers) -> Iterator[str]:
    """Yield the stem that was asked for or, if the name comes from the title, that one and others with a number."""
    stem = f"{answers['date']}-{answers['name'] or title_slug(answers['title'])}"
    yield stem
    for number in itertools.count(2) if not answers["name"] else ():
        yield f"{stem}-{number}"


def terminal_prompt() -> Prompt | None:
    """Return the interactive prompt, or None without a terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    from plugins.commands.new.prompt import ask  # prompt_toolkit is slow to import

    return ask


def open_registry(content: Path, changed: Mapping[str, bytes] = {}) -> Registry:
    """Return the registry of an archive; `changed` files, by path, are not read from disk.

    Raises AnswerError for a missing folder, ArchiveError for invalid files.
    """
    if not content.is_dir():
        raise AnswerError(f"--content: the folder {content} does not exist — create it, or correct the path")
    problems: list[Problem] = []
    registry = read_registry(scan(content, problems), problems, changed)
    if problems:
        raise ArchiveError(problems)
    return registry


def _questions(registry: Registry, _: Answers) -> Iterator[Question]:
    fields, regions = REPORT.fields, entry_choice(registry.regions)
    yield field_question("title", fields["title"], required=True)
    yield field_question("date", fields["date"], required=True, default=calendar_date.today().isoformat())
    default = next(iter(registry.regions))
    yield Question(key="name", label="File name", parse=_parse_name, prompted=False)
    yield field_question(
        "region", fields["region"], label="Regions", required=True, multiple=True, fallback=default, **regions
    )
    yield field_question("actor", fields["actors"], label="Actors", multiple=True, **entry_choice(registry.actors))


def _parse_name(text: str) -> str:
    """Return `text` if it is valid as the part of a file name after the date; raises AnswerError."""
    parse_field(STEM, f"2000-01-01-{text}")
    return text


def _report(stem: str, answers: Answers) -> Report:
    return Report(
        stem=stem,
        title=answers["title"],
        date=parse_day(answers["date"]),
        regions=answers["region"],
        actors=answers["actor"],
        summary=SUMMARY,
        status="draft",
    )
