"""Front matter: a Markdown file decoded and split into its YAML and its body."""

from __future__ import annotations

import re
from typing import NamedTuple

from plugins.archive import limits
from plugins.archive.problems import Problem
from plugins.archive.text.characters import describe_character, find_hidden_character

OPENING_FENCE = re.compile(r"---[ \t]*\n")
CLOSING_FENCE = re.compile(r"^---[ \t]*(\n|\Z)", re.MULTILINE)
FRONT_MATTER_OFFSET = 1
"""Lines of the file before the YAML: the opening fence."""


class MarkdownParts(NamedTuple):
    """The two parts of a Markdown file; `lines_before_body` includes both fences."""

    front_matter: str
    body: str
    lines_before_body: int


def decode_text(data: bytes, path: str, problems: list[Problem], max_bytes: int = limits.REPORT_BYTES) -> str | None:
    """Return the text of a content file with line feeds only, or None after adding a problem.

    The file must be UTF-8 (a BOM is allowed), at most `max_bytes` long, and free of hidden characters.
    """
    if len(data) > max_bytes:
        what = f"is larger than {max_bytes // 1024} KiB"
        problems.append(Problem(path, 1, 1, "file", what, "split it, or remove what it does not need"))
        return None
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem(path, line, 1, "file", "is not UTF-8", "save it with the encoding UTF-8"))
        return None
    if hidden := find_hidden_character(text):
        line, column = text.count("\n", 0, hidden.start()) + 1, hidden.start() - text.rfind("\n", 0, hidden.start())
        what, remedy = f"contains {describe_character(hidden[0])}", "remove it, or save the file as plain text"
        problems.append(Problem(path, line, column, "file", what, remedy))
        return None
    return text


def read_markdown(data: bytes, path: str, problems: list[Problem]) -> MarkdownParts | None:
    """Decode and split a Markdown file; return None after adding a problem if it has errors."""
    text = decode_text(data, path, problems)
    return None if text is None else split_front_matter(text, path, problems)


def split_front_matter(text: str, path: str, problems: list[Problem]) -> MarkdownParts | None:
    """Split `text` at its two `---` lines; return None after adding a problem if one is missing."""
    if OPENING_FENCE.match(text) is None:
        what, remedy = "does not begin with front matter", "begin with a line '---', the keys, and a line '---'"
        problems.append(Problem(path, 1, 1, "file", what, remedy))
        return None
    start = text.index("\n") + 1
    closing = CLOSING_FENCE.search(text, start)
    if closing is None:
        problems.append(Problem(path, 1, 1, "file", "the front matter does not end", "close it with a line '---'"))
        return None
    lines_before_body = text.count("\n", 0, closing.end())
    return MarkdownParts(text[start : closing.start()], text[closing.end() :], lines_before_body)
