"""Documents: Markdown files read into reports and pages, every problem of a file noted."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import yaml

from plugins.archive.body.parts import Body
from plugins.archive.body.render import render
from plugins.archive.checks.best_effort import check_partial_report
from plugins.archive.checks.report_rules import Finding, check_report
from plugins.archive.model.report import REPORT, Report
from plugins.archive.problems import Problem
from plugins.archive.schema.field_types import IDENTIFIER, Text
from plugins.archive.schema.front_matter import FRONT_MATTER_OFFSET, decode_text, split_front_matter
from plugins.archive.schema.reader import INVALID, Invalid, Reader, find_node, limit_problems
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


def add_findings(found: Iterable[Finding], root: yaml.Node | None, path: str, problems: list[Problem]) -> None:
    """Note `found` as problems at the places in the front matter that their steps lead to, up to the limit."""
    problems.extend(limit_problems(_placed(finding, root, path) for finding in found))


def _placed(finding: Finding, root: yaml.Node | None, path: str) -> Problem:
    node = find_node(root, finding.node_path) if finding.node_path else None
    mark = node.start_mark if node else None
    line, column = (mark.line + 1 + FRONT_MATTER_OFFSET, mark.column + 1) if mark else (1, 1)
    return Problem(path, line, column, finding.field or "file", finding.what, finding.remedy)


def front_matter_root(path: str, data: bytes) -> yaml.Node | None:
    """Return the root node of a file's front matter, for the positions of problems found later."""
    unused: list[Problem] = []
    text = decode_text(data, path, unused)
    parts = split_front_matter(text, path, unused) if text is not None else None
    return compose(parts.front_matter, path, FRONT_MATTER_OFFSET, unused) if parts else None


def _stem(path: str) -> str:
    return posixpath.basename(path).removesuffix(".md")
