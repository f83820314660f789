"""Documents: Markdown files read into reports and pages, every problem of a file noted."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator
from typing import Any

import msgspec
import yaml

from plugins.archive.body import Body, render
from plugins.archive.checks.best_effort import check_partial_report
from plugins.archive.checks.report_rules import check_report
from plugins.archive.model.report import REPORT, Report
from plugins.archive.problems import Problem
from plugins.archive.schema.field_types import IDENTIFIER, Text
from plugins.archive.schema.front_matter import FRONT_MATTER_OFFSET, decode_text, split_front_matter
from plugins.archive.schema.positions import add_findings
from plugins.archive.schema.reader import INVALID, Invalid, Reader
from plugins.archive.schema.record import Field, Record
from plugins.archive.schema.strict_yaml import compose
from plugins.archive.urls import RESERVED_NAMES, Urls


class ContentPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of `content/pages/`: about, contribute, and what an archive adds."""

    path: str = ""
    stem: str = ""
    title: str
    summary: str = ""
    body: Body = Body()


CONTENT_PAGE = Record(ContentPage, {"title": Field(Text(300), required=True), "summary": Field(Text(1000))})


def read_report(path: str, data: bytes, urls: Urls, problems: list[Problem]) -> Report | None:
    """Read the file `path` (as named from the content folder); None when it has problems, which are added."""
    before = len(problems)
    report, root = _read(path, data, REPORT, urls, problems)
    if isinstance(report, Report):
        report = msgspec.structs.replace(report, digest=hashlib.sha256(data).digest())
        add_findings(check_report(report), root, path, problems)
    elif root is not None:
        told = {problem.field for problem in problems[before:]}
        add_findings(check_partial_report(root, path, _stem(path), told), root, path, problems)
    return report if isinstance(report, Report) and len(problems) == before else None


def read_page(path: str, data: bytes, urls: Urls, problems: list[Problem]) -> ContentPage | None:
    """Read a page; None when it has problems, which are added."""
    before = len(problems)
    page, _ = _read(path, data, CONTENT_PAGE, urls, problems)
    problems.extend(_page_name(path))
    return page if isinstance(page, ContentPage) and len(problems) == before else None


def _page_name(path: str) -> Iterator[Problem]:
    """A page's file name is an id, and none of the site's own addresses."""
    stem = _stem(path)
    if not IDENTIFIER.matches(stem):
        yield Problem(path, 1, 1, "file", f"the name '{stem}' is not {IDENTIFIER.description}", IDENTIFIER.remedy)
    elif stem in RESERVED_NAMES:
        yield Problem(path, 1, 1, "file", f"/{stem}/ is an address of the site's own", "rename the file")


def _read(path: str, data: bytes, schema: Record, urls: Urls, problems: list[Problem]) -> tuple[Any, yaml.Node | None]:
    """Read head and body, each whatever is wrong with the other; give the record (or INVALID) and the head's root."""
    text = decode_text(data, path, problems)
    parts = split_front_matter(text, path, problems) if text is not None else None
    if parts is None:
        return INVALID, None
    body = render(path, parts.body, parts.lines_before_body, urls, problems)
    root = compose(parts.front_matter, path, FRONT_MATTER_OFFSET, problems)
    if root is None:
        if not parts.front_matter.strip():
            problems.append(Problem(path, 1, 1, "file", "the front matter is empty", "add the keys"))
        return INVALID, None
    record = Reader(path, FRONT_MATTER_OFFSET, problems).read(schema, root)
    if isinstance(record, Invalid):
        return INVALID, root
    return msgspec.structs.replace(record, path=path, stem=_stem(path), body=body), root


def _stem(path: str) -> str:
    return posixpath.basename(path).removesuffix(".md")
