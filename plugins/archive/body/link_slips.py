"""Slips in the targets of links: common mistakes, recognised in the target itself, each with the right target."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from plugins.archive import urls as paths

MAX_QUOTE = 200
WORDS = re.compile(r"(?:[\w.-]+/)*[\w-]+/?")
"""A path whose last part is plain words without an ending."""
COMPUTER = re.compile(r"(?:file:/*|[A-Za-z]:[\\/]|/(?:home|Users|mnt|tmp|var|Volumes)/|~/)", re.IGNORECASE)
DOMAIN = r"(?:com|org|net|info|int|edu|gov|news|(?!md)[a-z]{2})"
WEB_HOST = re.compile(rf"(?:[a-z0-9-]+\.)+{DOMAIN}(?::\d+)?(?:/.*)?", re.IGNORECASE)
DOCUMENT = re.compile(r"(.*\w)\.(?:MD|Md|mD|markdown|html?)/?")
"""A report or page with another ending than `.md`."""
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
BROKEN_SCHEME = re.compile(r"(?!https?://)(?:h?t{1,3}ps?(?:[:;]?/{1,3}|:)(?=[\w-]+\.)|https?//)", re.IGNORECASE)
SITE_PAGE = re.compile(rf"/(?:[\w-]+/)*{paths.REPORTS}(([0-9]{{4}})-[0-9]{{2}}-[0-9]{{2}}-[a-z0-9-]+)/?")


def find_slip(target: str, path: str) -> tuple[str, str] | None:
    """Return what is wrong with the target of a link in the file `path`, and what to do; None if it is not a slip."""
    what, remedy = next(_slips(target, path), ("", ""))
    shown = target if len(target) <= MAX_QUOTE else f"{target[:MAX_QUOTE]}…"
    return (f"'{shown}' {what}", remedy) if what else None


def _slips(target: str, path: str) -> Iterator[tuple[str, str]]:
    if COMPUTER.match(target):
        yield "is a file on your computer", "put the file into the report's folder, and link to it there"
    if "\\" in target:
        yield "has a backslash", f"write {target.replace(chr(92), '/')}"
    yield from _web_slips(target)
    if match := DOCUMENT.fullmatch(target):
        yield "has another ending than .md", f"write {match[1]}.md"
    if match := SITE_PAGE.fullmatch(target):
        file = posixpath.join(paths.REPORTS, match[2], f"{match[1]}.md")
        yield "is an address of the site", f"link to the file: {posixpath.relpath(file, posixpath.dirname(path))}"
    if WORDS.fullmatch(target) and _depth(target) <= path.count("/"):
        yield "has no ending, so it is not a file", f"write {target.rstrip('/')}.md for a report or a page"


def _web_slips(target: str) -> Iterator[tuple[str, str]]:
    if MAIL.fullmatch(target):
        yield "is an email address", f"write mailto:{target}"
    if match := BROKEN_SCHEME.match(target):
        yield "is a web address with a misspelt beginning", f"write https://{target[match.end() :].lstrip('/')}"
    if WEB_HOST.fullmatch(target):
        yield "is a web address without https://", f"write https://{target}"


def _depth(target: str) -> int:
    """Return the number of steps up at the start of a path."""
    return next(number for number, part in enumerate([*target.split("/"), ""]) if part != "..")
