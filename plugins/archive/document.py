"""Documents: Markdown files read as reports and pages, with every problem of a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml
from msgspec.structs import replace

from plugins.archive.body import Body, render
from plugins.archive.body.rendering import ParsedBody
from plugins.archive.checks.best_effort import check_partial_report
from plugins.archive.checks.report_rules import check_report
from plugins.archive.checks.warnings import body_errors, body_warnings, report_warnings
from plugins.archive.checks.warnings.values import value_warnings
from plugins.archive.model.page import CONTENT_PAGE, ContentPage
from plugins.archive.model.report import REPORT, Report
from plugins.archive.problems import Problem, limit_problems
from plugins.archive.schema.field_types import IDENTIFIER
from plugins.archive.schema.front_matter import FRONT_MATTER_OFFSET, MarkdownParts, read_markdown
from plugins.archive.schema.positions import add_findings
from plugins.archive.schema.reader import INVALID, Invalid, Reader
from plugins.archive.schema.record import Record
from plugins.archive.schema.strict_yaml import compose
from plugins.archive.text.merge_conflicts import WHAT
from plugins.archive.urls import RESERVED_NAMES, Urls, stem_of


class Document(NamedTuple):
    """A Markdown file: its struct or INVALID, the root node and the text of its front matter, and its warnings."""

    value: Any
    root: yaml.Node | None = None
    front_matter: str = ""
    warnings: tuple[Problem, ...] = ()


def read_report(path: str, data: bytes, urls: Urls, problems: list[Problem]) -> Report | None:
    """Read the report `path`, relative to the content folder. Return None, and add its problems, if it has errors."""
    before = len(problems)
    report, root, text, warnings = _read(path, data, REPORT, urls, problems)
    if isinstance(report, Report):
        add_findings(check_report(report), root, path, problems)
    elif root is not None:
        faulty = {problem.field for problem in problems[before:]}
        add_findings(check_partial_report(root, path, stem_of(path), faulty), root, path, problems)
    if root is None or not isinstance(report, Report) or len(problems) > before:
        return None
    warnings = (*report_warnings(report, root, text), *warnings)
    return replace(report, digest=hashlib.sha256(data).digest(), warnings=warnings)


def read_page(path: str, data: bytes, urls: Urls, problems: list[Problem]) -> ContentPage | None:
    """Read the page file `path`. Return None, and add its problems, if it has errors."""
    before = len(problems)
    page, root, text, warnings = _read(path, data, CONTENT_PAGE, urls, problems)
    problems.extend(_check_page_name(path))
    if root is None or not isinstance(page, ContentPage) or len(problems) > before:
        return None
    of_values = value_warnings(path, text, root, CONTENT_PAGE, FRONT_MATTER_OFFSET)
    return replace(page, warnings=(*of_values, *warnings))


def _check_page_name(path: str) -> Iterator[Problem]:
    """A page's file name is an id, and not one of the site's own addresses."""
    stem = stem_of(path)
    if not IDENTIFIER.matches(stem):
        yield Problem(path, 1, 1, "file", f"the name '{stem}' is not {IDENTIFIER.description}", IDENTIFIER.remedy)
    elif stem in RESERVED_NAMES:
        yield Problem(path, 1, 1, "file", f"the site itself uses the address /{stem}/", "rename the file")


def _read(path: str, data: bytes, schema: Record, urls: Urls, problems: list[Problem]) -> Document:
    """Read front matter and body, even if the other has errors."""
    parts = read_markdown(data, path, problems)
    if parts is None:
        return Document(INVALID)
    body, warnings = _read_body(path, parts, urls, problems)
    root = compose(parts.front_matter, path, FRONT_MATTER_OFFSET, problems)
    if root is None:
        if not parts.front_matter.strip():
            problems.append(Problem(path, 1, 1, "file", "the front matter is empty", "add the keys"))
        return Document(INVALID)
    value = Reader(path, FRONT_MATTER_OFFSET, problems, text=parts.front_matter).read(schema, root)
    if isinstance(value, Invalid):
        return Document(INVALID, root)
    return Document(replace(value, path=path, stem=stem_of(path), body=body), root, parts.front_matter, warnings)


def _read_body(
    path: str, parts: MarkdownParts, urls: Urls, problems: list[Problem]
) -> tuple[Body, tuple[Problem, ...]]:
    """Render a body and add its errors; return it with its warnings."""
    refused: list[Problem] = []
    warnings: list[Problem] = []

    def inspect(parsed: ParsedBody) -> None:
        refused.extend(limit_problems(body_errors(parsed)))
        warnings.extend(limit_problems(body_warnings(parsed)))

    errors: list[Problem] = []
    body = render(path, parts.body, parts.lines_before_body, urls, errors, inspect)
    if any(WHAT in problem.what for problem in refused):
        errors.clear()  # two versions at once have errors that neither of them has
    problems.extend(sorted({*errors, *refused}))
    return body, tuple(warnings)
