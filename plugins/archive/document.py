"""Documents: Markdown files read as reports and pages, with every problem of a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import yaml
from msgspec.structs import replace

from plugins.archive.body import render
from plugins.archive.checks.best_effort import check_partial_report
from plugins.archive.checks.report_rules import check_report
from plugins.archive.checks.warnings import report_warnings
from plugins.archive.model.page import CONTENT_PAGE, ContentPage
from plugins.archive.model.report import REPORT, Report
from plugins.archive.problems import Problem
from plugins.archive.schema.field_types import IDENTIFIER
from plugins.archive.schema.front_matter import FRONT_MATTER_OFFSET, read_markdown
from plugins.archive.schema.positions import add_findings
from plugins.archive.schema.reader import INVALID, Invalid, Reader
from plugins.archive.schema.record import Record
from plugins.archive.schema.strict_yaml import compose
from plugins.archive.urls import RESERVED_NAMES, Urls, stem_of


def read_report(path: str, data: bytes, urls: Urls, problems: list[Problem]) -> Report | None:
    """Read the report `path`, relative to the content folder. Return None, and add its problems, if it has errors."""
    before = len(problems)
    report, root = _read(path, data, REPORT, urls, problems)
    if isinstance(report, Report):
        add_findings(check_report(report), root, path, problems)
    elif root is not None:
        faulty = {problem.field for problem in problems[before:]}
        add_findings(check_partial_report(root, path, stem_of(path), faulty), root, path, problems)
    if root is None or not isinstance(report, Report) or len(problems) > before:
        return None
    return replace(report, digest=hashlib.sha256(data).digest(), warnings=report_warnings(report, root))


def read_page(path: str, data: bytes, urls: Urls, problems: list[Problem]) -> ContentPage | None:
    """Read the page file `path`. Return None, and add its problems, if it has errors."""
    before = len(problems)
    page, _ = _read(path, data, CONTENT_PAGE, urls, problems)
    problems.extend(_check_page_name(path))
    return page if isinstance(page, ContentPage) and len(problems) == before else None


def _check_page_name(path: str) -> Iterator[Problem]:
    """A page's file name is an id, and not one of the site's own addresses."""
    stem = stem_of(path)
    if not IDENTIFIER.matches(stem):
        yield Problem(path, 1, 1, "file", f"the name '{stem}' is not {IDENTIFIER.description}", IDENTIFIER.remedy)
    elif stem in RESERVED_NAMES:
        yield Problem(path, 1, 1, "file", f"the site itself uses the address /{stem}/", "rename the file")


def _read(path: str, data: bytes, schema: Record, urls: Urls, problems: list[Problem]) -> tuple[Any, yaml.Node | None]:
    """Read front matter and body, even if the other has errors. Return the struct or INVALID, and the YAML root."""
    parts = read_markdown(data, path, problems)
    if parts is None:
        return INVALID, None
    body = render(path, parts.body, parts.lines_before_body, urls, problems)
    root = compose(parts.front_matter, path, FRONT_MATTER_OFFSET, problems)
    if root is None:
        if not parts.front_matter.strip():
            problems.append(Problem(path, 1, 1, "file", "the front matter is empty", "add the keys"))
        return INVALID, None
    value = Reader(path, FRONT_MATTER_OFFSET, problems).read(schema, root)
    if isinstance(value, Invalid):
        return INVALID, root
    return replace(value, path=path, stem=stem_of(path), body=body), root
